"""COCO annotation files."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain
from math import inf
from pathlib import Path
from typing import Any

import numpy as np

from training.data.box_clipping import clip_box
from training.data.classes import check_known, check_names, label_of
from training.data.dataset import Sample
from training.data.faults import raise_faults
from training.data.picture_files import PictureFinder, read_size

Size = tuple[int, int]


def read_coco(path: Path, classes: Sequence[str]) -> list[Sample]:
    """Read a COCO annotation file; picture paths in it are relative to its folder.

    Categories are matched to ``classes`` by name. A box of any other category, or with ``iscrowd`` 1, becomes
    a region to ignore. If an image has no size, it is read from the picture.

    Raises:
        ValueError: the file is not COCO, or images or annotations are malformed; a line for each of these.
        OSError: the file cannot be read.
    """
    try:
        content = json.loads(path.read_bytes())
        images = _objects(path, content, "images")
        annotations = _objects(path, content, "annotations")
        categories = _objects(path, content, "categories")
        names = {_id(category): category["name"] for category in categories}
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError, KeyError, TypeError) as error:
        reason = f"{type(error).__name__}: {error}"
        raise ValueError(
            f"{path}: expected COCO JSON with images, annotations and categories: {reason}"
        ) from error
    if len(names) < len(categories):
        raise ValueError(f"{path}: expected a different id for each category, got one id twice")

    if not images:
        raise ValueError(f"{path}: it lists no images")
    found = [name for name in names.values() if isinstance(name, str)]
    check_known(path, found, classes)

    places, sizes = _read_images(path, images)
    boxes: dict[str, list[list[float]]] = {image: [] for image in sizes}
    labels: dict[str, list[int]] = {image: [] for image in sizes}
    used: Counter[str] = Counter()
    faults: list[str] = []
    for annotation in annotations:
        try:
            image, box, name = _read_annotation(annotation, names, sizes)
        except ValueError as fault:
            faults.append(f"{path}: annotation {annotation.get('id')}: {fault}")
        else:
            boxes[image].append(box)
            labels[image].append(label_of(name, classes))
            used.update([name] if isinstance(name, str) else [])
    raise_faults(faults)
    check_names(path, used, classes)
    if max((edge for box in chain(*boxes.values()) for edge in box), default=inf) <= 1:
        raise ValueError(f"{path}: expected boxes in pixels, got shares of the pictures")

    numbered = all(isinstance(image["id"], int) for image in images)
    return [
        Sample(
            image_id=int(image) if numbered else index,
            path=places[image],
            width=width,
            height=height,
            boxes=np.array(boxes[image], np.float32).reshape(-1, 4),
            labels=np.array(labels[image], np.int64),
            source=str(images[index - 1].get("source", "")),
        )
        for index, (image, (width, height)) in enumerate(sizes.items(), 1)
    ]


def _objects(path: Path, content: dict[str, Any], key: str) -> list[dict[str, Any]]:
    objects = content[key]
    if not isinstance(objects, list) or not all(isinstance(entry, dict) for entry in objects):
        raise ValueError(f"{path}: expected '{key}' to be a list of objects")
    return objects


def _id(entry: Mapping[str, Any], key: str = "id") -> str | None:
    """Read an id: a number, or a text, which may contain the same number; None for anything else."""
    value = entry.get(key)
    return str(value) if isinstance(value, int | str) else None


def _read_images(path: Path, images: list[dict[str, Any]]) -> tuple[dict[str, Path], dict[str, Size]]:
    """Path and size of each image, by id."""
    finder = PictureFinder(path.parent)
    faults: list[str] = []
    places: dict[str, Path] = {}
    sizes: dict[str, Size] = {}
    for image in images:
        try:
            id_ = _id(image)
            if id_ is None or id_ in sizes:
                raise ValueError("expected a unique id")
            name = image.get("file_name")
            if not isinstance(name, str):
                raise ValueError(f"expected a file_name, got {name!r}")
            split = path.stem.removeprefix("instances_")
            places[id_] = finder.find(path, (name,), (split,)) or path.parent / name
            sizes[id_] = _read_size(image, places[id_])
        except ValueError as fault:
            faults.append(f"{path}: image {image.get('id')}: {fault}")
    raise_faults(faults)
    return places, sizes


def _read_size(image: dict[str, Any], place: Path) -> Size:
    sides = [image.get(side) for side in ("width", "height")]
    if not any(sides):
        return read_size(place)
    for name, side in zip(("width", "height"), sides, strict=True):
        if not isinstance(side, int | float) or side <= 0 or side % 1:
            raise ValueError(f"expected {name} in pixels, got {side!r}")
    return int(image["width"]), int(image["height"])


def _read_annotation(
    annotation: dict[str, Any], names: Mapping[str | None, Any], sizes: Mapping[str, Size]
) -> tuple[str, list[float], Any]:
    """Id of the image, xyxy, and name of the category; None for a crowd."""
    image, category = _id(annotation, "image_id"), _id(annotation, "category_id")
    if image is None or image not in sizes:
        raise ValueError(f"expected the id of a listed image, got {annotation.get('image_id')}")
    if category is None or category not in names:
        raise ValueError(f"expected a listed category, got {annotation.get('category_id')}")
    if annotation.get("iscrowd", 0) not in (0, 1):
        raise ValueError(f"expected iscrowd 0 or 1, got {annotation['iscrowd']!r}")
    box = _read_box(annotation.get("bbox"), *sizes[image])
    return image, box, None if annotation.get("iscrowd", 0) else names[category]


def _read_box(bbox: Any, width: int, height: int) -> list[float]:
    """xyxy."""
    if not isinstance(bbox, list) or len(bbox) != 4 or not all(isinstance(v, int | float) for v in bbox):
        raise ValueError(f"expected bbox [x, y, width > 0, height > 0], got {bbox}")
    x, y, across, down = bbox
    if not (0 < across < inf and 0 < down < inf):
        raise ValueError(f"expected bbox [x, y, width > 0, height > 0], got {bbox}")
    try:
        return clip_box((x, y, x + across, y + down), width, height)
    except (ValueError, OverflowError) as error:
        raise ValueError(f"bbox {bbox}: {error}") from error
