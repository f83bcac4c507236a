"""Make faces unrecognisable: replace their pixels by the means of a few squares."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from detector.postprocess import Detection

MARGIN = 0.25
"""By how much more than the box is hidden on each side, as a share of its sides: hair, ears and chin are part
of a face."""

COLUMNS, ROWS = 4, 5
"""Squares across a hidden face, and down."""

ALL = "all"
"""Instead of a label: the faces of every class."""

HELD_FRAMES = 15
"""How long a place stays hidden in a film after its face was found there: one that is missed for a few frames
does not flash up."""


class FaceHider:
    """Hides the faces in pictures, or in one film's frames in order.

    Args:
        label: of the faces to hide, or ALL.
        held: number of frames for which a region stays hidden after the face was found in it.
    """

    def __init__(self, label: str, held: int = 0) -> None:
        self._label = label
        self._boxes: deque[list[list[float]]] = deque(maxlen=held + 1)

    def __call__(self, image: NDArray[np.uint8], detections: Sequence[Detection]) -> NDArray[np.uint8]:
        self._boxes.append([face["box"] for face in detections if self._label in (ALL, face["label"])])
        return hide_faces(image, [box for boxes in self._boxes for box in boxes])


def hide_faces(image: NDArray[np.uint8], boxes: Sequence[Sequence[float]]) -> NDArray[np.uint8]:
    """Replace the faces and a margin around them by a few squares of their mean colours.

    Args:
        image: uint8 [height, width, channels]; not changed.
        boxes: xyxy, in pixels.

    Returns:
        A copy, of the same shape.
    """
    hidden = image.copy()
    height, width = image.shape[:2]
    for x1, y1, x2, y2 in boxes:
        dx, dy = MARGIN * (x2 - x1), MARGIN * (y2 - y1)
        left, top = max(0, int(np.floor(x1 - dx))), max(0, int(np.floor(y1 - dy)))
        right, bottom = min(width, int(np.ceil(x2 + dx))), min(height, int(np.ceil(y2 + dy)))
        if left < right and top < bottom:
            _pixelate(hidden[top:bottom, left:right])
    return hidden


def _pixelate(region: NDArray[np.uint8]) -> None:
    """Replace each square of a region by the mean of its pixels, in place."""
    height, width = region.shape[:2]
    ys = np.ceil(np.arange(ROWS + 1) * height / ROWS).astype(int)
    xs = np.ceil(np.arange(COLUMNS + 1) * width / COLUMNS).astype(int)
    for top, bottom in pairwise(ys):
        for left, right in pairwise(xs):
            square = region[top:bottom, left:right]
            if square.size:
                square[:] = square.mean(axis=(0, 1)).astype(np.uint8)
