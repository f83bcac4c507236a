"""The loss: focal loss on every anchor, generalised IoU on those that learn a face."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

from training.dataset import IGNORE

FOCAL_ALPHA = 0.4
FOCAL_GAMMA = 2.0
BOX_WEIGHT = 2.0


def detection_loss(
    bbox_regression: Tensor,
    logits: Tensor,
    labels: Tensor,
    boxes: Tensor,
    anchors: Tensor,
    variances: Tensor,
) -> Tensor:
    """Loss of a batch per face.

    Args:
        bbox_regression: float [N, A, 4], raw offsets.
        logits: float [N, A, C], class scores before the sigmoid.
        labels: int64 [N, A], class index, IGNORE or BACKGROUND, from :func:`training.matching.match_anchors`.
        boxes: float [N, A, 4], xyxy, matched boxes.
        anchors: float [A, 4], xyxy.
        variances: float [4].

    Returns:
        float [], the two losses added, each divided by the number of anchors that learn a face.
    """
    counted = labels != IGNORE
    positive = labels >= 0
    faces = positive.sum().clamp(min=1)

    targets = torch.zeros_like(logits)
    targets[positive] = F.one_hot(labels[positive], logits.shape[-1]).to(logits.dtype)
    classification = focal_loss(logits[counted], targets[counted])

    matched_anchors = anchors.expand_as(boxes)[positive]
    decoded = decode_boxes(bbox_regression[positive], matched_anchors, variances)
    localisation = giou_loss(decoded, boxes[positive])
    return (classification + BOX_WEIGHT * localisation) / faces


def focal_loss(logits: Tensor, targets: Tensor) -> Tensor:
    """Sum of the sigmoid focal loss. Source: https://arxiv.org/abs/1708.02002, equation 5."""
    cross_entropy = F.binary_cross_entropy_with_logits(logits, targets, reduction="none")
    probability = logits.sigmoid()
    miss = targets * (1 - probability) + (1 - targets) * probability
    alpha = targets * FOCAL_ALPHA + (1 - targets) * (1 - FOCAL_ALPHA)
    return (alpha * miss**FOCAL_GAMMA * cross_entropy).sum()


def giou_loss(a: Tensor, b: Tensor) -> Tensor:
    """Sum of 1 - generalised IoU of pairs of boxes [N, 4]. Source: https://arxiv.org/abs/1902.09630."""
    overlap = (torch.minimum(a[:, 2:], b[:, 2:]) - torch.maximum(a[:, :2], b[:, :2])).clamp(min=0).prod(1)
    hull = (torch.maximum(a[:, 2:], b[:, 2:]) - torch.minimum(a[:, :2], b[:, :2])).prod(1)
    union = (a[:, 2:] - a[:, :2]).prod(1) + (b[:, 2:] - b[:, :2]).prod(1) - overlap
    return (1 - overlap / union + (hull - union) / hull).sum()


def decode_boxes(bbox_regression: Tensor, anchors: Tensor, variances: Tensor) -> Tensor:
    """As :func:`detector.boxes.decode_boxes`, differentiable; sizes are limited to 50 × the anchor's."""
    sizes = anchors[:, 2:] - anchors[:, :2]
    offsets = bbox_regression * variances
    centres = (anchors[:, :2] + anchors[:, 2:]) / 2 + offsets[:, :2] * sizes
    half = sizes * offsets[:, 2:].clamp(max=4).exp() / 2
    return torch.cat([centres - half, centres + half], dim=1)
