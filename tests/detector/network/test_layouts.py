"""The lite network beside the usual one: the same maps and outputs, a third of the work."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import keras
import numpy as np
import pytest
import torch

from detector.card import NETWORKS, load_card
from detector.network.architecture import LAYOUTS, cell_grids, feature_map_sizes, find_layout
from detector.network.keras import build_network
from detector.network.pytorch import Network
from training.export import to_keras
from training.input_sizes import count_operations

USUAL = load_card(Path(__file__).parents[3] / "models" / "card.json")
LITE = replace(USUAL, network="lite")
USUAL_OPERATIONS = 759_223_296


def test_a_card_names_our_layouts_or_another() -> None:
    assert (*LAYOUTS, "other") == NETWORKS
    with pytest.raises(
        ValueError, match="card key 'network': expected usual or lite to build a network, got"
    ):
        find_layout(replace(USUAL, network="other"))


@pytest.mark.parametrize("side", [132, 140, 260, 390])
def test_maps_are_those_of_the_usual_network(side: int) -> None:
    usual, lite = (feature_map_sizes(layout, side, side) for layout in LAYOUTS.values())
    assert usual == lite


def test_lite_does_a_third_of_the_work() -> None:
    operations = count_operations(Network(LITE), 260)
    stem, others = 75 * 16 * 130**2, 0
    for inputs, channels, side in [
        *((16, 32, 65), (32, 40, 65), (40, 64, 33), (64, 64, 33)),
        *((64, 112, 17), (112, 96, 9), (96, 64, 5), (64, 64, 3)),
    ]:
        others += 9 * inputs * channels * side**2
    for channels, side in ((64, 33), (112, 17), (96, 9), (64, 5), (64, 3)):
        others += 9 * side**2 * (2 * channels * 32 + 32 * 24)
    assert operations == stem + others == 256_693_440
    assert operations <= 0.35 * USUAL_OPERATIONS


def test_cells_lie_where_kernels_and_pools_put_them() -> None:
    assert cell_grids(LAYOUTS["usual"])[:2] == [(8, 4), (16, 8)]
    assert cell_grids(LAYOUTS["lite"])[:2] == [(8, 0.5), (16, 0.5)]


@pytest.mark.parametrize("head", [0, 1])
def test_a_cell_of_the_lite_network_looks_at_its_centre(head: int) -> None:
    """With the same weight everywhere, what a cell says falls off alike on both sides of where it looks."""
    network = Network(LITE).eval()
    with torch.no_grad():
        for block in network.backbone:
            block.conv.weight.fill_(1)  # type: ignore[union-attr, operator]
    image = torch.zeros(1, 3, 260, 260, requires_grad=True)
    x = image
    for block in network.backbone[: 5 + head]:
        x = block.conv(x)  # type: ignore[operator, union-attr]
    cell = x.shape[-1] // 2
    x[0, 0, cell, cell].backward()  # type: ignore[no-untyped-call]
    assert image.grad is not None
    weight = image.grad[0, 0].sum(dim=0)
    centre = float((weight * (torch.arange(260) + 0.5)).sum() / weight.sum())
    step, first = cell_grids(LAYOUTS["lite"])[head]
    assert centre == pytest.approx(first + step * cell, abs=1e-3)


def test_keras_and_pytorch_build_the_same_lite_network() -> None:
    torch.manual_seed(0)
    network = Network(LITE)
    for module in network.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.running_var.uniform_(0.5, 1.5)  # type: ignore[union-attr]
    model = to_keras(network, LITE)  # which compares the outputs
    assert isinstance(model, keras.Model)
    assert model.output_shape == build_network(USUAL).output_shape
    strides = [layer.strides for layer in model.layers if isinstance(layer, keras.layers.Conv2D)]
    assert strides.count((2, 2)) == 6
    picture = np.random.default_rng(1).random((1, 260, 260, 3), np.float32)
    assert np.ptp(np.asarray(model(picture)[1])) > 0
