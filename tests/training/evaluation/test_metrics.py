import numpy as np
import pytest

from detector.anchors import generate_anchors
from detector.boxes import encode_boxes
from training.data.coco import read_coco
from training.evaluation.metrics import measure

MASK, NO_MASK, OTHER = 1, 2, 3
A, B = [30.0, 40.0, 60.0, 80.0], [180.0, 60.0, 40.0, 50.0]


class Oracle:
    """Answers picture after picture with the detections it is given: (category, box, score)."""

    def __init__(self, card, answers):
        self._card, self._answers = card, iter(answers)
        self._anchors = generate_anchors(card.anchors)

    def __call__(self, batch):
        regression = np.zeros((1, len(self._anchors), 4), np.float32)
        scores = np.zeros((1, len(self._anchors), 2), np.float32)
        for index, (category, (x, y, w, h), score) in enumerate(next(self._answers)):
            box = np.array([[x / 300, y / 200, (x + w) / 300, (y + h) / 200]], np.float32)
            anchor = index * 4
            regression[0, anchor] = encode_boxes(box, self._anchors[[anchor]], self._card.variances)[0]
            scores[0, anchor, category - 1] = score
        return regression, scores


def measure_answers(write_coco, card, truth, answers):
    return measure(Oracle(card, answers), read_coco(write_coco(truth), card.classes), card)


TRUTH = [[(MASK, A, 0), (NO_MASK, B, 0)], [(NO_MASK, A, 0)]]


def test_right_answers_have_average_precision_one(write_coco, card):
    answers = [[(MASK, A, 0.9), (NO_MASK, B, 0.8)], [(NO_MASK, A, 0.7)]]
    metrics = measure_answers(write_coco, card, TRUTH, answers)
    assert metrics.ap50 == pytest.approx((1, 1))
    assert metrics.ap == pytest.approx((1, 1))
    assert metrics.mean_ap50 == pytest.approx(1)


def test_a_missed_face_costs_recall(write_coco, card):
    answers = [[(MASK, A, 0.9)], [(NO_MASK, A, 0.7)]]
    metrics = measure_answers(write_coco, card, TRUTH, answers)
    # One of two faces, with full precision: 51 of the 101 recall points.
    assert metrics.ap50 == pytest.approx((1, 51 / 101))


def test_the_wrong_class_is_a_miss_and_a_false_alarm(write_coco, card):
    answers = [[(NO_MASK, A, 0.9), (NO_MASK, B, 0.8)], [(NO_MASK, A, 0.7)]]
    metrics = measure_answers(write_coco, card, TRUTH, answers)
    # The best no_mask is wrong: precision is 1/2, then 2/3, so 2/3 at every recall.
    assert metrics.ap50 == pytest.approx((0, 2 / 3))


@pytest.mark.parametrize("region", [(OTHER, B, 0), (NO_MASK, B, 1)])
@pytest.mark.parametrize("category", [MASK, NO_MASK])
def test_a_region_to_ignore_is_neither_face_nor_background(write_coco, card, region, category):
    truth = [[(MASK, A, 0), region], [(NO_MASK, A, 0)]]
    found = [(MASK, A, 0.5), (category, B, 0.9)]
    for answer in (found, found[:1]):
        metrics = measure_answers(write_coco, card, truth, [answer, [(NO_MASK, A, 0.5)]])
        assert metrics.ap50 == pytest.approx((1, 1))


def test_every_detection_is_judged_but_those_in_regions_to_ignore(write_coco, card):
    truth = [[(MASK, A, 0), (OTHER, B, 0)], [(NO_MASK, A, 0)]]
    answers = [[(MASK, A, 0.5), (NO_MASK, B, 0.9)], [(NO_MASK, A, 0.7), (MASK, B, 0.3)]]
    metrics = measure_answers(write_coco, card, truth, answers)
    judged = sorted(zip(metrics.scores.round(2).tolist(), metrics.correct.tolist(), strict=True))
    assert judged == [(0.3, False), (0.5, True), (0.7, True)]


def test_no_answer_at_all_measures_zero(write_coco, card):
    metrics = measure_answers(write_coco, card, TRUTH, [[], []])
    assert metrics.as_dict()["ap50"] == {"mask": 0, "no_mask": 0, "mean": 0}


def test_sizes_are_told_apart(write_coco, card):
    tiny = [10.0, 10.0, 8.0, 8.0]  # 6.9 × 10.4 pixels of the input
    truth = [[(NO_MASK, tiny, 0), (NO_MASK, A, 0)]]
    metrics = measure_answers(write_coco, card, truth, [[(NO_MASK, A, 0.9)]])
    assert metrics.ap50_by_size["tiny"][1] == 0
    assert metrics.ap50_by_size["large"][1] == pytest.approx(1)
