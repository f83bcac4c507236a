from pathlib import Path

import cv2
import numpy as np
import pytest

from training.data.dataset import Sample
from training.evaluation.conditions import measure_conditions
from training.evaluation.judge import judge

CLASSES = ("mask", "no_mask")
LEVEL = 30


@pytest.fixture
def picture(tmp_path) -> Path:
    """260 × 260 pixels, dark on the left and bright on the right."""
    image = np.full((260, 260), 200, np.uint8)
    image[:, :130] = LEVEL
    cv2.imwrite(str(tmp_path / "a.png"), image)
    return tmp_path / "a.png"


def measure(path: Path, faces: list[tuple[list[int], int]], found: list[int]) -> dict[str, tuple[int, int]]:
    """(faces, of which found) by condition, if those of ``found`` are found and called a mask."""
    boxes = np.array([box for box, _ in faces], np.float32)
    sample = Sample(1, path, 260, 260, boxes, np.array([label for _, label in faces], np.int64))
    answers = [{"label": "mask", "score": 0.9, "box": boxes[index].tolist()} for index in found]
    shares = measure_conditions(judge(sample, answers, CLASSES), CLASSES, 0.5)
    return {share.condition.split(" (")[0]: (share.faces, share.found) for share in shares}


def test_faces_count_under_each_condition_that_holds(picture):
    dark_at_border = ([0, 50, 40, 100], 0)
    bright_pair = [([150, 50, 190, 100], 1), ([180, 50, 220, 100], 1)]
    narrow = ([200, 150, 210, 250], 1)
    too_small = ([60, 10, 70, 20], 0)
    shares = measure(picture, [dark_at_border, *bright_pair, narrow, too_small], found=[1, 3])
    assert shares == {
        "alone in the picture": (0, 0),
        "one of more than 15": (0, 0),
        "bright": (3, 2),
        "dark": (1, 0),
        "of usual shape": (3, 1),
        "narrow": (1, 1),
        "free": (2, 1),
        "touching another face": (2, 1),
        "inside the picture": (3, 2),
        "at its border": (1, 0),
        "mask": (1, 0),
        "no_mask": (3, 2),
    }


def test_company_counts_faces_of_every_size(picture):
    alone = measure(picture, [([150, 50, 190, 100], 1)], found=[])
    assert alone["alone in the picture"] == (1, 0)
    crowd = [([150, 50, 190, 100], 1), *(([10 * i, 200, 10 * i + 8, 208], 1) for i in range(15))]
    shares = measure(picture, crowd, found=[0])
    assert shares["one of more than 15"] == (1, 1)
    assert shares["alone in the picture"] == (0, 0)
