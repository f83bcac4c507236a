"""Match anchors to faces, for a batch of windows at once."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from training.data.dataset import IGNORE
from training.learning.geometry import areas, intersections

POSITIVE_IOU = 0.35
NEGATIVE_IOU = 0.25
POSITIVE_SHARE = 0.65
NEGATIVE_SHARE = 0.5
"""Shares of the IoU of a face's best anchor, where that is less than the limits above."""

IGNORED_SHARE = 0.5

BACKGROUND = -2
"""Label of an anchor that learns that there is no face; of a box, that it only fills its row up."""

GROUPS = (1 / 16, 1 / 4, 1)
"""A batch is matched in groups up to these shares of it, windows with the most boxes first, so that the many
with few boxes need no room for the crowds."""


class Matches(NamedTuple):
    """The targets of the anchors of windows.

    labels: int64 [B, A], class index, IGNORE or BACKGROUND. face: int64 [B, A], the number of the matched box
    in its window, 0 if none. boxes: float [B, A, 4], the matched box, zeros if none.
    """

    labels: Tensor
    face: Tensor
    boxes: Tensor


def match_batch(cells: Tensor, boxes: NDArray[np.float32], labels: NDArray[np.int64]) -> Matches:
    """Like :func:`match_anchors`, on the cells' device; windows with many boxes do not slow down the others.

    Args:
        boxes: float32 [B, K, 4].
        labels: int64 [B, K], BACKGROUND for padding after a row's boxes.
    """
    counts = (labels != BACKGROUND).sum(axis=1)
    order = np.argsort(-counts, kind="stable")
    edges = [0, *(max(1, round(share * len(order))) for share in GROUPS)]
    parts = []
    for first, last in pairwise(edges):
        rows = order[first:last]
        if len(rows):
            columns = slice(max(1, counts[rows[0]]))
            group = (torch.from_numpy(values[rows, columns]).to(cells.device) for values in (boxes, labels))
            parts.append(match_anchors(cells, *group))
    back = torch.from_numpy(np.argsort(order)).to(cells.device)
    return Matches(*(torch.cat(tensors)[back] for tensors in zip(*parts, strict=True)))


def match_anchors(anchors: Tensor, boxes: Tensor, labels: Tensor) -> Matches:
    """Assign a face, background or nothing to each anchor of each window.

    An anchor learns the face with the highest IoU if it is at least POSITIVE_IOU. Small faces do not reach
    this IoU with any anchor: their best anchor and anchors that fit nearly as well learn them, so that the
    best box of a face comes from a trained anchor. The loss ignores anchors that are slightly below these
    limits, and anchors with IGNORED_SHARE of their area in a region to ignore.

    Args:
        anchors: float [A, 4], xyxy.
        boxes: float [B, K, 4], xyxy in the same unit.
        labels: int64 [B, K], class index, IGNORE, or BACKGROUND for padding.
    """
    shared = intersections(anchors[:, None], boxes[:, None])  # [B, A, K]
    size = areas(anchors)[:, None]
    covered = (shared / size >= IGNORED_SHARE) & (labels == IGNORE)[:, None]

    is_face = labels >= 0
    iou = torch.where(is_face[:, None], shared / (size + areas(boxes)[:, None] - shared), 0)
    best_iou, best_anchor = iou.max(dim=1)
    learns = (iou >= (POSITIVE_SHARE * best_iou).clamp(max=POSITIVE_IOU)[:, None]) & (iou > 0)
    near = (iou >= (NEGATIVE_SHARE * best_iou).clamp(max=NEGATIVE_IOU)[:, None]) & (iou > 0)

    # A face owns its best anchor. If several faces share one, the last of them owns it.
    number = torch.arange(labels.shape[1], device=labels.device).expand_as(labels)
    owner = torch.full(iou.shape[:2], -1, dtype=torch.int64, device=labels.device)
    owner.scatter_reduce_(1, best_anchor, torch.where(best_iou > 0, number, -1), "amax")
    face = torch.where(owner >= 0, owner, torch.where(learns, iou, 0).argmax(dim=2))

    positive = learns.any(dim=2)
    face = torch.where(positive, face, 0)
    left_out = (covered | near).any(dim=2)
    matched = torch.where(left_out, IGNORE, BACKGROUND)
    matched = torch.where(positive, labels.gather(1, face), matched)
    matched_boxes = boxes.gather(1, face[..., None].expand(-1, -1, 4))
    return Matches(matched, face, torch.where(positive[..., None], matched_boxes, 0))
