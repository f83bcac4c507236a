"""The way in for every command: annotations of either kind."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from training.data.coco import read_coco
from training.data.dataset import Sample
from training.data.voc import read_voc


def read_annotations(path: Path, classes: Sequence[str]) -> list[Sample]:
    """Read a COCO file, or a folder of Pascal VOC files.

    Raises:
        ValueError: something in it is malformed, see :func:`training.data.coco.read_coco` and
            :func:`training.data.voc.read_voc`.
        OSError: it is not there or cannot be read.
    """
    return read_voc(path, classes) if path.is_dir() else read_coco(path, classes)
