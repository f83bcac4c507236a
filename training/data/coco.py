"""COCO annotation files."""

from __future__ import annotations

import json
from collections.abc import Hashable, Sequence
from itertools import chain
from math import inf
from pathlib import Path
from typing import Any

import numpy as np

from training.data.dataset import IGNORE, Sample
from training.data.faults import raise_faults


def read_coco(path: Path, classes: Sequence[str]) -> list[Sample]:
    """Read a COCO annotation file; picture paths in it are relative to its folder.

    Categories are matched to ``classes`` by name. A box of any other category, or with ``iscrowd`` 1, becomes
    a region to ignore.

    Raises:
        ValueError: the file is not COCO, or images or annotations are malformed; a line for each of these.
        OSError: the file cannot be read.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        images = _objects(path, content, "images")
        annotations = _objects(path, content, "annotations")
        categories = _objects(path, content, "categories")
        names = {category["id"]: category["name"] for category in categories}
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError, KeyError, TypeError) as error:
        reason = f"{type(error).__name__}: {error}"
        raise ValueError(
            f"{path}: expected COCO JSON with images, annotations and categories: {reason}"
        ) from error
    if len(names) < len(categories):
        raise ValueError(f"{path}: expected categories with an id of their own each, got one id twice")

    if not images:
        raise ValueError(f"{path}: it lists no image")
    found = [name for name in names.values() if isinstance(name, str)]
    if not set(classes) & set(found):
        raise ValueError(f"{path}: expected categories {list(classes)}, got {sorted(found)}")
    label_of = {category: _label(name, classes) for category, name in names.items()}

    faults: list[str] = []
    sizes: dict[int, tuple[int, int]] = {}
    for image in images:
        try:
            sizes[image["id"]] = _read_size(image, sizes)
        except ValueError as fault:
            faults.append(f"{path}: image {image.get('id')}: {fault}")
    raise_faults(faults)

    boxes: dict[int, list[list[float]]] = {image: [] for image in sizes}
    labels: dict[int, list[int]] = {image: [] for image in sizes}
    for annotation in annotations:
        try:
            box, label = _read_annotation(annotation, label_of, sizes)
        except ValueError as fault:
            faults.append(f"{path}: annotation {annotation.get('id')}: {fault}")
        else:
            boxes[annotation["image_id"]].append(box)
            labels[annotation["image_id"]].append(label)
    raise_faults(faults)
    if max((edge for box in chain(*boxes.values()) for edge in box), default=inf) <= 1:
        raise ValueError(f"{path}: expected boxes in pixels, got shares of the pictures")

    return [
        Sample(
            image_id=image["id"],
            path=path.parent / image["file_name"],
            width=image["width"],
            height=image["height"],
            boxes=np.array(boxes[image["id"]], np.float32).reshape(-1, 4),
            labels=np.array(labels[image["id"]], np.int64),
        )
        for image in images
    ]


def _objects(path: Path, content: dict[str, Any], key: str) -> list[dict[str, Any]]:
    objects = content[key]
    if not isinstance(objects, list) or not all(isinstance(entry, dict) for entry in objects):
        raise ValueError(f"{path}: expected '{key}' to be a list of objects")
    return objects


def _label(name: Any, classes: Sequence[str]) -> int:
    return classes.index(name) if name in classes else IGNORE


def _read_size(image: dict[str, Any], seen: dict[int, Any]) -> tuple[int, int]:
    if not isinstance(image.get("id"), int) or image["id"] in seen:
        raise ValueError("expected an id of its own")
    if not isinstance(image.get("file_name"), str):
        raise ValueError(f"expected a file_name, got {image.get('file_name')!r}")
    for side in ("width", "height"):
        if not isinstance(image.get(side), int) or image[side] <= 0:
            raise ValueError(f"expected {side} in pixels, got {image.get(side)!r}")
    return image["width"], image["height"]


def _read_annotation(
    annotation: dict[str, Any], label_of: dict[Any, int], sizes: dict[int, tuple[int, int]]
) -> tuple[list[float], int]:
    image, category = annotation.get("image_id"), annotation.get("category_id")
    if not isinstance(image, int) or image not in sizes:
        raise ValueError(f"expected the id of a listed image, got {image}")
    if not isinstance(category, Hashable) or category not in label_of:
        raise ValueError(f"expected a listed category, got {category}")
    if annotation.get("iscrowd", 0) not in (0, 1):
        raise ValueError(f"expected iscrowd 0 or 1, got {annotation['iscrowd']!r}")
    box = _read_box(annotation.get("bbox"), *sizes[image])
    return box, IGNORE if annotation.get("iscrowd", 0) else label_of[category]


def _read_box(bbox: Any, width: int, height: int) -> list[float]:
    """xyxy; what lies outside the picture is cut off."""
    if not isinstance(bbox, list) or len(bbox) != 4 or not all(isinstance(v, int | float) for v in bbox):
        raise ValueError(f"expected bbox [x, y, width > 0, height > 0], got {bbox}")
    x, y, across, down = bbox
    if not (0 < across < inf and 0 < down < inf):
        raise ValueError(f"expected bbox [x, y, width > 0, height > 0], got {bbox}")
    x1, y1, x2, y2 = max(x, 0), max(y, 0), min(x + across, width), min(y + down, height)
    if not (x1 < x2 and y1 < y2 and np.float32(x1) < np.float32(x2) and np.float32(y1) < np.float32(y2)):
        raise ValueError(f"expected bbox inside the picture of {width}×{height} pixels, got {bbox}")
    return [x1, y1, x2, y2]
