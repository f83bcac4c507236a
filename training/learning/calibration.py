"""Scores with a meaning: at .5 a detection is as likely right as wrong."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional as F

from detector.network.pytorch import Head, Network
from training.evaluation.metrics import Metrics

LOWEST_SCORE = 0.1
"""The fit is for scores that a visitor may see; below lie a hundred false alarms for every face."""

LARGEST_SHIFT = float(np.log((1 - LOWEST_SCORE) / LOWEST_SCORE))
"""Of a logit: a score from outside the fit never becomes .5, however few or easy the pictures are."""


def calibrate(network: Network, metrics: Metrics) -> None:
    """Shift the class scores of a network in place, by what was measured of it.

    Focal loss leaves scores too low: detections are mostly right long before .5. The shift, the same for
    every class, goes into the bias of each class head's last convolution; the order of detections stays. The
    slope stays too: to make every score a probability it would have to be steep, and would push the weak but
    right detections that average precision counts below any threshold.
    """
    slope, offset = fit_platt(metrics.scores, metrics.correct)
    shift = float(np.clip(offset / slope, -LARGEST_SHIFT, LARGEST_SHIFT))
    for head in network.cls:
        assert isinstance(head, Head)
        assert head.out.bias is not None
        with torch.no_grad():
            head.out.bias.add_(shift)


def fit_platt(scores: NDArray[np.float64], correct: NDArray[np.bool_]) -> tuple[float, float]:
    """Fit ``P(correct) = sigmoid(slope * logit(score) + offset)`` by maximum likelihood.

    Source: Platt, "Probabilistic outputs for support vector machines", 1999.

    Args:
        scores: float64 [N], 0..1; those below LOWEST_SCORE are left out.
        correct: bool [N].

    Returns:
        (slope, offset); (1, 0) where higher scores are not more often right, or nothing can be learned.
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
