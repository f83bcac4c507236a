"""Skin tone in a picture: the individual typology angle of the upper face.

Light and camera change the angle as much as skin does. It sorts pictures into rough groups and does not
describe a person.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

FOREHEAD = (0.25, 0.75), (0.1, 0.4)
"""From and to, across and down the face's box, as shares: above any mask, below most hair."""

LEAST_YELLOW = 1.0
"""Of b*; skin has 10 to 30."""

TONES = {
    "light skin (over 41°)": (41.0, 90.0),
    "medium skin (10° to 41°)": (10.0, 41.0),
    "dark skin (under 10°)": (-90.0, 10.0),
}
"""Angles from and to. Of the usual six groups, the two lightest, the two in the middle, the two darkest."""


def typology_angle(image: NDArray[np.uint8], face: NDArray[np.float64]) -> float | None:
    """arctan((L* - 50) / b*) of the forehead's median colour.

    Source: Chardon, Cretois, Hourseau, "Skin colour typology and suntanning pathways", 1991.

    Args:
        image: uint8 [height, width, 3], RGB.
        face: float64 [4], xyxy in its pixels.

    Returns:
        Degrees, -90..90; None if b* is under LEAST_YELLOW, as in grey pictures and blue light, or if there is
        no pixel.
    """
    x1, y1, x2, y2 = face
    (left, right), (top, bottom) = FOREHEAD
    columns = slice(*_to_pixels(x1 + np.array([left, right]) * (x2 - x1), image.shape[1]))
    rows = slice(*_to_pixels(y1 + np.array([top, bottom]) * (y2 - y1), image.shape[0]))
    forehead = image[rows, columns]
    if not forehead.size:
        return None
    colours = np.asarray(cv2.cvtColor(forehead.astype(np.float32) / 255, cv2.COLOR_RGB2LAB), np.float32)
    lightness, _, yellow = np.median(colours.reshape(-1, 3), axis=0)
    return float(np.degrees(np.arctan((lightness - 50) / yellow))) if yellow >= LEAST_YELLOW else None


def name_tone(angle: float | None) -> str | None:
    """The key of TONES that an angle falls in."""
    if angle is None:
        return None
    return next(name for name, (start, below) in TONES.items() if start <= angle <= below)


def _to_pixels(edges: NDArray[np.float64], length: int) -> tuple[int, int]:
    start, end = (int(edge) for edge in np.clip(np.round(edges), 0, length))
    return start, end
