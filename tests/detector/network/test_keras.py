"""The network against the published table of its layers, from which every number here is worked out."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import prod
from pathlib import Path

import keras
import numpy as np
import pytest

from detector.card import Card, load_card
from detector.network.keras import build_network

CARD = load_card(Path(__file__).parents[3] / "models" / "card.json")

BACKBONE = [  # input channels, output channels, side of the map at 260, padding
    (3, 32, 260, "same"),
    (32, 64, 130, "same"),
    (64, 64, 65, "same"),
    (64, 64, 33, "same"),
    (64, 128, 17, "same"),
    (128, 128, 9, "same"),
    (128, 64, 5, "same"),
    (64, 64, 3, "valid"),
]
HEADS = [(33, 64), (17, 128), (9, 128), (5, 64), (3, 64)]  # side of the map, its channels
LOC, CLS = 4 * 4, 4 * 2  # channels: 4 anchors × 4 offsets, 4 anchors × 2 classes

HIDDEN = [*BACKBONE, *((channels, 64, side, "same") for side, channels in HEADS for _ in range(2))]
"""Convolutions that batch norm follows."""
LAST = [(64, depth, side, "same") for side, _ in HEADS for depth in (LOC, CLS)]
"""Convolutions with a bias of their own."""


@pytest.fixture(scope="module")
def network() -> keras.Model:
    return build_network(CARD)


def convolutions(network: keras.Model) -> list[keras.layers.Conv2D]:
    return [layer for layer in network.layers if isinstance(layer, keras.layers.Conv2D)]


def test_every_convolution_is_in_the_table(network: keras.Model) -> None:
    built = [
        (*layer.kernel.shape[2:], layer.output.shape[1], layer.padding, layer.use_bias)
        for layer in convolutions(network)
    ]
    expected = [(*row, False) for row in HIDDEN] + [(*row, True) for row in LAST]
    assert sorted(built) == sorted(expected)
    assert {(layer.kernel_size, layer.strides) for layer in convolutions(network)} == {((3, 3), (1, 1))}


def test_pools_halve_and_round_up(network: keras.Model) -> None:
    pools = [layer for layer in network.layers if isinstance(layer, keras.layers.MaxPooling2D)]
    assert [(layer.input.shape[1], layer.output.shape[1]) for layer in pools] == [
        (before[2], after[2]) for before, after in pairwise(BACKBONE[:7])
    ]
    assert {(layer.pool_size, layer.strides, layer.padding) for layer in pools} == {((2, 2), (2, 2), "same")}


def test_parameters(network: keras.Model) -> None:
    kernels = sum(9 * inputs * outputs for inputs, outputs, _, _ in HIDDEN + LAST)
    normed = sum(outputs for _, outputs, _, _ in HIDDEN)
    biases = sum(outputs for _, outputs, _, _ in LAST)
    assert kernels + 4 * normed + biases == 1_015_128
    assert network.count_params() == kernels + 4 * normed + biases
    # Folded, batch norm leaves one bias per channel.
    assert kernels + normed + biases == 1_011_384


def test_multiply_accumulates(network: keras.Model) -> None:
    table = sum(9 * inputs * outputs * side**2 for inputs, outputs, side, _ in HIDDEN + LAST)
    assert table == 759_223_296
    assert (
        sum(prod(layer.kernel.shape) * prod(layer.output.shape[1:3]) for layer in convolutions(network))
        == table
    )


def test_batch_norm_epsilon(network: keras.Model) -> None:
    norms = [layer for layer in network.layers if isinstance(layer, keras.layers.BatchNormalization)]
    assert len(norms) == len(HIDDEN)
    assert {layer.epsilon for layer in norms} == {1e-3}


def test_outputs(network: keras.Model) -> None:
    assert network.output_names == ["loc", "cls"]
    assert network.output_shape == [(None, 5972, 4), (None, 5972, 2)]


def test_scores_are_independent_probabilities(network: keras.Model) -> None:
    image = 40 * np.random.default_rng(0).normal(size=(1, 260, 260, 3)).astype(np.float32)
    _, scores = (np.asarray(output) for output in network.predict_on_batch(image))
    assert 0 <= scores.min() < scores.max() <= 1
    assert not np.allclose(scores.sum(axis=-1), 1, atol=1e-3)


def test_output_rows_follow_the_anchors(network: keras.Model) -> None:
    """A change in one corner of the picture only moves the rows of the anchors near that corner."""
    blank = np.zeros((1, 260, 260, 3), np.float32)
    changed = blank.copy()
    changed[0, -20:, -20:] = 1
    before, after = (np.asarray(network.predict_on_batch(x)[1])[0, : 33 * 33 * 4] for x in (blank, changed))
    moved = np.abs(after - before).max(axis=-1).reshape(33, 33, 4).max(axis=-1) > 0
    assert moved[-1, -1]
    assert not moved[:20].any()
    assert not moved[:, :20].any()


@pytest.mark.parametrize(
    ("height", "width", "feature_maps"),
    [
        (390, 390, ((49, 49), (25, 25), (13, 13), (7, 7), (5, 5))),
        (260, 390, ((33, 49), (17, 25), (9, 13), (5, 7), (3, 5))),
    ],
)
def test_another_input_size(height: int, width: int, feature_maps: tuple[tuple[int, int], ...]) -> None:
    card = resized(CARD, height, width, feature_maps)
    num_anchors = 4 * sum(rows * columns for rows, columns in feature_maps)
    assert build_network(card).output_shape == [(None, num_anchors, 4), (None, num_anchors, 2)]


def test_more_classes_and_ratios() -> None:
    card = replace(
        CARD,
        classes=("mask", "no_mask", "mask_below_nose"),
        anchors=replace(CARD.anchors, aspect_ratios=(1.0, 0.62)),
    )
    num_anchors = 5972 // 4 * 3
    assert build_network(card).output_shape == [(None, num_anchors, 4), (None, num_anchors, 3)]


def test_a_wrong_feature_map_is_named() -> None:
    feature_maps = ((33, 33), (17, 17), (9, 9), (5, 5), (2, 2))
    with pytest.raises(ValueError, match=r"'anchors.feature_maps'.*\(3, 3\).*260×260, got .*\(2, 2\)"):
        build_network(resized(CARD, 260, 260, feature_maps))


def resized(card: Card, height: int, width: int, feature_maps: tuple[tuple[int, int], ...]) -> Card:
    return replace(
        card,
        input=replace(card.input, height=height, width=width),
        anchors=replace(card.anchors, feature_maps=feature_maps),
    )
