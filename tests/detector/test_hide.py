from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from detector.hide import ALL, COLUMNS, HELD_FRAMES, ROWS, FaceHider, hide_faces
from detector.postprocess import Detection

BOX = (60.0, 80.0, 120.0, 160.0)
HIDDEN = np.s_[60:180, 45:135]
"""The box and a quarter of its sides around it."""


def noise(seed: int = 1) -> NDArray[np.uint8]:
    return np.random.default_rng(seed).integers(0, 256, (200, 300, 3), np.uint8)


def face(label: str = "mask", box: tuple[float, ...] = BOX) -> Detection:
    return Detection(label=label, score=0.9, box=list(box))


def test_only_a_few_colours_are_left_of_a_face_and_its_margin() -> None:
    hidden = hide_faces(noise(), [BOX])
    colours = np.unique(hidden[HIDDEN].reshape(-1, 3), axis=0)
    assert len(colours) <= COLUMNS * ROWS


def test_nothing_else_is_changed() -> None:
    image = noise()
    image.setflags(write=False)
    hidden = hide_faces(image, [BOX])
    outside = np.ones(image.shape[:2], bool)
    outside[HIDDEN] = False
    np.testing.assert_array_equal(hidden[outside], image[outside])
    np.testing.assert_array_equal(hide_faces(image, []), image)


def test_two_faces_with_the_same_means_cannot_be_told_apart() -> None:
    """Whatever lies within a square is gone: shuffling its pixels changes nothing."""
    image = noise()
    shuffled = image.copy()
    region = shuffled[HIDDEN]
    height, width = region.shape[0] // ROWS, region.shape[1] // COLUMNS
    square = region[height : 2 * height, :width]
    square[:] = np.random.default_rng(2).permutation(square.reshape(-1, 3)).reshape(square.shape)
    assert not np.array_equal(image, shuffled)
    np.testing.assert_array_equal(hide_faces(shuffled, [BOX]), hide_faces(image, [BOX]))


@pytest.mark.parametrize(
    "box", [(-50, -50, 30, 30), (280, 190, 400, 400), (0, 0, 300, 200), (10, 10, 11, 11), (400, 10, 420, 30)]
)
def test_a_box_at_the_edge_tiny_or_outside(box: tuple[float, ...]) -> None:
    assert hide_faces(noise(), [box]).shape == (200, 300, 3)


def test_faces_of_one_class_or_of_all() -> None:
    image = noise()
    faces = [face("mask"), face("no_mask", (200, 20, 240, 70))]
    left = np.array_equal(FaceHider("no_mask")(image, faces)[HIDDEN], image[HIDDEN])
    assert left
    hidden = FaceHider(ALL)(image, faces)
    assert not np.array_equal(hidden[HIDDEN], image[HIDDEN])
    assert not np.array_equal(hidden[20:70, 200:240], image[20:70, 200:240])


def test_in_a_film_a_face_that_is_missed_for_a_while_stays_hidden() -> None:
    hide = FaceHider(ALL, HELD_FRAMES)
    hide(noise(), [face()])
    for seed in range(HELD_FRAMES):
        assert len(np.unique(hide(noise(seed), [])[HIDDEN].reshape(-1, 3), axis=0)) <= COLUMNS * ROWS
    np.testing.assert_array_equal(hide(noise(), []), noise())
