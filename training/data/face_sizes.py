"""Face sizes, in the unit of all figures."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

REFERENCE_PX = 260
"""Pixels of both sides of a picture squashed to a square, whatever a card's input is: figures of cards with
different inputs speak of the same faces."""

FACE_SIZES = {"tiny": (0, 12), "small": (12, 24), "medium": (24, 64), "large": (64, 1e4)}
"""Side of a face, the square root of its area, from and below, in pixels of the reference."""


def describe_size(name: str) -> str:
    """A key of FACE_SIZES in words."""
    start, below = FACE_SIZES[name]
    if not start:
        return f"under {below} px"
    return f"{start} to {below} px" if below < REFERENCE_PX else f"over {start} px"


def to_reference(boxes: NDArray[np.floating[Any]], width: int, height: int) -> NDArray[np.float64]:
    """Convert [N, 4] xyxy from pixels of a picture to pixels of the reference."""
    scaled: NDArray[np.float64] = boxes * (np.array([1 / width, 1 / height] * 2) * REFERENCE_PX)
    return scaled


def face_sides(boxes: NDArray[np.floating[Any]], width: int, height: int) -> NDArray[np.float64]:
    """Sides [N], in pixels of the reference, of [N, 4] xyxy in pixels of a picture."""
    x1, y1, x2, y2 = to_reference(boxes, width, height).T
    sides: NDArray[np.float64] = np.sqrt((x2 - x1) * (y2 - y1))
    return sides


def name_size(side: float) -> str:
    """The key of FACE_SIZES that a side falls in."""
    return next(name for name, (_, below) in FACE_SIZES.items() if side < below)
