import numpy as np
import pytest

from training.data import augmentation
from training.data.augmentation import augment
from training.data.dataset import IGNORE


def picture_with_face() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    image = np.zeros((240, 320, 3), np.uint8)
    image[60:140, 100:160] = 255
    return image, np.array([[100, 60, 160, 140]], np.float32), np.array([1])


@pytest.mark.parametrize("seed", range(20))
def test_boxes_follow_the_picture(monkeypatch, seed):
    monkeypatch.setattr(augmentation, "_disturb", lambda image, generator: image)
    image, boxes, labels = picture_with_face()
    size = 132
    window, boxes, labels = augment(image, boxes, labels, size, 260, np.random.default_rng(seed))
    assert window.shape == (size, size, 3)
    if IGNORE in labels or not len(labels):
        return
    # The face is white; the ground is black, and the filling around the picture one colour.
    (x1, y1, x2, y2) = boxes[0] * size
    inside = window[round(y1) + 1 : round(y2) - 1, round(x1) + 1 : round(x2) - 1]
    assert inside.min() > 250
    ring = window[max(round(y1) - 3, 0) : round(y2) + 3, max(round(x1) - 3, 0) : round(x2) + 3]
    assert (ring.max(axis=2) > 250).mean() < 1 or inside.shape[:2] == (size - 2, size - 2) or min(x1, y1) < 2


def test_some_windows_show_the_face_whole():
    seen = [
        IGNORE not in augment(*picture_with_face(), 260, 260, np.random.default_rng(seed))[2]
        for seed in range(30)
    ]
    assert sum(seen) > 15


def test_the_same_seed_gives_the_same_window():
    first = augment(*picture_with_face(), 132, 260, np.random.default_rng(7))
    second = augment(*picture_with_face(), 132, 260, np.random.default_rng(7))
    other = augment(*picture_with_face(), 132, 260, np.random.default_rng(8))
    assert all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))
    assert not np.array_equal(first[0], other[0])


def test_a_cut_off_or_tiny_face_is_a_region_to_ignore():
    boxes = np.array([[0, 0, 40, 40], [90, 0, 109, 20], [50, 50, 53, 53], [200, 200, 220, 220]], np.float32)
    labels = np.array([0, 1, 1, 0])
    window = np.array([0, 0, 100, 100])
    moved, moved_labels = augmentation._move_boxes(boxes, labels, window, 132)
    # Whole; just over half seen; 4 pixels of the input; outside.
    assert moved_labels.tolist() == [0, 1, IGNORE]
    np.testing.assert_allclose(moved[0], [0, 0, 0.4, 0.4])
    np.testing.assert_allclose(moved[1], [0.9, 0, 1, 0.2], rtol=1e-6)


def test_pictures_without_faces_have_windows_too():
    image = np.full((50, 400, 3), 9, np.uint8)
    no_boxes, no_labels = np.zeros((0, 4), np.float32), np.zeros(0, np.int64)
    for seed in range(10):
        window, boxes, _ = augment(image, no_boxes, no_labels, 132, 260, np.random.default_rng(seed))
        assert window.shape == (132, 132, 3)
        assert boxes.shape == (0, 4)
