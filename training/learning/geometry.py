"""Geometry of boxes in PyTorch: float [..., 4], xyxy; shapes broadcast."""

from __future__ import annotations

from math import log

import torch
from torch import Tensor

from detector.boxes import MAX_GROWTH

EPSILON = 1e-12


def areas(boxes: Tensor) -> Tensor:
    """[...]: the area of each box."""
    return (boxes[..., 2] - boxes[..., 0]) * (boxes[..., 3] - boxes[..., 1])


def intersections(a: Tensor, b: Tensor) -> Tensor:
    """[...]: the area of the intersection of two boxes."""
    width = torch.minimum(a[..., 2], b[..., 2]) - torch.maximum(a[..., 0], b[..., 0])
    height = torch.minimum(a[..., 3], b[..., 3]) - torch.maximum(a[..., 1], b[..., 1])
    return width.clamp(min=0) * height.clamp(min=0)


def overlap(a: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    """IoU and generalised IoU of boxes with others: [...] each. Source: https://arxiv.org/abs/1902.09630."""
    shared = intersections(a, b)
    width = torch.maximum(a[..., 2], b[..., 2]) - torch.minimum(a[..., 0], b[..., 0])
    height = torch.maximum(a[..., 3], b[..., 3]) - torch.minimum(a[..., 1], b[..., 1])
    hull = width * height
    union = areas(a) + areas(b) - shared
    iou = shared / union.clamp(min=EPSILON)
    return iou, iou - (hull - union) / hull.clamp(min=EPSILON)


def decode_boxes(bbox_regression: Tensor, anchors: Tensor, variances: Tensor) -> Tensor:
    """Like :func:`detector.boxes.decode_boxes`, differentiable: [B, A, 4] and anchors [A, 4] to [B, A, 4]."""
    sizes = anchors[:, 2:] - anchors[:, :2]
    offsets = bbox_regression * variances
    centres = (anchors[:, :2] + anchors[:, 2:]) / 2 + offsets[..., :2] * sizes
    half = sizes * offsets[..., 2:].clamp(max=log(MAX_GROWTH)).exp() / 2
    return torch.cat([centres - half, centres + half], dim=-1)
