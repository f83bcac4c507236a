"""For which faces a model makes errors: faces found and classified correctly under each condition."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from detector.boxes import compute_iou
from training.data.dataset import IGNORE, read_picture
from training.data.face_sizes import FACE_SIZES, REFERENCE_PX, describe_size, name_size, to_reference
from training.evaluation.judge import Verdict
from training.evaluation.skin import TONES, name_tone, typology_angle

SMALLEST_PX = 24
"""Side in pixels of the reference; smaller faces are missed for their size."""

BORDER_PX = 2
"""Distance in pixels of the reference at which a face touches the picture's border."""

Tags = Mapping[int, Collection[str]]
"""By image id, what a person or a program says of a picture."""


@dataclass(frozen=True)
class Situation:
    """Properties of one face in its picture.

    truth: class index. size: a key of FACE_SIZES. faces: number in the picture. level: mean of the face's
    pixels, 0..255. shape: width ÷ height in the network's input. touching: whether it shares pixels with
    another face. at_border: whether it touches the picture's border. tone: a key of
    :data:`training.evaluation.skin.TONES`, or None.
    tags: of its picture.
    """

    truth: int
    size: str
    faces: int
    level: float
    shape: float
    touching: bool
    at_border: bool
    tone: str | None
    tags: frozenset[str]


@dataclass(frozen=True)
class Condition:
    """group: conditions that are compared with each other."""

    group: str
    name: str
    holds: Callable[[Situation], bool]


FIXED = (
    Condition("company", "alone in the picture", lambda face: face.faces == 1),
    Condition("company", "one of 2 to 15", lambda face: 1 < face.faces <= 15),
    Condition("company", "one of more than 15", lambda face: face.faces > 15),
    Condition("light", "bright (mean level over 100 of 255)", lambda face: face.level > 100),
    Condition("light", "between", lambda face: 60 <= face.level <= 100),
    Condition("light", "dark (under 60)", lambda face: face.level < 60),
    Condition("shape", "of usual shape", lambda face: face.shape >= 0.4),
    Condition("shape", "narrow (under .4 as wide as high, once squashed)", lambda face: face.shape < 0.4),
    Condition("neighbours", "free", lambda face: not face.touching),
    Condition("neighbours", "touching another face", lambda face: face.touching),
    Condition("place", "inside the picture", lambda face: not face.at_border),
    Condition("place", "at its border", lambda face: face.at_border),
)


def list_conditions(classes: Sequence[str], tags: Collection[str]) -> list[Condition]:
    """All conditions for faces of at least SMALLEST_PX: class, size, picture and skin, and tags by class."""
    sizes = [name for name, (start, _) in FACE_SIZES.items() if start >= SMALLEST_PX]
    conditions = [Condition("class", name, _has("truth", index)) for index, name in enumerate(classes)]
    conditions += [Condition("size", describe_size(name), _has("size", name)) for name in sizes]
    conditions += FIXED
    conditions += [Condition("skin", name, _has("tone", name)) for name in TONES]
    for index, label in enumerate(classes if tags else ()):
        group = f"tags of {label}"
        conditions.append(Condition(group, f"{label}: no tag", _is_tagged(index, None)))
        conditions += [Condition(group, f"{label}: {tag}", _is_tagged(index, tag)) for tag in sorted(tags)]
    return conditions


def _has(field: str, value: object) -> Callable[[Situation], bool]:
    return lambda face: bool(getattr(face, field) == value)


def _is_tagged(truth: int, tag: str | None) -> Callable[[Situation], bool]:
    """Whether a face has a class and its picture a tag; None: no tag."""

    def holds(face: Situation) -> bool:
        tagged = tag in face.tags if tag else not face.tags
        return face.truth == truth and tagged

    return holds


@dataclass(frozen=True)
class Seen:
    """Faces: their situation, number of the picture, whether found, and whether classified correctly."""

    situations: list[Situation]
    pictures: NDArray[np.int64]
    found: NDArray[np.bool_]
    right: NDArray[np.bool_]


def describe_faces(verdicts: Sequence[Verdict], score_thresh: float, tags: Tags) -> Seen:
    """Describe every face of at least SMALLEST_PX.

    Args:
        verdicts: from :func:`training.evaluation.judge.judge`, grouped by picture.
    """
    situations, pictures, found, right = [], [], [], []
    for number, (_, group) in enumerate(groupby(verdicts, key=lambda verdict: id(verdict.sample))):
        large = [verdict for verdict in group if verdict.face is not None and verdict.side >= SMALLEST_PX]
        if not large:
            continue
        image = read_picture(large[0].sample)
        for verdict in large:
            situations.append(_describe(verdict, image, tags))
            pictures.append(number)
            found.append(verdict.score > score_thresh)
            right.append(found[-1] and verdict.right)
    return Seen(
        situations, np.array(pictures, np.int64), np.array(found, np.bool_), np.array(right, np.bool_)
    )


def _describe(verdict: Verdict, image: NDArray[np.uint8], tags: Tags) -> Situation:
    sample, face = verdict.sample, verdict.face
    assert face is not None
    assert verdict.truth is not None
    others = sample.boxes[sample.labels != IGNORE]
    x1, y1, x2, y2 = to_reference(face[None], sample.width, sample.height)[0]
    left, top = np.floor(face[:2]).astype(int)
    right, bottom = np.ceil(face[2:]).astype(int)
    return Situation(
        truth=verdict.truth,
        size=name_size(verdict.side),
        faces=len(others),
        level=float(image[max(top, 0) : bottom, max(left, 0) : right].mean()),
        shape=float((x2 - x1) / (y2 - y1)),
        touching=int((compute_iou(face.astype(np.float32), others) > 0).sum()) > 1,
        at_border=bool(min(x1, y1) < BORDER_PX or max(x2, y2) > REFERENCE_PX - BORDER_PX),
        tone=name_tone(typology_angle(image, face)),
        tags=frozenset(tags.get(sample.image_id, ())),
    )
