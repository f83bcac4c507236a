"""Soft labels: a teacher's boxes and scores for photos, stored in a file for runs without the teacher.

The file is NumPy's .npz: ``classes`` names [T]; ``pictures`` SHA-256 [N] of the photos' files; ``counts``
int32 [N]; ``boxes`` float32 [M, 4], xyxy in shares of the photo; ``scores`` float32 [M, T], 0..1.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

KEYS = ("classes", "pictures", "counts", "boxes", "scores")

BoxesAndScores = tuple[NDArray[np.float32], NDArray[np.float32]]


@dataclass(frozen=True)
class SoftLabels:
    """classes: of the teacher. of_picture: boxes [K, 4] and scores [K, T] by :func:`name_picture`."""

    classes: tuple[str, ...]
    of_picture: dict[str, BoxesAndScores]

    def save(self, path: Path) -> None:
        """Write the file; if the process is killed meanwhile, the previous file remains."""
        boxes = [boxes for boxes, _ in self.of_picture.values()]
        scores = [scores for _, scores in self.of_picture.values()]
        partial = path.with_name(f"{path.stem}.partial.npz")
        np.savez_compressed(
            partial,
            classes=np.array(self.classes),
            pictures=np.array(list(self.of_picture)),
            counts=np.array([len(rows) for rows in boxes], np.int32),
            boxes=np.concatenate([*boxes, np.zeros((0, 4), np.float32)]),
            scores=np.concatenate([*scores, np.zeros((0, len(self.classes)), np.float32)]),
        )
        partial.replace(path)


def name_picture(path: Path) -> str:
    """Identify a photo in any folder by the SHA-256 of its file.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def load_soft_labels(path: Path) -> SoftLabels:
    """Read a file of :meth:`SoftLabels.save`.

    Raises:
        ValueError: it is not such a file.
        OSError: it cannot be read.
    """
    try:
        with np.load(path) as content:
            classes, pictures, counts, boxes, scores = (content[key] for key in KEYS)
        ends = np.cumsum(counts)[:-1]
        if len(pictures) != len(counts) or len(boxes) != counts.sum() or boxes.shape[1:] != (4,):
            raise ValueError(f"{len(pictures)} pictures, {counts.sum()} boxes counted, {boxes.shape} given")
        if scores.shape != (len(boxes), len(classes)):
            raise ValueError(f"{len(boxes)} boxes of {len(classes)} classes, scores of shape {scores.shape}")
        rows = zip(np.split(boxes, ends), np.split(scores, ends), strict=True)
        return SoftLabels(tuple(map(str, classes)), dict(zip(map(str, pictures), rows, strict=True)))
    except (ValueError, KeyError, EOFError, BadZipFile) as error:
        raise ValueError(f"{path}: not soft labels: {error}") from error


def find_soft_labels(soft: SoftLabels, paths: Sequence[Path]) -> list[BoxesAndScores | None]:
    """Boxes and scores of each photo, None if the file has none."""
    return [soft.of_picture.get(name_picture(path)) for path in paths]
