from pathlib import Path

import numpy as np
import pytest

from detector.anchors import generate_anchors
from detector.card import load_card
from detector.network.pytorch import Network
from training import input_sizes
from training.data.resized_card import check_input, resize_card
from training.input_sizes import count_operations, main, measure_times

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("size", "maps"), [(260, (33, 17, 9, 5, 3)), (390, (49, 25, 13, 7, 5)), (520, (65, 33, 17, 9, 7))]
)
def test_anchors_keep_their_size_in_pixels(card, size, maps):
    resized = resize_card(card, size)
    assert resized.anchors.feature_maps == tuple((cells, cells) for cells in maps)
    anchors = generate_anchors(resized.anchors) * size
    original = generate_anchors(card.anchors) * 260
    per_cell = card.anchors.per_cell
    np.testing.assert_allclose(
        anchors[:per_cell, 2:] - anchors[:per_cell, :2],
        original[:per_cell, 2:] - original[:per_cell, :2],
        rtol=1e-5,
    )
    assert resized.thresholds == card.thresholds


@pytest.mark.parametrize("size", [132, 324, 388, 516])
def test_at_64_more_pixels_cells_and_anchors_are_as_far_apart(card, size):
    strides = [8, 16, 32, 64]

    def gaps(size):
        maps = resize_card(card, size).anchors.feature_maps
        return [cells * stride - size for (cells, _), stride in zip(maps, strides, strict=False)]

    assert gaps(size) == gaps(card.input.width)


def test_its_own_size_gives_the_card_itself(card):
    assert resize_card(card, 260) == card


@pytest.mark.parametrize("published", ["models/card.json", "models/hd/card.json"])
def test_each_published_model_can_be_trained_on_at_the_sizes_of_the_recipes(published):
    for size in (132, 260, 390):
        check_input(load_card(ROOT / published), size)


def test_multiply_accumulates_are_those_of_the_layout(card):
    assert count_operations(Network(card), 260) == 759_223_296


def test_times_are_relative_to_the_first(monkeypatch):
    now = 0.0

    def network(picture):
        nonlocal now
        now += picture.shape[-1]

    monkeypatch.setattr(input_sizes, "perf_counter", lambda: now)
    assert measure_times(network, [100, 250, 100]) == [1, 2.5, 1]


def test_the_command_prints_a_line_for_each_size(write_coco, capsys):
    annotations = write_coco([[(1, [100.0, 50.0, 60.0, 80.0], 0)]])
    arguments = ["--model", ROOT / "models" / "face_mask.keras", "--card", ROOT / "models" / "card.json"]
    assert main([str(annotations), "--sizes", "132", "260", *map(str, arguments)]) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert [line[0] for line in lines] == ["input", "132", "260"]
    assert lines[2][1:3] == ["5972", "0.76"]
    assert lines[2][5] == "–"
