"""The best threshold for a use, and precision and recall at each threshold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.evaluation.judge import Verdict

GRID: NDArray[np.float64] = np.arange(5, 96) / 100
"""Thresholds that are tried."""


@dataclass(frozen=True)
class Use:
    """A place where the detector works, and what a mistake costs there.

    beta: how many times as much finding every face weighs as being right about it: the beta of F-beta.
    smallest: side in pixels of the reference; smaller faces and smaller boxes do not matter there.
    """

    name: str
    why: str
    beta: float
    smallest: float


USES = (
    Use(
        "reception desk",
        "people stand near; a wrong label is annoying, a missed face is found in the next frame",
        0.5,
        24,
    ),
    Use("any picture", "precision and recall count the same", 1, 0),
    Use("crowd", "faces are counted from afar; a face that is missed is lost", 2, 0),
)


@dataclass(frozen=True)
class Choice:
    """The best threshold for a use, and the curves over GRID that it was chosen by."""

    use: Use
    score_thresh: float
    precision: NDArray[np.float64]
    recall: NDArray[np.float64]
    f_beta: NDArray[np.float64]

    @property
    def index(self) -> int:
        return int(self.f_beta.argmax())


def choose_threshold(verdicts: Sequence[Verdict], use: Use) -> Choice:
    """The threshold with the largest F-beta, the lowest of equals.

    Right is a detection whose box meets a face and whose class is that face's; a face called by the wrong
    class counts against both precision and recall. Where nothing is found precision is 1.
    """
    seen = [verdict for verdict in verdicts if verdict.side >= use.smallest]
    scores = np.array([verdict.score for verdict in seen])
    right = np.array([verdict.right for verdict in seen], np.bool_)
    found = scores > GRID[:, None]
    num_right = (found & right).sum(axis=1)
    num_found = found.sum(axis=1)
    num_faces = sum(verdict.truth is not None for verdict in seen)

    precision = np.where(num_found, num_right / np.maximum(num_found, 1), 1.0)
    recall = num_right / max(num_faces, 1)
    weight = use.beta**2
    f_beta = (1 + weight) * num_right / np.maximum(weight * num_faces + num_found, 1)
    return Choice(use, float(GRID[f_beta.argmax()]), precision, recall, f_beta)


@dataclass(frozen=True)
class Reliability:
    """How often detections are right, by tenths of the score.

    score, share: float64 [10], mean score and share of right detections in each tenth, NaN where none is.
    count: int64 [10].
    """

    score: NDArray[np.float64]
    share: NDArray[np.float64]
    count: NDArray[np.int64]

    @property
    def expected_error(self) -> float:
        """Mean distance of score and share over the detections (expected calibration error); 0..1."""
        distance = np.nan_to_num(np.abs(self.score - self.share))
        return float((distance * self.count).sum() / max(self.count.sum(), 1))


def measure_reliability(verdicts: Sequence[Verdict], lowest: float = 0.1) -> Reliability:
    """Detections with a score of at least ``lowest``: below lie many boxes that nobody will ever see."""
    seen = [verdict for verdict in verdicts if verdict.score >= lowest]
    scores = np.array([verdict.score for verdict in seen])
    right = np.array([verdict.right for verdict in seen], np.float64)
    tenths = np.clip((scores * 10).astype(np.int64), 0, 9)
    count = np.bincount(tenths, minlength=10)
    with np.errstate(invalid="ignore"):
        score = np.bincount(tenths, scores, 10) / count
        share = np.bincount(tenths, right, 10) / count
    return Reliability(score, share, count)
