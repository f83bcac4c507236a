"""Where a model fails: the share of faces found under a condition, beside its opposite."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from detector.boxes import compute_iou
from training.data.dataset import IGNORE, Sample, read_picture
from training.data.face_sizes import REFERENCE, to_reference
from training.evaluation.judge import Verdict

SMALLEST = 24
"""Side in pixels of the reference; smaller faces are missed for their size."""

BORDER = 2
"""Distance in pixels of the reference at which a face touches the picture's border."""


@dataclass(frozen=True)
class Situation:
    """Of one face in its picture.

    faces: in the picture. level: mean of the face's pixels, 0..255. shape: width ÷ height in the squashed
    picture. touching: whether it shares pixels with another face. at_border: of the picture.
    """

    faces: int
    level: float
    shape: float
    touching: bool
    at_border: bool


CONDITIONS: dict[str, Callable[[Situation], bool]] = {
    "alone in the picture": lambda face: face.faces == 1,
    "one of more than 15": lambda face: face.faces > 15,
    "bright (mean level over 100 of 255)": lambda face: face.level > 100,
    "dark (under 60)": lambda face: face.level < 60,
    "of usual shape": lambda face: face.shape >= 0.4,
    "narrow (under .4 as wide as high, once squashed)": lambda face: face.shape < 0.4,
    "free": lambda face: not face.touching,
    "touching another face": lambda face: face.touching,
    "inside the picture": lambda face: not face.at_border,
    "at its border": lambda face: face.at_border,
}


@dataclass(frozen=True)
class Share:
    """Of ``faces`` under a condition, ``found`` were found, with whatever class."""

    condition: str
    faces: int
    found: int


def measure_conditions(
    verdicts: Sequence[Verdict], classes: Sequence[str], score_thresh: float
) -> list[Share]:
    """Count faces of at least SMALLEST under each of CONDITIONS, and of each class.

    Args:
        verdicts: from :func:`training.evaluation.judge.judge`, those of one picture next to each other.
    """
    seen: list[tuple[Situation, int, bool]] = []
    for _, group in groupby(verdicts, key=lambda verdict: id(verdict.sample)):
        large = [verdict for verdict in group if verdict.face is not None and verdict.side >= SMALLEST]
        if not large:
            continue
        image = read_picture(large[0].sample)
        for verdict in large:
            assert verdict.face is not None
            assert verdict.truth is not None
            found = verdict.score > score_thresh
            seen.append((_describe(verdict.face, verdict.sample, image), verdict.truth, found))

    of_class = [(name, [found for _, truth, found in seen if truth == i]) for i, name in enumerate(classes)]
    under = [(name, [found for face, _, found in seen if holds(face)]) for name, holds in CONDITIONS.items()]
    return [Share(name, len(found), sum(found)) for name, found in under + of_class]


def _describe(face: NDArray[np.float64], sample: Sample, image: NDArray[np.uint8]) -> Situation:
    others = sample.boxes[sample.labels != IGNORE]
    x1, y1, x2, y2 = to_reference(face[None], sample.width, sample.height)[0]
    left, top = np.floor(face[:2]).astype(int)
    right, bottom = np.ceil(face[2:]).astype(int)
    return Situation(
        faces=len(others),
        level=float(image[max(top, 0) : bottom, max(left, 0) : right].mean()),
        shape=float((x2 - x1) / (y2 - y1)),
        touching=int((compute_iou(face.astype(np.float32), others) > 0).sum()) > 1,
        at_border=bool(min(x1, y1) < BORDER or max(x2, y2) > REFERENCE - BORDER),
    )
