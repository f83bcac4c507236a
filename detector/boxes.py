"""Box coding and box geometry. Boxes are xyxy in shares of the image (0..1) throughout."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float32]
Boxes = NDArray[np.float32] | NDArray[np.float64]

MAX_GROWTH = 1000 / 16
"""How many times its anchor a side can be, and how many anchor sizes a centre can move: more than any box
of a picture needs, so that even a wild offset decodes to a finite box. The figure is torchvision's."""


def encode_boxes(boxes: FloatArray, anchors: FloatArray, variances: Sequence[float]) -> FloatArray:
    """Express boxes as offsets from their anchors; the inverse of :func:`decode_boxes`.

    Args:
        boxes: float32 [N, 4], xyxy, with x2 > x1 and y2 > y1.
        anchors: float32 [N, 4], xyxy, one per box.
        variances: four divisors, for centre x, centre y, width and height.

    Returns:
        float32 [N, 4]: (dx / w, dy / h, log(w'/w), log(h'/h)), each divided by its variance.

    Source: the box coder of SSD, https://arxiv.org/abs/1512.02325, section 2.2.

    Raises:
        ValueError: a shape is wrong, or a box has no area.
    """
    _check_pairs(boxes, anchors, "boxes")
    box_centres, box_sizes = _centres_and_sizes(boxes)
    has_area = (box_sizes > 0).all(axis=1)
    if not has_area.all():
        index = int(has_area.argmin())
        raise ValueError(f"boxes: expected x2 > x1 and y2 > y1, got {boxes[index].tolist()} at index {index}")
    centres, sizes = _centres_and_sizes(anchors)
    offsets = np.concatenate([(box_centres - centres) / sizes, np.log(box_sizes / sizes)], axis=1)
    return np.asarray(offsets / np.asarray(variances), dtype=np.float32)


def decode_boxes(bbox_regression: FloatArray, anchors: FloatArray, variances: Sequence[float]) -> FloatArray:
    """Turn the network's raw offsets into boxes, computed in float64.

    Args:
        bbox_regression: float32 [N, 4], as :func:`encode_boxes` returns them; an offset that moves or
            enlarges a box by more than ``MAX_GROWTH`` is limited to ``MAX_GROWTH``.
        anchors: float32 [N, 4], xyxy, one per row.
        variances: four factors, for centre x, centre y, width and height.

    Returns:
        float32 [N, 4], xyxy; not clipped, so a box may extend beyond 0..1.

    Raises:
        ValueError: a shape is wrong.
    """
    _check_pairs(bbox_regression, anchors, "bbox_regression")
    offsets = bbox_regression.astype(np.float64) * np.asarray(variances)
    shifts = np.clip(offsets[:, :2], -MAX_GROWTH, MAX_GROWTH)
    growths = np.clip(offsets[:, 2:], -MAX_GROWTH, math.log(MAX_GROWTH))
    centres, sizes = _centres_and_sizes(anchors)
    centres = centres + shifts * sizes
    half = sizes * np.exp(growths) / 2
    return np.concatenate([centres - half, centres + half], axis=1, dtype=np.float32)


def clip_boxes(boxes: FloatArray) -> FloatArray:
    """Limit boxes [N, 4] to the image, 0..1; a box outside it gets an area of 0."""
    return np.clip(boxes, 0, 1)


def compute_iou(boxes_a: Boxes, boxes_b: Boxes) -> NDArray[np.float64]:
    """Intersection over union of boxes [..., 4] with others: float64, 0 if neither has an area.

    Shapes broadcast: one box [4] and boxes [N, 4] give [N]; [M, 1, 4] and [N, 4] give [M, N].
    """
    a, b = boxes_a.astype(np.float64, copy=False), boxes_b.astype(np.float64, copy=False)
    intersection = compute_intersection(a, b)
    union = compute_area(a) + compute_area(b) - intersection
    iou: NDArray[np.float64] = np.divide(intersection, union, out=np.zeros_like(union), where=union > 0)
    return iou


def compute_intersection(boxes_a: Boxes, boxes_b: Boxes) -> Boxes:
    """Area that boxes [..., 4] share with others; shapes broadcast as in :func:`compute_iou`."""
    width = np.minimum(boxes_a[..., 2], boxes_b[..., 2]) - np.maximum(boxes_a[..., 0], boxes_b[..., 0])
    height = np.minimum(boxes_a[..., 3], boxes_b[..., 3]) - np.maximum(boxes_a[..., 1], boxes_b[..., 1])
    shared: Boxes = np.maximum(width, 0) * np.maximum(height, 0)
    return shared


def compute_area(boxes: Boxes) -> Boxes:
    """Area of boxes [..., 4] in shares of the image: [...]."""
    return (boxes[..., 2] - boxes[..., 0]) * (boxes[..., 3] - boxes[..., 1])


def _centres_and_sizes(boxes: FloatArray) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    boxes64 = boxes.astype(np.float64)
    low, high = boxes64[:, :2], boxes64[:, 2:]
    return (low + high) / 2, high - low


def _check_pairs(rows: FloatArray, anchors: FloatArray, name: str) -> None:
    if anchors.ndim != 2 or anchors.shape[1] != 4:
        raise ValueError(f"anchors: expected shape [N, 4], got {list(anchors.shape)}")
    if rows.shape != anchors.shape:
        raise ValueError(f"{name}: expected shape {list(anchors.shape)}, got {list(rows.shape)}")
