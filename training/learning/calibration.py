"""Calibrate scores: at .5 a detection is as likely right as wrong. A rare class may be favoured."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional as F

from detector.anchors import generate_anchors
from detector.card import Card
from detector.network.pytorch import Head, Network
from detector.postprocess import postprocess
from training.evaluation.conditions import SMALLEST_PX
from training.evaluation.detections import Output
from training.evaluation.judge import confuse, judge
from training.evaluation.metrics import Metrics

LOWEST_SCORE = 0.1
"""The fit is for scores that a visitor may see; below lie a hundred false alarms for every face."""

LARGEST_SHIFT = float(np.log((1 - LOWEST_SCORE) / LOWEST_SCORE))
"""Of a logit: a score from outside the fit never becomes .5, however few or easy the pictures are."""

FAVOURED_WRONGLY, SHIFT_STEPS = 0.02, 8
"""Share of faces that a favoured class may take from another one; halvings in the search for the shift."""


def calibrate(network: Network, metrics: Metrics) -> None:
    """Shift the class scores of a network in place, by its measurements.

    Focal loss gives scores that are too low: most detections well below .5 are right. The shift is the same
    for every class. It is added to the bias of each class head's last convolution, and the order of
    detections does not change. The slope does not change either: to make every score a probability it would
    have to be steep, and would move weak but right detections, which average precision counts, below any
    threshold.
    """
    slope, offset = fit_platt(metrics.scores, metrics.correct)
    shift = float(np.clip(offset / slope, -LARGEST_SHIFT, LARGEST_SHIFT))
    _shift_scores(network, shift)


def favour(network: Network, label: str, outputs: Sequence[Output], card: Card) -> None:
    """Raise the scores of a rare class in place, so that its faces are less often classified as another.

    The shift of its logits is the largest, up to LARGEST_SHIFT, at which at most FAVOURED_WRONGLY of the
    faces of every other class are classified as this one, at the card's threshold. Faces below
    :data:`training.evaluation.conditions.SMALLEST_PX` do not count.

    Args:
        outputs: from :func:`training.evaluation.detections.run_network`, of this network.

    Raises:
        ValueError: the card has no such class.
    """
    if label not in card.classes:
        raise ValueError(f"expected one of {', '.join(card.classes)}, got {label}")
    favoured = card.classes.index(label)
    low, high = 0.0, LARGEST_SHIFT
    for _ in range(SHIFT_STEPS):
        middle = (low + high) / 2
        if _share_called(favoured, middle, outputs, card) <= FAVOURED_WRONGLY:
            low = middle
        else:
            high = middle
    _shift_scores(network, low, favoured, len(card.classes))


def _share_called(favoured: int, shift: float, outputs: Sequence[Output], card: Card) -> float:
    """The largest share of another class's faces that become the favoured class after a shift of its
    logits."""
    anchors, verdicts = generate_anchors(card.anchors), []
    for sample, bbox_regression, scores in outputs:
        odds = np.exp(shift) * scores[:, favoured] / (1 - scores[:, favoured]).clip(1e-6)
        shifted = scores.copy()
        shifted[:, favoured] = odds / (1 + odds)
        size = sample.height, sample.width
        verdicts += judge(sample, postprocess(bbox_regression, shifted, anchors, card, size), card.classes)
    larger = [verdict for verdict in verdicts if verdict.side >= SMALLEST_PX]
    table = confuse(larger, len(card.classes), card.thresholds.score)[:-1]
    shares = table[:, favoured] / table.sum(axis=1).clip(1)
    return float(np.delete(shares, favoured).max())


def _shift_scores(network: Network, shift: float, first: int = 0, step: int = 1) -> None:
    """Add a value to the logits of a class (its index, the number of classes), or of all."""
    for head in network.cls:
        assert isinstance(head, Head)
        assert head.out.bias is not None
        with torch.no_grad():
            head.out.bias[first::step].add_(shift)


def fit_platt(scores: NDArray[np.float64], correct: NDArray[np.bool_]) -> tuple[float, float]:
    """Fit ``P(correct) = sigmoid(slope * logit(score) + offset)`` by maximum likelihood.

    Source: Platt, "Probabilistic outputs for support vector machines", 1999.

    Args:
        scores: float64 [N], 0..1; scores below LOWEST_SCORE are ignored.
        correct: bool [N].

    Returns:
        (slope, offset); (1, 0) if higher scores are not more often right, or if the fit is impossible.
    """
    seen = scores >= LOWEST_SCORE
    logits = torch.from_numpy(scores[seen]).logit(eps=1e-6)
    targets = torch.from_numpy(correct[seen]).to(logits.dtype)
    if not len(targets) or targets.min() == targets.max():
        return 1.0, 0.0
    line = torch.tensor([1.0, 0.0], dtype=logits.dtype, requires_grad=True)
    optimizer = torch.optim.LBFGS([line], max_iter=100, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        loss = F.binary_cross_entropy_with_logits(line[0] * logits + line[1], targets)
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    optimizer.step(closure)  # type: ignore[no-untyped-call]
    slope, offset = line.tolist()
    return (slope, offset) if slope > 0 else (1.0, 0.0)
