"""The loss: quality focal loss on every anchor, generalised IoU on those that learn a face. If there is a
teacher, both losses are also computed against its predictions."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional as F

from training.data.dataset import IGNORE
from training.learning.geometry import overlap
from training.learning.matching import Matches

EPSILON = 1e-6
FACE_WEIGHT = 0.8
BACKGROUND_WEIGHT = 0.6
FOCAL_GAMMA = 2
BOX_WEIGHT = 2.0
SHARPNESS = 2
"""Power of an anchor's share of the best IoU of its face, in the score that it should give."""

TAUGHT_CLASS_WEIGHT, TAUGHT_BOX_WEIGHT = 0.5, 1.0
"""Of the losses from labels, where a teacher teaches as well; elsewhere they are 1 and BOX_WEIGHT."""

TEACHER_CLASS_WEIGHT, TEACHER_BOX_WEIGHT = 0.7, 3.0
DOUBT = 0.25
"""Where a teacher's score is above, an anchor does not learn that it is background."""

LEAST_TRUST = 0.1
"""Below this score a teacher does not teach boxes."""

OTHER_CLASS_REACH = 3.0
"""A teacher teaches less class the higher it scores one that the student lacks, and none from a third on."""


class Lesson(NamedTuple):
    """A teacher's predictions for the anchors of windows.

    scores: float [B, A, T], 0..1, of the teacher's classes. boxes: float [B, A, 4], xyxy. known: bool [B, A],
    False for anchors without a prediction. taught: bool [B], False for windows without predictions.
    """

    scores: Tensor
    boxes: Tensor
    known: Tensor
    taught: Tensor


def detection_loss(
    decoded: Tensor,
    logits: Tensor,
    matches: Matches,
    lesson: Lesson | None = None,
    teacher_columns: Tensor | None = None,
) -> Tensor:
    """Loss of a batch per anchor that learns a face.

    Args:
        decoded: float [B, A, 4], the network's boxes, xyxy.
        logits: float [B, A, C], class scores before the sigmoid.
        matches: of the annotated boxes.
        lesson: of a teacher, if there is one.
        teacher_columns: int64 [C], the index of each of the network's classes among the teacher's.

    Returns:
        float [], the sum of the losses, each divided by the number of anchors that learn a face.
    """
    positive = matches.labels >= 0
    counted = matches.labels != IGNORE
    class_weight: Tensor | float = 1.0
    box_weight: Tensor | float = BOX_WEIGHT
    if lesson is not None:
        taught = lesson.taught[:, None]
        doubtful = ~lesson.known | (lesson.scores.amax(2) > DOUBT)
        counted = counted & (positive | ~(taught & doubtful))
        class_weight = torch.where(taught, TAUGHT_CLASS_WEIGHT, 1.0)
        box_weight = torch.where(taught, TAUGHT_BOX_WEIGHT, BOX_WEIGHT)

    iou, generalised_iou = overlap(decoded, torch.where(positive[..., None], matches.boxes, decoded.detach()))
    boxes = ((1 - generalised_iou) * positive * box_weight).sum()
    targets = score_targets(iou.detach() * positive, matches.face)
    of_class = matches.labels[..., None] == torch.arange(logits.shape[2], device=logits.device)
    quality = of_class * targets[..., None]
    classes = (quality_focal_loss(logits, quality) * (counted * class_weight)[..., None]).sum()
    loss = boxes + classes
    if lesson is not None:
        assert teacher_columns is not None
        loss = loss + distillation_loss(decoded, logits, lesson, teacher_columns)
    return loss / positive.sum().clamp(min=1)


def score_targets(iou: Tensor, face: Tensor) -> Tensor:
    """The target of each anchor's score: the best anchor of a face has the highest target.

    For the anchor with the best box the target is its IoU. For the others it decreases with the cube of the
    IoU, so that suppression keeps the best box. Source of the idea, in another form:
    https://arxiv.org/abs/2108.07755.

    Args:
        iou: float [B, A], of each anchor's box with its face, 0 for anchors without a face.
        face: int64 [B, A], the same number for anchors of the same face.

    Returns:
        float [B, A], 0..1.
    """
    return iou * share_of_best(iou, face) ** SHARPNESS


def share_of_best(iou: Tensor, face: Tensor) -> Tensor:
    """IoU of each anchor's box divided by the best IoU of its face's anchors: [B, A]."""
    best = torch.zeros_like(iou).scatter_reduce(1, face, iou, "amax").gather(1, face)
    return iou / best.clamp(min=EPSILON)


def quality_focal_loss(logits: Tensor, quality: Tensor) -> Tensor:
    """The focal loss whose target for a face is the quality of the anchor's box.

    So the score, which non-maximum suppression sorts by, says which of several boxes fits best.
    Source: https://arxiv.org/abs/2006.04388, equation 3, with weights for faces and background.

    Args:
        logits: float [...].
        quality: float [...], 0 for background, else from :func:`score_targets`.
    """
    cross_entropy = F.binary_cross_entropy_with_logits(logits, quality, reduction="none")
    miss = (quality - logits.sigmoid()).abs()
    weight = torch.where(quality > 0, FACE_WEIGHT, BACKGROUND_WEIGHT)
    return weight * miss**FOCAL_GAMMA * cross_entropy


def distillation_loss(decoded: Tensor, logits: Tensor, lesson: Lesson, columns: Tensor) -> Tensor:
    """Sum of the losses against a teacher's scores and, for its faces, boxes.

    If the teacher predicts a class that the network lacks, its scores for the other classes are not used.
    """
    scores = lesson.scores[..., columns]
    others = lesson.scores.clone()
    others[..., columns] = 0
    sure = (1 - OTHER_CLASS_REACH * others.amax(2)).clamp(min=0)
    weight = sure * (lesson.known & lesson.taught[:, None])
    cross_entropy = F.binary_cross_entropy_with_logits(logits, scores, reduction="none")
    classes = ((scores - logits.sigmoid()).abs() * cross_entropy * weight[..., None]).sum()

    best = lesson.scores.amax(2)
    trust = torch.where((best > LEAST_TRUST) & lesson.taught[:, None], best, 0)
    _, generalised_iou = overlap(decoded, torch.where(trust[..., None] > 0, lesson.boxes, decoded.detach()))
    boxes = ((1 - generalised_iou) * trust).sum()
    return TEACHER_CLASS_WEIGHT * classes + TEACHER_BOX_WEIGHT * boxes
