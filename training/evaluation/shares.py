"""Shares of faces found and classified correctly under each condition, with confidence intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.evaluation.conditions import Seen, Tags, describe_faces, list_conditions
from training.evaluation.judge import Verdict

RESAMPLES = 1000
CERTAINTY = 0.95
NAMED_GAP = 0.05
FEWEST_FACES = 20
"""A smaller group is shown, but not compared."""

Interval = tuple[float, float]


@dataclass(frozen=True)
class Share:
    """Number of ``faces`` under a condition, of those ``found``, and of those ``right`` (with the correct
    class).

    Intervals are bootstrapped over pictures, because faces in one picture are not independent; None without a
    face.
    """

    group: str
    condition: str
    faces: int
    found: int
    right: int
    found_interval: Interval | None
    right_interval: Interval | None

    def as_dict(self) -> dict[str, Any]:
        fields = ("faces", "found", "right", "found_interval", "right_interval")
        return {name: getattr(self, name) for name in fields}


@dataclass(frozen=True)
class Gap:
    """Two conditions of a group that differ by more than NAMED_GAP. what: ``found`` or ``right``."""

    what: str
    best: Share
    worst: Share
    size: float


def measure_shares(
    verdicts: Sequence[Verdict], classes: Sequence[str], score_thresh: float, tags: Tags
) -> list[Share]:
    """Count faces under each of :func:`training.evaluation.conditions.list_conditions`."""
    seen = describe_faces(verdicts, score_thresh, tags)
    known = {tag for face in seen.situations for tag in face.tags}
    weights = _resample(seen.pictures)
    shares = []
    for condition in list_conditions(classes, known):
        holds = np.array([condition.holds(face) for face in seen.situations], np.bool_)
        shares.append(_count(condition.group, condition.name, seen, holds, weights))
    return shares


def find_gaps(shares: Sequence[Share]) -> list[Gap]:
    """Within each group, the best and the worst share of faces found, and of faces classified correctly."""
    gaps = []
    for _, members in groupby(shares, key=lambda share: share.group):
        rows = list(members)
        for what, of in (("found", "faces"), ("right", "found")):
            counted = [row for row in rows if getattr(row, of) >= FEWEST_FACES]
            ranked = sorted(counted, key=lambda row: getattr(row, what) / getattr(row, of))
            if ranked:
                worst, best = (getattr(row, what) / getattr(row, of) for row in (ranked[0], ranked[-1]))
                if best - worst > NAMED_GAP:
                    gaps.append(Gap(what, ranked[-1], ranked[0], round(best - worst, 4)))
    return gaps


def _resample(pictures: NDArray[np.int64]) -> NDArray[np.int64]:
    """How often each face occurs in each bootstrap sample of the pictures: [RESAMPLES, faces]."""
    _, numbers = np.unique(pictures, return_inverse=True)
    total = int(numbers.max(initial=-1)) + 1
    if not total:
        return np.zeros((RESAMPLES, 0), np.int64)
    draws = np.random.default_rng(0).multinomial(total, np.full(total, 1 / total), RESAMPLES)
    return draws[:, numbers]


def _count(group: str, name: str, seen: Seen, holds: NDArray[np.bool_], weights: NDArray[np.int64]) -> Share:
    found, right = seen.found[holds], seen.right[holds]
    faces_drawn = weights[:, holds].sum(axis=1)
    found_drawn = weights[:, holds] @ found
    right_drawn = weights[:, holds] @ right
    return Share(
        *(group, name, int(holds.sum()), int(found.sum()), int(right.sum())),
        _interval(found_drawn, faces_drawn),
        _interval(right_drawn, found_drawn),
    )


def _interval(part: NDArray[np.int64], whole: NDArray[np.int64]) -> Interval | None:
    if not whole.any():
        return None
    shares = part[whole > 0] / whole[whole > 0]
    low, high = np.quantile(shares, [(1 - CERTAINTY) / 2, (1 + CERTAINTY) / 2])
    return round(float(low), 4), round(float(high), 4)
