from dataclasses import replace

import numpy as np
import pytest

from training.data.views import Views, choose_views, move_boxes
from training.learning.recipe import PUBLISHED, load_recipe

KINDS = load_recipe(PUBLISHED).windows
PHOTO = np.array([[320.0, 240.0]])
FACE = np.array([[[100.0, 60.0, 160.0, 140.0]]])


def make_views(extent, angle=0.0, mirrored=False, centre=(50.0, 50.0)) -> Views:
    return Views(np.array([centre]), np.array([extent], np.float64), np.array([angle]), np.array([mirrored]))


def choose(number: int, kinds=KINDS, size: int = 260, turned: float = 0.0, boxes=FACE, faces=True) -> Views:
    return choose_views(
        PHOTO.repeat(number, axis=0),
        boxes.repeat(number, axis=0),
        np.full((number, boxes.shape[1]), faces),
        size,
        260,
        turned,
        kinds,
        np.random.default_rng(0),
    )


def test_pixels_of_a_window_map_to_those_of_the_photo():
    # Twice as wide as high, half its pixels: the first pixel's middle is .5 of 10, 5 at 20, 10 a pixel.
    (matrix,) = make_views((100.0, 50.0)).matrices(10)
    np.testing.assert_allclose(matrix @ [0, 0, 1], [50 - 50 + 5 - 0.5, 50 - 25 + 2.5 - 0.5])
    np.testing.assert_allclose(matrix @ [9, 9, 1], [50 + 50 - 5 - 0.5, 50 + 25 - 2.5 - 0.5])
    (mirrored,) = make_views((100.0, 50.0), mirrored=True).matrices(10)
    np.testing.assert_allclose(mirrored @ [9, 0, 1], matrix @ [0, 0, 1])
    # A quarter turn: what lies right of the middle in the window lies below it in the photo.
    (turned,) = make_views((100.0, 100.0), angle=np.pi / 2).matrices(10)
    np.testing.assert_allclose(turned @ [9, 4.5, 1], [49.5, 50 + 45 - 0.5])


def test_shares_of_the_windows_are_those_of_the_recipe():
    def share_of_large(whole: float) -> float:
        views = choose(4000, replace(KINDS, quarter_turns=0.0, whole=whole))
        return float((views.extent > 0.8 * PHOTO).all(axis=1).mean())

    around_faces = share_of_large(0.0)
    assert around_faces < 0.8
    assert share_of_large(1.0) == 1
    wanted = 0.6 + 0.4 * around_faces
    assert share_of_large(0.6) == pytest.approx(wanted, abs=0.03)
    turned = np.degrees(choose(4000, replace(KINDS, quarter_turns=0.0), turned=0.3).angle)
    assert (turned != 0).mean() == pytest.approx(0.3, abs=0.03)
    assert abs(turned).max() == pytest.approx(KINDS.largest_turn, abs=1)
    quarters = np.degrees(choose(4000).angle)
    assert set(quarters.round(6)) == {0, 90, 180, 270}
    assert (quarters != 0).mean() == pytest.approx(KINDS.quarter_turns, abs=0.01)
    assert 0.45 < choose(2000).mirrored.mean() < 0.55


def test_a_window_around_a_face_shows_it_at_any_size():
    views = choose(500, replace(KINDS, whole=0.0, quarter_turns=0.0), size=132)
    boxes, learnable, _ = move_boxes(FACE.repeat(500, axis=0), np.zeros((500, 1), bool), views, 132)
    assert learnable.mean() > 0.9
    sides = np.sqrt(np.prod(boxes[..., 2:] - boxes[..., :2], axis=-1))[learnable] * 132
    # As small as the photo and its surroundings allow, and up to four fifths of the window.
    assert sides.min() < 30
    assert 90 < sides.max() < 132


def test_a_photo_without_faces_has_windows_too():
    views = choose(50, replace(KINDS, whole=0.0), faces=False)
    assert (views.extent >= 2).all()
    assert np.isfinite(views.matrices(132)).all()


def test_a_cut_off_or_tiny_face_is_not_learned():
    boxes = np.array([[0, 0, 40, 40], [90, 0, 109, 20], [50, 50, 53, 53], [200, 200, 220, 220]], float)
    moved, learnable, seen = move_boxes(boxes[None], np.zeros((1, 4), bool), make_views((100.0, 100.0)), 132)
    # Whole; just over half seen; 4 pixels of the input; outside.
    assert learnable[0].tolist() == [True, True, False, False]
    assert seen[0].tolist() == [True, True, True, False]
    np.testing.assert_allclose(moved[0, 0], [0, 0, 0.4, 0.4], atol=1e-6)
    np.testing.assert_allclose(moved[0, 1], [0.9, 0, 1, 0.2], rtol=1e-6)


def test_a_turned_face_has_the_box_of_the_turned_ellipse():
    box = np.array([[[35.0, 30.0, 65.0, 70.0]]])
    view = make_views((100.0, 100.0), angle=np.radians(30))
    face, _, _ = move_boxes(box, np.array([[False]]), view, 260)
    region, _, _ = move_boxes(box, np.array([[True]]), view, 260)
    # The outline of the ellipse, turned back by 30 degrees, point for point.
    t = np.linspace(0, 2 * np.pi, 10_000)
    x, y = 15 * np.cos(t), 20 * np.sin(t)
    cos, sin = np.cos(np.radians(30)), np.sin(np.radians(30))
    half = np.array([(cos * x + sin * y).max(), (cos * y - sin * x).max()]) / 100
    np.testing.assert_allclose(face[0, 0], [*(0.5 - half), *(0.5 + half)], atol=1e-5)
    half = np.array([15 * cos + 20 * sin, 20 * cos + 15 * sin]) / 100
    np.testing.assert_allclose(region[0, 0], [*(0.5 - half), *(0.5 + half)], atol=1e-6)


def test_a_quarter_turn_swaps_the_sides_and_a_mirror_the_edges():
    box = np.array([[[10.0, 40.0, 30.0, 80.0]]])
    upright = np.zeros((1, 1), bool)
    turned, _, _ = move_boxes(box, upright, make_views((100.0, 100.0), angle=np.pi / 2), 260)
    np.testing.assert_allclose(turned[0, 0], [0.4, 0.7, 0.8, 0.9], atol=1e-6)
    mirrored, _, _ = move_boxes(box, upright, make_views((100.0, 100.0), mirrored=True), 260)
    np.testing.assert_allclose(mirrored[0, 0], [0.7, 0.4, 0.9, 0.8], atol=1e-6)
