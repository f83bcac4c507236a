"""Annotated pictures, read from COCO files."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

IGNORE = -1
"""Label of a region that is neither a face nor background."""


@dataclass(frozen=True)
class Sample:
    """One annotated picture.

    boxes: float32 [N, 4], xyxy in pixels of the annotated size. labels: int64 [N], index into the classes or
    IGNORE. width, height: the annotated size in pixels.
    """

    image_id: int
    path: Path
    width: int
    height: int
    boxes: NDArray[np.float32]
    labels: NDArray[np.int64]


def read_coco(path: Path, classes: Sequence[str]) -> list[Sample]:
    """Read a COCO annotation file; picture paths in it are relative to its folder.

    Categories are matched to ``classes`` by name. A box of any other category, or with ``iscrowd`` 1, becomes
    a region to ignore.

    Raises:
        ValueError: the file is not COCO, or an annotation is malformed; the message names its id.
        OSError: the file cannot be read.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        images: list[dict[str, Any]] = content["images"]
        annotations: list[dict[str, Any]] = content["annotations"]
        names = {category["id"]: category["name"] for category in content["categories"]}
    except (json.JSONDecodeError, UnicodeDecodeError, KeyError, TypeError) as error:
        raise ValueError(
            f"{path}: expected COCO JSON with images, annotations and categories: {error!r}"
        ) from error

    if not set(classes) & set(names.values()):
        raise ValueError(f"{path}: expected categories {list(classes)}, got {sorted(names.values())}")
    label_of = {name: index for index, name in enumerate(classes)}
    boxes: dict[int, list[list[float]]] = {image["id"]: [] for image in images}
    labels: dict[int, list[int]] = {image["id"]: [] for image in images}
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
    if not isinstance(bbox, list) or len(bbox) != 4 or not bbox[2] > 0 or not bbox[3] > 0:
        raise ValueError(f"{where}: expected bbox [x, y, width > 0, height > 0], got {bbox}")
    x, y, width, height = bbox
    ignored = annotation.get("iscrowd", 0) == 1
    label = IGNORE if ignored else label_of.get(names[annotation["category_id"]], IGNORE)
    return [x, y, x + width, y + height], label


def read_image(path: Path) -> NDArray[np.uint8]:
    """Decode a picture: uint8 [height, width, 3], RGB.

    Raises:
        ValueError: the file is missing or is not a picture.
    """
    image = cv2.imread(str(path), cv2.IMREAD_COLOR_RGB)
    if image is None:
        raise ValueError(f"{path}: missing, or not a picture that OpenCV can read")
    return np.asarray(image, np.uint8)


def read_images(samples: Sequence[Sample]) -> list[NDArray[np.uint8]]:
    """Decode every sample's picture into memory, with a progress bar."""
    return [read_image(sample.path) for sample in tqdm(samples, "pictures", unit="img")]
