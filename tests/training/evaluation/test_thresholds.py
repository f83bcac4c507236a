from pathlib import Path

import numpy as np
import pytest

from training.data.dataset import Sample
from training.evaluation.judge import Verdict
from training.evaluation.thresholds import GRID, Use, choose_threshold, measure_reliability

SAMPLE = Sample(1, Path("a.png"), 300, 200, np.zeros((0, 4), np.float32), np.zeros(0, np.int64))
BALANCED = Use("any", "", beta=1, smallest=0)


def verdict(truth, answer, score, side=50.0):
    return Verdict(SAMPLE, truth, answer, score, np.zeros(4), side, None if truth is None else np.zeros(4))


FOUR_FACES = [
    verdict(0, 0, 0.9),
    verdict(1, 1, 0.7),
    verdict(None, 0, 0.6),
    verdict(0, 0, 0.4),
    verdict(None, 1, 0.3),
    verdict(None, 1, 0.3),
    verdict(1, None, 0.0),
]


def at(curve, threshold):
    return curve[np.flatnonzero(np.isclose(GRID, threshold))[0]]


def test_precision_recall_and_f_by_hand():
    choice = choose_threshold(FOUR_FACES, BALANCED)
    assert at(choice.precision, 0.5) == pytest.approx(2 / 3)
    assert at(choice.recall, 0.5) == pytest.approx(2 / 4)
    assert at(choice.f_beta, 0.5) == pytest.approx(2 * (2 / 3) * (1 / 2) / (2 / 3 + 1 / 2))
    # Three of four found with one false alarm from .3 on: F1 = 6 / 8, the best there is.
    assert choice.score_thresh == 0.3
    assert choice.f_beta[choice.index] == pytest.approx(6 / 8)


def test_a_desk_wants_to_be_right_and_a_crowd_to_be_found():
    desk = choose_threshold(FOUR_FACES, Use("desk", "", beta=0.5, smallest=0))
    crowd = choose_threshold(FOUR_FACES, Use("crowd", "", beta=2, smallest=0))
    # Two right of two found, of four faces: F0.5 = 1.25 · 2 / (.25 · 4 + 2).
    assert desk.score_thresh == 0.6
    assert desk.f_beta[desk.index] == pytest.approx(2.5 / 3)
    assert crowd.score_thresh == 0.3


def test_small_faces_and_small_boxes_do_not_matter_where_they_cannot_stand():
    small = [verdict(0, None, 0.0, side=10), verdict(None, 0, 0.95, side=10)]
    alone = choose_threshold(FOUR_FACES, Use("desk", "", beta=0.5, smallest=24))
    among = choose_threshold([*FOUR_FACES, *small], Use("desk", "", beta=0.5, smallest=24))
    assert among.f_beta.tolist() == alone.f_beta.tolist()


def test_a_wrong_class_costs_precision_and_recall():
    choice = choose_threshold([verdict(0, 1, 0.9)], BALANCED)
    assert at(choice.precision, 0.5) == 0
    assert at(choice.recall, 0.5) == 0


def test_nothing_found_is_never_wrong():
    choice = choose_threshold([verdict(0, None, 0.0)], BALANCED)
    assert choice.precision.tolist() == [1.0] * len(GRID)


def test_reliability_by_tenths():
    reliability = measure_reliability(
        [
            verdict(0, 0, 0.92),
            verdict(0, 0, 0.98),
            verdict(None, 0, 0.94),
            verdict(0, 1, 0.25),
            verdict(None, 1, 0.05),
        ]
    )
    assert reliability.count.tolist() == [0, 0, 1, 0, 0, 0, 0, 0, 0, 3]
    assert reliability.share[9] == pytest.approx(2 / 3)
    assert reliability.score[9] == pytest.approx(2.84 / 3)
    assert reliability.share[2] == 0
    assert reliability.expected_error == pytest.approx((0.25 + (2.84 - 2)) / 4)


def test_no_detection_has_no_error():
    assert measure_reliability([verdict(0, None, 0.0)]).expected_error == 0
