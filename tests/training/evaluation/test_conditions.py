from pathlib import Path

import cv2
import numpy as np
import pytest

from training.data.dataset import Sample
from training.evaluation.judge import judge
from training.evaluation.shares import Share, find_gaps, measure_shares
from training.evaluation.tags import read_tags

CLASSES = ("mask", "no_mask")
LEVEL = 30


@pytest.fixture
def picture(tmp_path) -> Path:
    """260 × 260 pixels, dark on the left and bright on the right."""
    image = np.full((260, 260), 200, np.uint8)
    image[:, :130] = LEVEL
    cv2.imwrite(str(tmp_path / "a.png"), image)
    return tmp_path / "a.png"


def measure(
    path: Path, faces: list[tuple[list[int], int]], found: list[int], tags: list[str] | None = None
) -> dict[str, tuple[int, int, int]]:
    """(faces, of which found, of which right) by condition, if those of ``found`` are called a mask."""
    boxes = np.array([box for box, _ in faces], np.float32)
    sample = Sample(1, path, 260, 260, boxes, np.array([label for _, label in faces], np.int64))
    answers = [{"label": "mask", "score": 0.9, "box": boxes[index].tolist()} for index in found]
    shares = measure_shares(judge(sample, answers, CLASSES), CLASSES, 0.5, {1: tags} if tags else {})
    return {share.condition.split(" (")[0]: (share.faces, share.found, share.right) for share in shares}


def test_faces_count_under_each_condition_that_holds(picture):
    dark_at_border = ([0, 50, 40, 100], 0)
    bright_pair = [([150, 50, 190, 100], 1), ([180, 50, 220, 100], 1)]
    narrow = ([200, 150, 210, 250], 0)
    too_small = ([60, 10, 70, 20], 0)
    shares = measure(picture, [dark_at_border, *bright_pair, narrow, too_small], found=[1, 3])
    assert shares == {
        "mask": (2, 1, 1),
        "no_mask": (2, 1, 0),
        "24 to 64 px": (4, 2, 1),
        "over 64 px": (0, 0, 0),
        "alone in the picture": (0, 0, 0),
        "one of 2 to 15": (4, 2, 1),
        "one of more than 15": (0, 0, 0),
        "bright": (3, 2, 1),
        "between": (0, 0, 0),
        "dark": (1, 0, 0),
        "of usual shape": (3, 1, 0),
        "narrow": (1, 1, 1),
        "free": (2, 1, 1),
        "touching another face": (2, 1, 0),
        "inside the picture": (3, 2, 1),
        "at its border": (1, 0, 0),
        "light skin": (0, 0, 0),
        "medium skin": (0, 0, 0),
        "dark skin": (0, 0, 0),
    }


def test_company_counts_faces_of_every_size(picture):
    alone = measure(picture, [([150, 50, 190, 100], 1)], found=[])
    assert alone["alone in the picture"] == (1, 0, 0)
    crowd = [([150, 50, 190, 100], 1), *(([10 * i, 200, 10 * i + 8, 208], 1) for i in range(15))]
    shares = measure(picture, crowd, found=[0])
    assert shares["one of more than 15"] == (1, 1, 0)
    assert shares["alone in the picture"] == (0, 0, 0)


def test_tagged_faces_stand_beside_others_of_their_class(picture):
    faces = [([150, 50, 190, 100], 0), ([200, 150, 240, 210], 1)]
    shares = measure(picture, faces, found=[0], tags=["printed"])
    assert shares["mask: printed"] == (1, 1, 1)
    assert shares["mask: no tag"] == (0, 0, 0)
    assert shares["no_mask: printed"] == (1, 0, 0)
    assert "mask: no tag" not in measure(picture, faces, found=[0])


def test_an_interval_is_that_of_pictures_drawn_anew(picture):
    """40 pictures of one face, half of them found: the standard deviation of the share is .079."""
    boxes, labels = np.array([[150, 50, 190, 100]], np.float32), np.zeros(1, np.int64)
    verdicts = []
    for number in range(40):
        sample = Sample(number, picture, 260, 260, boxes, labels)
        found = [{"label": "mask", "score": 0.9, "box": boxes[0].tolist()}] if number % 2 else []
        verdicts += judge(sample, found, CLASSES)
    share = next(s for s in measure_shares(verdicts, CLASSES, 0.5, {}) if s.condition == "mask")
    assert (share.faces, share.found, share.right) == (40, 20, 20)
    assert share.found_interval == pytest.approx((0.5 - 1.96 * 0.079, 0.5 + 1.96 * 0.079), abs=0.03)
    assert share.right_interval == (1, 1)


def make_share(group: str, name: str, faces: int, found: int, right: int) -> Share:
    return Share(group, name, faces, found, right, None, None)


def test_gaps_are_named_within_a_group_of_enough_faces():
    shares = [
        make_share("light", "bright", 100, 90, 90),
        make_share("light", "dark", 100, 80, 70),
        make_share("light", "few", 19, 0, 0),
        make_share("place", "inside", 100, 90, 90),
        make_share("place", "at its border", 100, 86, 86),
    ]
    found, right = find_gaps(shares)
    assert (found.what, found.best.condition, found.worst.condition, found.size) == (
        "found",
        "bright",
        "dark",
        0.1,
    )
    assert (right.what, right.worst.condition, right.size) == ("right", "dark", 0.125)


@pytest.mark.parametrize("content", ["[1]", "{", '{"one": ["dark"]}', '{"1": 2}'])
def test_a_file_that_holds_no_tags_is_refused(tmp_path, content):
    (tmp_path / "tags.json").write_text(content)
    with pytest.raises(ValueError, match=r"tags.json: expected tags by image id"):
        read_tags(tmp_path / "tags.json")


def test_tags_are_read(tmp_path):
    (tmp_path / "tags.json").write_text('{"12": ["dark", "tilted"]}')
    assert read_tags(tmp_path / "tags.json") == {12: ["dark", "tilted"]}
