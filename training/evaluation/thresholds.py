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
    """A use of the detector, and the cost of its mistakes.

    beta: weight of recall relative to precision, the beta of F-beta.
    smallest: side in pixels of the reference; smaller faces and boxes are ignored.
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
    """The best threshold for a use, and the curves over GRID that determine it."""

    use: Use
    score_thresh: float
    precision: NDArray[np.float64]
    recall: NDArray[np.float64]
    f_beta: NDArray[np.float64]

    @property
    def index(self) -> int:
        return int(self.f_beta.argmax())


def choose_threshold(verdicts: Sequence[Verdict], use: Use) -> Choice:
    """The threshold with the highest F-beta; the lowest one if several are equal.

    A detection is right if its box matches a face and its class is correct; a wrong class lowers both
    precision and recall. If nothing is found, precision is 1.
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

    score, share: float64 [10], mean score and share of right detections in each tenth, NaN if it is empty.
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
    """Use detections with a score of at least ``lowest``; the many boxes below are never shown."""
    seen = [verdict for verdict in verdicts if verdict.score >= lowest]
    scores = np.array([verdict.score for verdict in seen])
    right = np.array([verdict.right for verdict in seen], np.float64)
    tenths = np.clip((scores * 10).astype(np.int64), 0, 9)
    count = np.bincount(tenths, minlength=10)
    with np.errstate(invalid="ignore"):
        score = np.bincount(tenths, scores, 10) / count
        share = np.bincount(tenths, right, 10) / count
    return Reliability(score, share, count)
