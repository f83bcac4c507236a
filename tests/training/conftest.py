"""A tiny data set of our own drawing: bright rectangles for faces on dark ground."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from detector.card import Card, load_card

CARD = Path(__file__).parents[2] / "models" / "card.json"

Annotation = dict[str, Any]


@pytest.fixture(scope="session")
def card() -> Card:
    return load_card(CARD)


@pytest.fixture
def write_coco(tmp_path: Path) -> Callable[..., Path]:
    """Write pictures and a COCO file; each picture is a list of (category, [x, y, w, h], iscrowd)."""

    def write(pictures: list[list[tuple[int, list[float], int]]], **changes: Any) -> Path:
        generator = np.random.default_rng(0)
        images, annotations = [], []
        for index, faces in enumerate(pictures):
            picture = generator.integers(0, 60, (200, 300, 3), np.uint8)
            for category, (x, y, w, h), _ in faces:
                colour = (250, 80, 80) if category == 1 else (80, 250, 80)
                cv2.rectangle(picture, (int(x), int(y)), (int(x + w) - 1, int(y + h) - 1), colour, -1)
            name = f"{index}.png"
            cv2.imwrite(str(tmp_path / name), picture[..., ::-1])
            images.append({"id": index + 1, "file_name": name, "width": 300, "height": 200})
            for category, box, crowd in faces:
                annotations.append(
                    {
                        "id": len(annotations) + 1,
                        "image_id": index + 1,
                        "category_id": category,
                        "bbox": box,
                        "iscrowd": crowd,
                    }
                )
        content = {
            "images": images,
            "annotations": annotations,
            "categories": [
                {"id": 1, "name": "mask"},
                {"id": 2, "name": "no_mask"},
                {"id": 3, "name": "mask_worn_incorrectly"},
            ],
            **changes,
        }
        path = tmp_path / "annotations.json"
        path.write_text(json.dumps(content))
        return path

    return write
