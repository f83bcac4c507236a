import cv2
import numpy as np
import torch

from detector.anchors import generate_anchors
from training.data.augmentation import augment
from training.data.coco import read_coco
from training.data.dataset import read_images
from training.data.windows import Windows, anchors_at, cells_at, load_windows, sampling_weight
from training.learning.recipe import Sampling

SAMPLING = Sampling(with_mask=2.0, crowd=0.5, crowd_size=2, empty=0.25)
FACE = [100.0, 50.0, 60.0, 80.0]


def test_at_the_card_s_size_anchors_are_the_card_s(card):
    np.testing.assert_array_equal(anchors_at(card, card.input.width), generate_anchors(card.anchors))


def test_a_smaller_window_keeps_the_anchors_size_in_pixels(card):
    def pixels(size: int) -> set[float]:
        anchors = anchors_at(card, size)
        return {round(float(side), 2) for side in (anchors[:, 2] - anchors[:, 0]) * size}

    assert pixels(132) == pixels(card.input.width)


def test_faces_are_learned_where_the_network_looks(card):
    """A face in the middle of the last cells is theirs, 4 and 11 pixels from where their anchors lie."""
    anchors, cells = anchors_at(card, 260) * 260, cells_at(card, 260) * 260
    for first, side, step in ((0, 33, 8), (4 * 33**2, 17, 16)):
        last = first + 4 * (side**2 - 1)
        middle = (cells[last, :2] + cells[last, 2:]) / 2
        np.testing.assert_allclose(middle, step * (side - 0.5), rtol=1e-5)
        np.testing.assert_allclose(
            middle - (anchors[last, :2] + anchors[last, 2:]) / 2,
            (step - 260 / side) * (side - 0.5),
            rtol=1e-3,
        )


def make_windows(write_coco, card, seed: int) -> Windows:
    samples = read_coco(write_coco([[(1, FACE, 0)], [(2, FACE, 0)], []]), card.classes)
    return Windows(samples, read_images(samples), card, 132, SAMPLING, seed)


def test_the_stream_is_reproducible_from_any_place(write_coco, card):
    windows = make_windows(write_coco, card, seed=3)
    whole = list(load_windows(windows, 0, 8, 2, workers=0))
    rest = list(load_windows(make_windows(write_coco, card, seed=3), 4, 8, 2, workers=1))
    for a, b in zip(whole[2:], rest, strict=True):
        assert all(torch.equal(x, y) for x, y in zip(a, b, strict=True))
    other = next(iter(load_windows(make_windows(write_coco, card, seed=4), 0, 8, 2, workers=0)))
    assert not torch.equal(whole[0][0], other[0])


def test_boxes_follow_a_picture_that_is_kept_smaller(write_coco, card, monkeypatch):
    (sample,) = read_coco(write_coco([[(1, FACE, 0)]]), card.classes)
    (image,) = read_images([sample])
    small = cv2.resize(image, None, fx=0.5, fy=0.5)
    given = []

    def record(image, boxes, *others):
        given.append(boxes)
        return augment(image, boxes, *others)

    monkeypatch.setattr("training.data.windows.augment", record)
    _, labels, _ = Windows([sample], [small], card, 132, SAMPLING, seed=3)[0]
    np.testing.assert_array_equal(given, [sample.boxes / 2])
    assert (labels >= 0).any()


def test_sampling_weights(write_coco, card):
    crowd = [(2, [x, 10.0, 20.0, 20.0], 0) for x in (0.0, 50.0, 100.0)]
    path = write_coco([[(1, FACE, 0)], [(2, FACE, 0)], [], crowd, [(2, FACE, 1)]])
    weights = [sampling_weight(sample, SAMPLING) for sample in read_coco(path, card.classes)]
    assert weights == [2.0, 1.0, 0.25, 0.5, 0.25]
