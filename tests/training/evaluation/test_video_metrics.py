import numpy as np
import pytest

from tests.pictures import FACE, masked_astronaut
from training.data.annotations import read_annotations
from training.evaluation.motion import FRAMES_PER_SECOND, HEIGHT, WIDTH, film_face
from training.evaluation.video_metrics import choose_samples, find_face, measure_steadiness

MASK, BARE = ("mask", 0.9), ("no_mask", 0.6)


def test_changes_losses_and_jitter_by_hand():
    first = [MASK, MASK, BARE, None, MASK] + [MASK] * 15
    second = [("no_mask", 0.5)] + [("no_mask", 0.7)] * 19
    steadiness = measure_steadiness([first, second], ["mask", "no_mask"])
    assert steadiness.faces == 2
    assert steadiness.frames == 40
    assert steadiness.lost == pytest.approx(1 / 40)
    assert steadiness.wrong == pytest.approx(1 / 40)
    # 19 pairs each, of which two have a lost frame; one pair changes, in the first of four seconds.
    assert steadiness.frames_changed == pytest.approx(1 / 36)
    assert steadiness.seconds_changed == pytest.approx(1 / 4)
    assert steadiness.jitter == pytest.approx(0.2 / 35)


def test_a_change_between_two_seconds_counts_in_the_later_one():
    film = [MASK] * FRAMES_PER_SECOND + [BARE] * FRAMES_PER_SECOND
    assert measure_steadiness([film], ["mask"]).seconds_changed == 0.5


def test_the_face_is_the_detection_that_overlaps_it_most():
    box = np.array([100.0, 100.0, 200.0, 200.0])
    detections = [
        {"label": "no_mask", "score": 0.9, "box": [300.0, 100.0, 400.0, 200.0]},
        {"label": "no_mask", "score": 0.8, "box": [120.0, 100.0, 220.0, 200.0]},
        {"label": "mask", "score": 0.7, "box": [105.0, 100.0, 205.0, 200.0]},
    ]
    assert find_face(detections, box) == ("mask", 0.7)
    assert find_face(detections[:1], box) is None


def test_the_film_shows_the_face_where_it_says():
    picture = np.zeros((300, 300, 3), np.uint8)
    picture[100:180, 120:180] = 255
    film = list(film_face(picture, np.array([120, 100, 180, 180], np.float32), 6, np.random.default_rng(0)))
    assert len(film) == 6 * FRAMES_PER_SECOND
    shares = []
    for image, (x1, y1, x2, y2) in film:
        assert image.shape == (HEIGHT, WIDTH, 3)
        assert 0 <= x1 < x2 <= WIDTH
        assert 0 <= y1 < y2 <= HEIGHT
        rows, columns = np.nonzero(image.mean(axis=2) > 100)
        seen = columns.min(), rows.min(), columns.max() + 1, rows.max() + 1
        assert np.abs(np.array(seen) - [x1, y1, x2, y2]).max() < 4
        shares.append((y2 - y1) / HEIGHT)
    assert min(shares) < 0.25
    assert max(shares) > 0.45


def test_the_same_seed_gives_the_same_film():
    box = np.array(FACE, np.float32)
    a, b = (list(film_face(masked_astronaut(), box, 0.2, np.random.default_rng(3))) for _ in range(2))
    assert all((x == y).all() for (x, _), (y, _) in zip(a, b, strict=True))


def test_only_pictures_with_one_large_face_are_filmed(write_coco, card):
    large, small = [100.0, 50.0, 80.0, 90.0], [10.0, 10.0, 40.0, 40.0]
    truth = [[(1, large, 0)], [(1, small, 0)], [(1, large, 0), (2, small, 0)], [(1, large, 1)], []]
    (chosen,) = choose_samples(read_annotations(write_coco(truth), card.classes), 10)
    assert chosen.path.name == "0.png"
