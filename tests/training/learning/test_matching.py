import numpy as np

from training.data.dataset import IGNORE
from training.learning.matching import BACKGROUND, match_anchors

ANCHORS = np.array(
    [[0, 0, 0.2, 0.2], [0.1, 0, 0.3, 0.2], [0.5, 0.5, 0.7, 0.7], [0.8, 0.8, 1, 1]],
    np.float32,
)


def match(boxes: list[list[float]], labels: list[int]):
    return match_anchors(ANCHORS, np.array(boxes, np.float32).reshape(-1, 4), np.array(labels, np.int64))


def test_without_faces_all_is_background():
    labels, boxes = match([], [])
    assert labels.tolist() == [BACKGROUND] * 4
    assert not boxes.any()


def test_an_anchor_learns_the_face_it_overlaps_most():
    labels, boxes = match([[0, 0, 0.16, 0.2], [0.5, 0.5, 0.7, 0.68]], [1, 0])
    # IoU of the second anchor with the first face: .06 * .2 / (.2 * .2 + .16 * .2 - .06 * .2) = .2.
    assert labels.tolist() == [1, BACKGROUND, 0, BACKGROUND]
    np.testing.assert_allclose(boxes[2], [0.5, 0.5, 0.7, 0.68], rtol=1e-6)


def test_between_the_thresholds_an_anchor_learns_nothing():
    # The second anchor overlaps the face by a third.
    labels, _ = match([[0, 0, 0.2, 0.2]], [0])
    assert labels.tolist() == [0, IGNORE, BACKGROUND, BACKGROUND]


def test_the_best_anchor_learns_a_face_that_none_fits():
    labels, boxes = match([[0.56, 0.56, 0.6, 0.6]], [1])
    assert labels.tolist() == [BACKGROUND, BACKGROUND, 1, BACKGROUND]
    np.testing.assert_allclose(boxes[2], [0.56, 0.56, 0.6, 0.6], rtol=1e-6)


def test_anchors_nearly_as_good_as_the_best_of_a_small_face_learn_it_too():
    # A face in the overlap of the first two anchors: both cover it alike.
    labels, boxes = match([[0.13, 0.05, 0.17, 0.1]], [1])
    assert labels.tolist() == [1, 1, BACKGROUND, BACKGROUND]
    np.testing.assert_allclose(boxes[0], boxes[1])


def test_an_anchor_that_falls_short_of_a_small_face_learns_nothing():
    # Of the face's .06 × .05, the first anchor covers .06, the second .036: .58 of the best IoU.
    labels, _ = match([[0.076, 0.05, 0.136, 0.1]], [1])
    assert labels.tolist() == [1, IGNORE, BACKGROUND, BACKGROUND]


def test_anchors_in_a_region_to_ignore_are_left_out_but_faces_there_are_learned():
    labels, _ = match([[0, 0, 0.4, 0.4], [0.1, 0, 0.3, 0.2]], [IGNORE, 1])
    assert labels.tolist() == [IGNORE, 1, BACKGROUND, BACKGROUND]
