"""COCO annotation files."""

from __future__ import annotations

import json
from collections.abc import Sequence
from math import isfinite
from pathlib import Path
from typing import Any

import numpy as np

from training.dataset import IGNORE, Sample


def read_coco(path: Path, classes: Sequence[str]) -> list[Sample]:
    """Read a COCO annotation file; picture paths in it are relative to its folder.

    Categories are matched to ``classes`` by name. A box of any other category, or with ``iscrowd`` 1, becomes
    a region to ignore.

    Raises:
        ValueError: the file is not COCO, or an image or an annotation is malformed; the message names its id.
        OSError: the file cannot be read.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        images = _objects(path, content, "images")
        annotations = _objects(path, content, "annotations")
        names = {category["id"]: category["name"] for category in content["categories"]}
    except (json.JSONDecodeError, UnicodeDecodeError, KeyError, TypeError) as error:
        raise ValueError(
            f"{path}: expected COCO JSON with images, annotations and categories: {error!r}"
        ) from error

    if not images:
        raise ValueError(f"{path}: it lists no image")
    if not set(classes) & set(names.values()):
        raise ValueError(f"{path}: expected categories {list(classes)}, got {sorted(names.values())}")
    label_of = {name: index for index, name in enumerate(classes)}
    boxes: dict[int, list[list[float]]] = {}
    labels: dict[int, list[int]] = {}
    for image in images:
        _check_image(path, image, boxes)
        boxes[image["id"]], labels[image["id"]] = [], []
    for annotation in annotations:
        box, label = _read_annotation(path, annotation, names, label_of, boxes)
        boxes[annotation["image_id"]].append(box)
        labels[annotation["image_id"]].append(label)

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


def _check_image(path: Path, image: dict[str, Any], seen: dict[int, Any]) -> None:
    where = f"{path}: image {image.get('id')}"
    if not isinstance(image.get("id"), int) or image["id"] in seen:
        raise ValueError(f"{where}: expected an id of its own")
    if not isinstance(image.get("file_name"), str):
        raise ValueError(f"{where}: expected a file_name, got {image.get('file_name')!r}")
    for side in ("width", "height"):
        if not isinstance(image.get(side), int) or image[side] <= 0:
            raise ValueError(f"{where}: expected {side} in pixels, got {image.get(side)!r}")


def _read_annotation(
    path: Path,
    annotation: dict[str, Any],
    names: dict[int, str],
    label_of: dict[str, int],
    images: dict[int, list[list[float]]],
) -> tuple[list[float], int]:
    where = f"{path}: annotation {annotation.get('id')}"
    if annotation.get("image_id") not in images:
        raise ValueError(f"{where}: expected the id of a listed image, got {annotation.get('image_id')}")
    if annotation.get("category_id") not in names:
        raise ValueError(f"{where}: expected a listed category, got {annotation.get('category_id')}")
    bbox = annotation.get("bbox")
    if not _is_bbox(bbox):
        raise ValueError(f"{where}: expected bbox [x, y, width > 0, height > 0], got {bbox}")
    x, y, width, height = bbox  # type: ignore[misc]
    ignored = annotation.get("iscrowd", 0) == 1
    label = IGNORE if ignored else label_of.get(names[annotation["category_id"]], IGNORE)
    return [x, y, x + width, y + height], label


def _is_bbox(bbox: Any) -> bool:
    if not isinstance(bbox, list) or len(bbox) != 4:
        return False
    numbers = all(isinstance(value, int | float) and isfinite(value) for value in bbox)
    return numbers and bbox[2] > 0 and bbox[3] > 0
