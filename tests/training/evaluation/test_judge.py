from pathlib import Path

import numpy as np
import pytest

from training.data.dataset import IGNORE, Sample
from training.evaluation.judge import confuse, judge

CLASSES = ("mask", "no_mask")
A, B, REGION = [10, 20, 40, 60], [100, 20, 130, 60], [200, 100, 260, 180]


def sample(*faces: tuple[list[int], int]) -> Sample:
    boxes = np.array([box for box, _ in faces], np.float32).reshape(-1, 4)
    return Sample(1, Path("a.png"), 300, 200, boxes, np.array([label for _, label in faces], np.int64))


def found(box: list[int], label: str, score: float) -> dict:
    return {"label": label, "score": score, "box": [float(edge) for edge in box]}


def words(verdicts):
    return [(v.truth, v.answer, v.score) for v in verdicts]


def test_faces_that_are_found_missed_confused_and_invented():
    answers = [
        found(A, "no_mask", 0.9),
        found([0, 150, 20, 180], "mask", 0.8),
        found(B, "no_mask", 0.7),
    ]
    verdicts = judge(sample((A, 0), (B, 1), ([150, 20, 180, 60], 1)), answers, CLASSES)
    assert words(verdicts) == [(0, 1, 0.9), (None, 0, 0.8), (1, 1, 0.7), (1, None, 0.0)]
    assert [verdict.right for verdict in verdicts] == [False, False, True, False]
    table = confuse(verdicts, 2, score_thresh=0.75)
    assert table.tolist() == [[0, 1, 0], [0, 0, 2], [1, 0, 0]]


def test_the_second_box_on_a_face_is_a_false_alarm_near_it():
    loose = [10, 20, 40, 50]  # 900 of 1,200 pixels
    verdicts = judge(sample((A, 0)), [found(A, "mask", 0.9), found(loose, "mask", 0.8)], CLASSES)
    assert words(verdicts) == [(0, 0, 0.9), (None, 0, 0.8)]
    assert verdicts[1].overlap == pytest.approx(0.75)


def test_a_box_in_a_region_to_ignore_does_not_count_and_a_face_there_does():
    inside, half_out = [210, 110, 230, 140], [180, 100, 220, 180]
    verdicts = judge(
        sample((REGION, IGNORE), (inside, 0)),
        [found([235, 110, 255, 140], "mask", 0.9), found(inside, "mask", 0.8), found(half_out, "mask", 0.7)],
        CLASSES,
    )
    assert words(verdicts) == [(0, 0, 0.8)]


def test_a_box_beside_a_region_to_ignore_is_a_false_alarm():
    (verdict,) = judge(sample((REGION, IGNORE)), [found([150, 100, 210, 180], "mask", 0.9)], CLASSES)
    assert verdict.truth is None


def test_sizes_are_in_pixels_of_the_squashed_picture():
    (verdict,) = judge(sample((A, 0)), [], CLASSES)
    assert verdict.side == pytest.approx((30 * 260 / 300 * 40 * 260 / 200) ** 0.5)


def test_an_empty_picture_gives_nothing():
    assert judge(sample(), [], CLASSES) == []
