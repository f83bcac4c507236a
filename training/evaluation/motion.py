"""A simulated webcam: a window slides and zooms around one face in a picture, in changing light.

All randomness comes from the generator that the caller passes.
"""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

WIDTH, HEIGHT = 640, 480
FRAMES_PER_SECOND = 10

FACE_SHARE = (0.2, 0.5)
"""Height of the face as a share of the frame's, at the far and at the near end of the zoom."""

DRIFT = 0.35
"""How far the face moves from the middle of the frame, as a share of the room it has."""

LIGHT = 0.35
"""Largest change of brightness, natural logarithm."""

NOISE = 6.0
"""Standard deviation of the sensor's noise, in levels of 255."""

Frame = tuple[NDArray[np.uint8], NDArray[np.float64]]


def film_face(
    image: NDArray[np.uint8], box: NDArray[np.float32], seconds: float, generator: Generator
) -> Iterator[Frame]:
    """Frames of a face that sways, approaches and moves away; each movement takes two to six seconds.

    Outside the picture the window shows the replicated border, similar to a wall or a coat.

    Args:
        image: uint8 [height, width, 3], RGB.
        box: float32 [4], xyxy in its pixels.

    Yields:
        uint8 [HEIGHT, WIDTH, 3], RGB, and the face's box in it: float64 [4], xyxy in pixels.
    """
    x1, y1, x2, y2 = (float(edge) for edge in box)
    face_width, face_height = x2 - x1, y2 - y1
    period = generator.uniform(2, 6, 4)
    phase = generator.uniform(0, 2 * np.pi, 4)
    for number in range(round(seconds * FRAMES_PER_SECOND)):
        wave = np.sin(2 * np.pi * number / FRAMES_PER_SECOND / period + phase)
        near, right, down, light = wave
        share = np.exp(np.interp(near, (-1, 1), np.log(FACE_SHARE)))
        scale = share * HEIGHT / face_height
        room = np.array([WIDTH - face_width * scale, HEIGHT - face_height * scale]) / 2
        centre = np.array([WIDTH, HEIGHT]) / 2 + DRIFT * room * [right, down]
        corner = centre - np.array([x1 + x2, y1 + y2]) / 2 * scale
        matrix = np.array([[scale, 0, corner[0]], [0, scale, corner[1]]])
        frame = cv2.warpAffine(
            image, matrix, (WIDTH, HEIGHT), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        )
        noise = NOISE * generator.standard_normal(frame.shape, np.float32)
        noisy = frame * np.float32(np.exp(LIGHT * light)) + noise
        yield noisy.clip(0, 255).astype(np.uint8), box.astype(np.float64) * scale + np.tile(corner, 2)
