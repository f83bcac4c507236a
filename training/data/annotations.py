"""Read annotations of every format; all commands use this module."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from training.data.coco import read_coco
from training.data.dataset import Sample
from training.data.picture_files import list_files
from training.data.voc import read_voc
from training.data.yolo import is_yolo, read_yolo

DESCRIPTION = "a folder of Pascal VOC or YOLO files, a COCO file or a YOLO data.yaml"
YAML = (".yaml", ".yml")


def read_annotations(path: Path, classes: Sequence[str], split: str = "val") -> list[Sample]:
    """Read a COCO file, a YOLO description, or a folder with Pascal VOC files, YOLO files or one COCO file.

    split: the entry of a YOLO description that lists the pictures, ``train`` or ``val``.

    Raises:
        ValueError: the annotations are malformed, see :func:`training.data.coco.read_coco`,
            :func:`training.data.voc.read_voc` and :func:`training.data.yolo.read_yolo`.
        OSError: the path does not exist or cannot be read.
    """
    if path.suffix.lower() in YAML:
        return read_yolo(path, classes, split)
    if not path.is_dir():
        return read_coco(path, classes)
    if list_files(path, (".xml",)):
        return read_voc(path, classes)
    if is_yolo(path):
        return read_yolo(path, classes, split)
    match list_files(path, (".json",)):
        case [coco]:
            return read_coco(coco, classes)
    raise ValueError(
        f"{path}: expected Pascal VOC files (.xml), YOLO labels with their data.yaml or classes.txt, "
        "or one COCO file (.json), found none of these"
    )
