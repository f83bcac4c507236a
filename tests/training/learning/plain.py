"""Matching and loss as they are told: a window at a time in NumPy, and what learns picked out. The vectorised
forms must agree with these."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F

from training.data.dataset import IGNORE
from training.learning.geometry import overlap
from training.learning.losses import BACKGROUND_WEIGHT, BOX_WEIGHT, EPSILON, FACE_WEIGHT, SHARPNESS
from training.learning.matching import (
    BACKGROUND,
    IGNORED_SHARE,
    NEGATIVE_IOU,
    NEGATIVE_SHARE,
    POSITIVE_IOU,
    POSITIVE_SHARE,
)


def match_anchors(
    anchors: NDArray[np.float32], boxes: NDArray[np.float32], labels: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Assign a face, background or nothing to each anchor.

    An anchor learns the face it overlaps most when their IoU is at least POSITIVE_IOU. Small faces overlap
    no anchor that much: they are learned by their best anchor and those nearly as good, so that the best box
    of a face comes from an anchor that has learned. Left out of the loss are anchors that fall short
    by a little, and those that lie for IGNORED_SHARE of their area in a region to ignore.

    Args:
        anchors: float32 [A, 4], xyxy.
        boxes: float32 [N, 4], xyxy in the same unit.
        labels: int64 [N], class index or IGNORE.

    Returns:
        int64 [A]: class index, IGNORE or BACKGROUND; and float32 [A, 4]: the matched box (zeros if none).
    """
    matched_labels = np.full(len(anchors), BACKGROUND, np.int64)
    matched_boxes = np.zeros_like(anchors)

    regions = boxes[labels == IGNORE]
    if len(regions):
        covered = _intersection(anchors, regions) / _area(anchors)[:, None]
        matched_labels[(covered >= IGNORED_SHARE).any(axis=1)] = IGNORE

    boxes, labels = boxes[labels != IGNORE], labels[labels != IGNORE]
    if not len(boxes):
        return matched_labels, matched_boxes

    intersection = _intersection(anchors, boxes)
    iou = intersection / (_area(anchors)[:, None] + _area(boxes) - intersection)
    best_iou = iou.max(axis=0)
    learns = (iou >= np.minimum(POSITIVE_IOU, POSITIVE_SHARE * best_iou)) & (iou > 0)
    near = (iou >= np.minimum(NEGATIVE_IOU, NEGATIVE_SHARE * best_iou)) & (iou > 0)
    matched_labels[near.any(axis=1)] = IGNORE

    face = np.where(learns, iou, 0).argmax(axis=1)
    best_anchor = iou.argmax(axis=0)
    face[best_anchor] = np.arange(len(boxes))
    positive = learns.any(axis=1)
    matched_labels[positive] = labels[face[positive]]
    matched_boxes[positive] = boxes[face[positive]]
    return matched_labels, matched_boxes


def _area(boxes: NDArray[np.float32]) -> NDArray[np.float32]:
    return (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])


def _intersection(a: NDArray[np.float32], b: NDArray[np.float32]) -> NDArray[np.float32]:
    """[A, 4] and [N, 4] to the area that each pair shares: [A, N]."""
    width = np.minimum(a[:, None, 2], b[:, 2]) - np.maximum(a[:, None, 0], b[:, 0])
    height = np.minimum(a[:, None, 3], b[:, 3]) - np.maximum(a[:, None, 1], b[:, 1])
    shared: NDArray[np.float32] = np.clip(width, 0, None) * np.clip(height, 0, None)
    return shared


def detection_loss(decoded: Tensor, logits: Tensor, labels: Tensor, boxes: Tensor) -> Tensor:
    """Of boxes [N, A, 4], logits [N, A, C], labels [N, A] and matched boxes [N, A, 4]: float []."""
    counted, positive = labels != IGNORE, labels >= 0
    matched = boxes[positive]
    iou, generalised_iou = overlap(decoded[positive], matched)
    images = positive.nonzero()[:, :1]
    faces = torch.cat([images.to(matched), matched], dim=1)
    _, face = torch.unique(faces, dim=0, return_inverse=True)
    best = iou.new_zeros(len(faces)).scatter_reduce(0, face, iou.detach(), "amax")[face]
    targets = iou.detach() * (iou.detach() / best.clamp(min=EPSILON)) ** SHARPNESS
    quality = torch.zeros_like(logits)
    quality[positive] = F.one_hot(labels[positive], logits.shape[-1]) * targets[:, None]
    logits, quality = logits[counted], quality[counted]
    cross_entropy = F.binary_cross_entropy_with_logits(logits, quality, reduction="none")
    weight = torch.where(quality > 0, FACE_WEIGHT, BACKGROUND_WEIGHT)
    classification = (weight * (quality - logits.sigmoid()) ** 2 * cross_entropy).sum()
    return (classification + BOX_WEIGHT * (1 - generalised_iou).sum()) / positive.sum().clamp(min=1)
