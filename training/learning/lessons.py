"""A teacher's predictions for the anchors of windows, from its network or from a file of soft labels."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor

from training.data.dataset import IGNORE
from training.learning.geometry import decode_boxes, overlap
from training.learning.losses import SHARPNESS, Lesson, share_of_best
from training.learning.matching import Matches


class SoftMatches(NamedTuple):
    """Soft labels of windows, matched to anchors.

    matches: of the teacher's boxes, with label 0. scores: float [B, A, T], of the matched box, zeros
    if none. taught: bool [B], False for windows on photos without soft labels.
    """

    matches: Matches
    scores: Tensor
    taught: Tensor


def read_outputs(bbox_regression: Tensor, logits: Tensor, anchors: Tensor, variances: Tensor) -> Lesson:
    """The lesson from a teacher's outputs for the same anchors; every anchor has a target."""
    return Lesson(
        scores=logits.sigmoid(),
        boxes=decode_boxes(bbox_regression, anchors, variances),
        known=torch.ones_like(logits[..., 0], dtype=torch.bool),
        taught=torch.ones(len(logits), dtype=torch.bool, device=logits.device),
    )


def read_soft_labels(soft: SoftMatches, decoded: Tensor) -> Lesson:
    """The lesson from stored boxes: the target of the anchor with a face's best box is the teacher's score,
    others have a lower target, see :func:`training.learning.losses.score_targets`.

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
