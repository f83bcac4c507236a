"""Test pictures: scikit-image's astronaut (NASA, public domain), bare-faced and in a mask drawn here."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from skimage import data

Image = NDArray[np.uint8]

FACE = (180.0, 62.0, 270.0, 180.0)
"""Where the face is in the 512×512 picture, x1, y1, x2, y2, from hair line to chin and cheek to cheek."""

TOP = [(184, 119), (196, 116), (209, 111), (220, 106), (229, 106), (239, 112), (253, 120), (267, 125)]
RIGHT = [(266, 141), (262, 155), (253, 169), (242, 178), (227, 183)]
LEFT = [(212, 181), (199, 172), (189, 159), (184, 141)]
PLEATS = [
    [(186, 129), (204, 134), (225, 136), (247, 137), (265, 135)],
    [(187, 145), (205, 150), (225, 152), (246, 152), (263, 149)],
    [(194, 161), (208, 165), (225, 167), (243, 166), (256, 162)],
]
STRAPS = [
    [(186, 121), (176, 116), (172, 112)],
    [(187, 153), (181, 140), (175, 124)],
    [(265, 127), (272, 123), (276, 118)],
    [(263, 150), (270, 139), (276, 130)],
]
CENTRE = 226
"""Column of the middle of the mask."""

CLOTH, FOLD, LIGHT, SIDE = (158, 199, 222), (118, 163, 192), (214, 235, 245), (96, 118, 140)
STRAP, SHADOW = (232, 238, 242), (60, 50, 48)
OVERSAMPLING = 4


def astronaut() -> Image:
    """uint8 [512, 512, 3], RGB: one face, no mask."""
    image: Image = data.astronaut()  # type: ignore[no-untyped-call]
    return image


def masked_astronaut() -> Image:
    """uint8 [512, 512, 3], RGB: the same face in a surgical mask."""
    cloth = _draw(TOP + RIGHT + LEFT)
    shadow = cv2.GaussianBlur(np.roll(cloth, 2, axis=0), (0, 0), 2) * (1 - cloth)
    rim = cloth - cv2.erode(cloth, np.ones((3, 3)))
    sides = np.clip(np.abs(np.arange(512) - CENTRE) / 42, 0, 1) ** 2.5

    layers: list[tuple[tuple[int, int, int], NDArray[Any]]] = [
        (STRAP, _draw(strap, width=1.6)) for strap in STRAPS
    ]
    layers += [(SHADOW, 0.35 * shadow), (CLOTH, cloth)]
    for pleat in PLEATS:
        below = [(x, y + 3) for x, y in pleat]
        layers.append((FOLD, 0.8 * cloth * cv2.GaussianBlur(_draw(pleat, width=1.8), (0, 0), 0.6)))
        layers.append((LIGHT, 0.45 * cloth * cv2.GaussianBlur(_draw(below, width=3), (0, 0), 1.2)))
    layers += [(FOLD, 0.5 * rim), (SIDE, 0.55 * cloth * sides)]

    image = astronaut().astype(np.float32)
    for color, share in layers:
        image += share[..., np.newaxis] * (np.array(color, np.float32) - image)
    return image.round().clip(0, 255).astype(np.uint8)


def both_faces() -> Image:
    """uint8 [512, 1024, 3], RGB: the masked face on the left, the bare one on the right."""
    return np.concatenate([masked_astronaut(), astronaut()], axis=1)


def _draw(points: list[tuple[int, int]], width: float | None = None) -> NDArray[np.float32]:
    """Coverage 0..1, float32 [512, 512], of a smooth polygon, or of a line if a width in pixels is given."""
    canvas = np.zeros((512 * OVERSAMPLING, 512 * OVERSAMPLING), np.uint8)
    corners = (np.array(points, np.float64) * OVERSAMPLING).round().astype(np.int32)
    if width is None:
        cv2.fillPoly(canvas, [corners], 255)
        blurred = cv2.GaussianBlur(canvas, (0, 0), 1.5 * OVERSAMPLING)
        canvas = ((blurred > 127) * 255).astype(np.uint8)
    else:
        cv2.polylines(canvas, [corners], False, 255, round(width * OVERSAMPLING), cv2.LINE_AA)
    return cv2.resize(canvas, (512, 512), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
