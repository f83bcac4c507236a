"""Non-maximum suppression: one box per face."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detector.boxes import compute_iou

BLOCK = 16
"""Boxes that are compared with all worse ones at once: few, as most of them may be suppressed already."""


def nms(boxes: NDArray[np.float32], scores: NDArray[np.float32], nms_thresh: float) -> NDArray[np.intp]:
    """Keep the best of overlapping boxes, regardless of their class.

    Boxes are visited by descending score, ties by ascending index. A box is dropped if its IoU with a kept
    box is greater than ``nms_thresh``; at exactly the threshold both are kept.

    Args:
        boxes: float32 [N, 4], xyxy.
        scores: float32 [N].
        nms_thresh: 0..1.

    Returns:
        Indices of the kept boxes, by score descending.

    Raises:
        ValueError: a shape is wrong or the threshold is not in 0..1.
    """
    if boxes.ndim != 2 or boxes.shape[1] != 4:
        raise ValueError(f"boxes: expected shape [N, 4], got {list(boxes.shape)}")
    if scores.shape != boxes.shape[:1]:
        raise ValueError(f"scores: expected shape [{len(boxes)}], got {list(scores.shape)}")
    if not 0 <= nms_thresh <= 1:
        raise ValueError(f"nms_thresh: expected 0..1, got {nms_thresh}")

    order = np.argsort(-scores, kind="stable")
    if nms_thresh == 1:  # no IoU is greater
        return order
    rest = boxes[order].astype(np.float64)
    keep: list[np.intp] = []
    while order.size:
        overlaps = compute_iou(rest[:BLOCK, np.newaxis], rest) > nms_thresh
        suppressed = np.zeros(len(rest), np.bool_)
        for index, overlap in enumerate(overlaps):
            if not suppressed[index]:
                keep.append(order[index])
                suppressed |= overlap
        suppressed[:BLOCK] = True
        order, rest = order[~suppressed], rest[~suppressed]
    return np.array(keep, dtype=np.intp)
