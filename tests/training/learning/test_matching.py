import numpy as np
import torch

from tests.training.learning import plain
from training.data.dataset import IGNORE
from training.learning.matching import BACKGROUND, match_anchors, match_batch
from training.learning.windows import cells_at

ANCHORS = np.array(
    [[0, 0, 0.2, 0.2], [0.1, 0, 0.3, 0.2], [0.5, 0.5, 0.7, 0.7], [0.8, 0.8, 1, 1]],
    np.float32,
)


def match(boxes: list[list[float]], labels: list[int]) -> tuple[np.ndarray, np.ndarray]:
    """A window, with a box behind its own that only fills up the row."""
    rows = torch.tensor([[*boxes, [0.0, 0.0, 1.0, 1.0]]], dtype=torch.float32)
    matches = match_anchors(torch.from_numpy(ANCHORS), rows, torch.tensor([[*labels, BACKGROUND]]))
    return matches.labels[0].numpy(), matches.boxes[0].numpy()


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


def draw_windows(number: int) -> list[tuple[np.ndarray, np.ndarray]]:
    """Boxes and labels, from none to a crowd of 150, with faces of a few pixels and regions to ignore."""
    generator = np.random.default_rng(0)
    windows = []
    for index in range(number):
        count = int(generator.integers(100, 151)) if index % 20 == 0 else int(generator.integers(0, 12))
        side = np.exp(generator.uniform(np.log(5 / 260), np.log(0.7), (count, 1)))
        corner = generator.uniform(0, 1, (count, 2)) * (1 - side)
        boxes = np.concatenate([corner, corner + side * generator.uniform(0.7, 1, (count, 2))], axis=1)
        windows.append((boxes.astype(np.float32), generator.integers(IGNORE, 2, count)))
    return windows


def test_a_batch_is_matched_as_window_for_window(card):
    cells = cells_at(card, 260)
    windows = draw_windows(300)
    assert max(len(labels) for _, labels in windows) > 100
    for first in range(0, len(windows), 30):
        batch = windows[first : first + 30]
        widest = max(len(labels) for _, labels in batch)
        boxes, labels = np.zeros((30, widest, 4), np.float32), np.full((30, widest), BACKGROUND)
        for row, (own_boxes, own_labels) in enumerate(batch):
            boxes[row, : len(own_labels)], labels[row, : len(own_labels)] = own_boxes, own_labels
        matches = match_batch(torch.from_numpy(cells), boxes, labels)
        for row, (own_boxes, own_labels) in enumerate(batch):
            expected_labels, expected_boxes = plain.match_anchors(cells, own_boxes, own_labels)
            np.testing.assert_array_equal(matches.labels[row].numpy(), expected_labels)
            np.testing.assert_array_equal(matches.boxes[row].numpy(), expected_boxes)
            learned = expected_labels >= 0
            number = matches.face[row].numpy()[learned]
            np.testing.assert_array_equal(own_boxes[number], expected_boxes[learned])
