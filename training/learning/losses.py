"""The loss: quality focal loss on every anchor, generalised IoU on those that learn a face."""

from __future__ import annotations

from math import log

import torch
from torch import Tensor
from torch.nn import functional as F

from detector.boxes import MAX_GROWTH
from training.data.dataset import IGNORE

EPSILON = 1e-6
FACE_WEIGHT = 0.8
BACKGROUND_WEIGHT = 0.6
FOCAL_GAMMA = 2.0
BOX_WEIGHT = 2.0
SHARPNESS = 2
"""Power of an anchor's share of the best IoU of its face, in the score that it should give."""


def detection_loss(
    bbox_regression: Tensor,
    logits: Tensor,
    labels: Tensor,
    boxes: Tensor,
    anchors: Tensor,
    variances: Tensor,
) -> Tensor:
    """Loss of a batch per anchor that learns a face.

    Args:
        bbox_regression: float [N, A, 4], raw offsets.
        logits: float [N, A, C], class scores before the sigmoid.
        labels: int64 [N, A], class index, IGNORE or BACKGROUND, from :mod:`training.learning.matching`.
        boxes: float [N, A, 4], xyxy, matched boxes.
        anchors: float [A, 4], xyxy.
        variances: float [4].

    Returns:
        float [], the two losses added, each divided by the number of anchors that learn a face.
    """
    counted = labels != IGNORE
    positive = labels >= 0
    num_positives = positive.sum().clamp(min=1)

    matched_boxes = boxes[positive]
    matched_anchors = anchors.expand_as(boxes)[positive]
    decoded = decode_boxes(bbox_regression[positive], matched_anchors, variances)
    iou, generalised_iou = overlap(decoded, matched_boxes)
    localisation = (1 - generalised_iou).sum()

    images = positive.nonzero()[:, :1]
    targets = score_targets(iou.detach(), torch.cat([images.to(matched_boxes), matched_boxes], dim=1))
    quality = torch.zeros_like(logits)
    quality[positive] = F.one_hot(labels[positive], logits.shape[-1]) * targets[:, None]
    classification = quality_focal_loss(logits[counted], quality[counted])
    return (classification + BOX_WEIGHT * localisation) / num_positives


def score_targets(iou: Tensor, faces: Tensor) -> Tensor:
    """The score that each anchor should give: of the anchors that learn a face, the best should stand out.

    It is the IoU for the one whose box fits best; for the others it falls with the cube of the IoU, so that
    suppression keeps the best. The idea, in another form, is that of https://arxiv.org/abs/2108.07755.

    Args:
        iou: float [M], of each anchor's box with its face.
        faces: float [M, K], the same row for anchors of the same face.

    Returns:
        float [M], 0..1.
    """
    unique, face = torch.unique(faces, dim=0, return_inverse=True)
    best = iou.new_zeros(len(unique)).scatter_reduce(0, face, iou, "amax")[face]
    return iou * (iou / best.clamp(min=EPSILON)) ** SHARPNESS


def quality_focal_loss(logits: Tensor, quality: Tensor) -> Tensor:
    """Sum of the focal loss whose target for a face is how well the anchor's box fits it.

    So the score that non-maximum suppression goes by says which of several boxes fits best.
    Source: https://arxiv.org/abs/2006.04388, equation 3, with weights for faces and background.

    Args:
        logits: float [M, C].
        quality: float [M, C], 0 for background, else from :func:`score_targets`.
    """
    cross_entropy = F.binary_cross_entropy_with_logits(logits, quality, reduction="none")
    miss = (quality - logits.sigmoid()).abs()
    weight = torch.where(quality > 0, FACE_WEIGHT, BACKGROUND_WEIGHT)
    return (weight * miss**FOCAL_GAMMA * cross_entropy).sum()


def overlap(a: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    """IoU and generalised IoU of pairs of boxes [N, 4]: [N] each. Source: https://arxiv.org/abs/1902.09630."""
    shared = (torch.minimum(a[:, 2:], b[:, 2:]) - torch.maximum(a[:, :2], b[:, :2])).clamp(min=0).prod(1)
    hull = (torch.maximum(a[:, 2:], b[:, 2:]) - torch.minimum(a[:, :2], b[:, :2])).prod(1)
    union = (a[:, 2:] - a[:, :2]).prod(1) + (b[:, 2:] - b[:, :2]).prod(1) - shared
    iou = shared / union
    return iou, iou - (hull - union) / hull


def decode_boxes(bbox_regression: Tensor, anchors: Tensor, variances: Tensor) -> Tensor:
    """As :func:`detector.boxes.decode_boxes`, differentiable."""
    sizes = anchors[:, 2:] - anchors[:, :2]
    offsets = bbox_regression * variances
    centres = (anchors[:, :2] + anchors[:, 2:]) / 2 + offsets[:, :2] * sizes
    half = sizes * offsets[:, 2:].clamp(max=log(MAX_GROWTH)).exp() / 2
    return torch.cat([centres - half, centres + half], dim=1)
