"""YOLO data sets: a text file for each picture, and a file with the class names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from detector.pictures import PICTURE_SUFFIXES
from training.data.box_clipping import clip_box
from training.data.classes import check_known, check_names, label_of
from training.data.dataset import Sample
from training.data.faults import raise_faults
from training.data.picture_files import list_files, read_size
from training.data.text import decode_text
from training.data.yolo_layout import (
    LABELS,
    Description,
    find_description,
    find_label,
    find_lonely,
    find_pictures,
    read_description,
)


def is_yolo(folder: Path) -> bool:
    """Whether a folder or its parents have a description, and the folder or its subfolders labels or
    pictures."""
    return bool(list_files(folder, (".txt", *PICTURE_SUFFIXES))) and find_description(folder) is not None


def read_yolo(path: Path, classes: Sequence[str], split: str) -> list[Sample]:
    """Read the pictures of a split, or all in a folder, with labels; a picture without labels has no faces.

    A line of a label is ``class x y width height``, the centre and size of a box, or ``class x1 y1 x2 y2 …``,
    the corners of a polygon, whose bounding box is used; all are shares of the upright picture. Classes are
    matched to ``classes`` by name; a box of any other class becomes a region to ignore.

    Args:
        path: a data.yaml, its folder, or a subfolder with pictures.
        split: ``train`` or ``val``, if the data.yaml names folders for them.

    Raises:
        ValueError: there is no description, no picture or no label, or labels are malformed; a line for each.
        OSError: a file cannot be read.
    """
    description = find_description(path) if path.is_dir() else read_description(path)
    if description is None:
        raise ValueError(f"{path}: expected a data.yaml or classes.txt in it or above")
    names = description.names
    check_known(description.path, list(names.values()), classes)

    pictures = find_pictures(path, description, split)
    labels = {picture: find_label(picture) for picture in pictures}
    if not any(labels.values()):
        raise ValueError(
            f"{path}: expected a .txt for each picture, beside it or in {LABELS}/, found none for any of "
            f"{len(pictures)} pictures"
        )
    faults = [f"{label}: there is no picture of its name" for label in find_lonely(path, labels)]

    samples = []
    boxes: Counter[str] = Counter()
    for index, (picture, label) in enumerate(labels.items()):
        try:
            size = read_size(picture)
            found = _read_label(label, names, size, description) if label else []
        except ValueError as fault:
            faults.append(str(fault))
            continue
        boxes.update(name for name, _ in found)
        samples.append(_make_sample(index + 1, picture, size, found, classes))
    raise_faults(faults)
    check_names(description.path, boxes, classes)
    return samples


def _make_sample(
    image_id: int,
    picture: Path,
    size: tuple[int, int],
    found: Sequence[tuple[str, list[float]]],
    classes: Sequence[str],
) -> Sample:
    return Sample(
        image_id=image_id,
        path=picture,
        width=size[0],
        height=size[1],
        boxes=np.array([box for _, box in found], np.float32).reshape(-1, 4),
        labels=np.array([label_of(name, classes) for name, _ in found], np.int64),
    )


def _read_label(
    path: Path, names: Mapping[int, str], size: tuple[int, int], description: Description
) -> list[tuple[str, list[float]]]:
    """(name of the class, xyxy in pixels) of each line."""
    found = []
    has_points = "kpt_shape" in description.content  # a pose: its points follow the box
    for number, line in enumerate(decode_text(path.read_bytes()).splitlines(), 1):
        if not line.strip():
            continue
        try:
            kind, *shares = map(float, line.split())
            box = clip_box(_to_box(np.array(shares[:4] if has_points else shares), size), *size)
            if kind not in names:
                raise ValueError(f"expected a class of {description.path}, got {kind:g}")
        except ValueError as fault:
            raise ValueError(f"{path}: line {number}: {fault}") from fault
        found.append((names[int(kind)], box))
    return found


def _to_box(shares: NDArray[np.float64], size: tuple[int, int]) -> tuple[float, float, float, float]:
    if len(shares) == 4:
        centre, extent = shares[:2], shares[2:]
        corners = np.array([centre - extent / 2, centre + extent / 2])
    elif len(shares) >= 6 and len(shares) % 2 == 0:
        corners = shares.reshape(-1, 2)
    else:
        raise ValueError(
            f"expected class x y width height, or class and a polygon, got {1 + len(shares)} numbers"
        )
    if corners.max() > 2:
        raise ValueError(f"expected shares of the picture, 0 to 1, got {corners.max():g}")
    (x1, y1), (x2, y2) = corners.min(axis=0) * size, corners.max(axis=0) * size
    return float(x1), float(y1), float(x2), float(y2)
