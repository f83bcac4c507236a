"""Answers of a teacher for the anchors of windows, from the network itself or from a file of its boxes."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor

from training.data.dataset import IGNORE
from training.learning.geometry import decode_boxes, overlap
from training.learning.losses import SHARPNESS, Lesson, share_of_best
from training.learning.matching import Matches


class SoftMatches(NamedTuple):
    """Soft labels of windows as their anchors see them.

    matches: of the teacher's boxes, their label being 0. scores: float [B, A, T], of the matched box, zeros
    if none. taught: bool [B], False for windows on photos without soft labels.
    """

    matches: Matches
    scores: Tensor
    taught: Tensor


def read_outputs(bbox_regression: Tensor, logits: Tensor, anchors: Tensor, variances: Tensor) -> Lesson:
    """The lesson of a teacher's own outputs for the same anchors: it says something of every one."""
    return Lesson(
        scores=logits.sigmoid(),
        boxes=decode_boxes(bbox_regression, anchors, variances),
        known=torch.ones_like(logits[..., 0], dtype=torch.bool),
        taught=torch.ones(len(logits), dtype=torch.bool, device=logits.device),
    )


def read_soft_labels(soft: SoftMatches, decoded: Tensor) -> Lesson:
    """The lesson of boxes that were kept: the anchor with the best box of a face should give the teacher's
    score, others less, as :func:`training.learning.losses.score_targets` has it.

    Args:
        decoded: float [B, A, 4], the network's boxes, xyxy.
    """
    positive = soft.matches.labels >= 0
    iou, _ = overlap(decoded.detach(), torch.where(positive[..., None], soft.matches.boxes, decoded.detach()))
    share = share_of_best(iou * positive, soft.matches.face) ** (SHARPNESS + 1)
    return Lesson(
        scores=soft.scores * share[..., None],
        boxes=soft.matches.boxes,
        known=soft.matches.labels != IGNORE,
        taught=soft.taught,
    )
