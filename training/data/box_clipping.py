"""Checks on a box that all annotation formats share."""

from __future__ import annotations

from math import isfinite

import numpy as np

EDGE_PX = 1.01
"""How far a box may reach over the edge: tools count from 1, and they round."""


def clip_box(box: tuple[float, float, float, float], width: int, height: int) -> list[float]:
    """Clip a box to the picture; it may extend at most EDGE_PX beyond it.

    Args:
        box: xyxy in pixels.
        width, height: of the picture in pixels.

    Raises:
        ValueError: the box is empty, not finite or extends further.
    """
    x1, y1, x2, y2 = box
    if not (all(map(isfinite, box)) and x1 < x2 and y1 < y2):
        raise ValueError(f"expected xmin < xmax and ymin < ymax, got {_format(box)}")
    clipped = [max(x1, 0.0), max(y1, 0.0), min(x2, float(width)), min(y2, float(height))]
    moved = max(abs(after - before) for after, before in zip(clipped, box, strict=True))
    left, top, right, bottom = np.array(clipped, np.float32)
    if moved > EDGE_PX or not (left < right and top < bottom):
        raise ValueError(f"expected it inside the picture of {width}×{height} pixels, got {_format(box)}")
    return clipped


def _format(box: tuple[float, float, float, float]) -> str:
    return "xmin {:g}, ymin {:g}, xmax {:g}, ymax {:g}".format(*box)
