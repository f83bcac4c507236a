"""Boxes of the short-sighted heads are counted from where their cells look."""

from __future__ import annotations

from pathlib import Path

import keras
import numpy as np
import pytest

from detector.anchors import generate_anchors
from detector.boxes import decode_boxes
from detector.card import load_card
from detector.network.architecture import LAYOUTS, feature_map_sizes
from detector.network.grid import SHORT_SIGHTED, grid_offsets
from detector.network.keras import build_network

CARD = load_card(Path(__file__).parents[3] / "models" / "card.json")
SIZE = 260
MAPS = [33, 17, 9, 5, 3]
STEPS = [8, 16]
"""Pixels between cells: one pool more than the head's number, after the first three."""


def split(rows: np.ndarray) -> list[np.ndarray]:
    """[5972, K] to one array [rows, columns, 4, K] for each map."""
    parts = np.split(rows, np.cumsum([4 * side**2 for side in MAPS])[:-1])
    return [part.reshape(side, side, 4, -1) for part, side in zip(parts, MAPS, strict=True)]


@pytest.fixture(scope="module")
def network() -> keras.Model:
    keras.utils.set_random_seed(1)
    return build_network(CARD)


def test_an_anchor_moves_to_the_middle_of_its_cell() -> None:
    anchors = generate_anchors(CARD.anchors)
    moved = decode_boxes(grid_offsets(CARD, SIZE, SIZE), anchors, CARD.variances)
    np.testing.assert_allclose(moved[:, 2:] - moved[:, :2], anchors[:, 2:] - anchors[:, :2], atol=1e-6)
    centres = split(SIZE * (moved[:, :2] + moved[:, 2:]) / 2)
    for step, side, centre in zip(STEPS, MAPS, centres, strict=False):
        middles = step * (np.arange(side) + 0.5)
        np.testing.assert_allclose(
            centre[..., 0], np.broadcast_to(middles[:, None], (side, side, 4)), rtol=1e-5
        )
        np.testing.assert_allclose(
            centre[..., 1], np.broadcast_to(middles[:, None, None], (side, side, 4)), rtol=1e-5
        )


def test_heads_that_see_the_whole_picture_stay_with_their_anchors() -> None:
    parts = split(grid_offsets(CARD, SIZE, SIZE))
    assert all(part.any() for part in parts[:SHORT_SIGHTED])
    assert not any(part.any() for part in parts[SHORT_SIGHTED:])


def test_on_another_input_anchors_have_the_same_pixels() -> None:
    shift = 0.5 * (8 - 140 / 18) / (0.04 * SIZE) / CARD.variances[0]
    offsets = grid_offsets(CARD, 132, 140)
    assert len(offsets) == 4 * sum(
        rows * columns for rows, columns in feature_map_sizes(LAYOUTS["usual"], 132, 140)
    )
    assert offsets[0, 0] == pytest.approx(shift)


def test_boxes_move_as_far_as_the_picture_does(network: keras.Model) -> None:
    """What a cell says of a patch is, 16 pixels further, what the next cell says of it, and as far away."""
    picture = np.zeros((1, SIZE, SIZE, 3), np.float32)
    patch = np.random.default_rng(0).random((24, 24, 3), np.float32)
    moved = picture.copy()
    picture[0, 120:144, 104:128] = patch
    moved[0, 136:160, 120:144] = patch
    anchors = generate_anchors(CARD.anchors)
    before, after = (
        split(SIZE * decode_boxes(np.asarray(network(image)[0])[0], anchors, CARD.variances))
        for image in (picture, moved)
    )
    for head, step in enumerate(STEPS):
        cells, row, column = 16 // step, 128 // step, 112 // step
        np.testing.assert_allclose(
            after[head][row + cells, column + cells], before[head][row, column] + 16, atol=1e-2
        )
