"""Models and cards that do not fit are refused with what was expected."""

import json
import re

import keras
import numpy as np
import pytest

from converter.source import load_source
from detector.network.grid import grid_offsets


def test_outputs_are_taken_by_name(model_files, tmp_path):
    weights, card = model_files
    network = keras.models.load_model(weights, compile=False)
    keras.Model(network.inputs, network.outputs[::-1]).save(tmp_path / "reversed.keras")
    assert [x.shape[-1] for x in load_source(tmp_path / "reversed.keras", card).network.outputs] == [4, 3]


def test_outputs_of_other_names_are_taken_by_shape(model_files, tmp_path):
    weights, card = model_files
    network = keras.models.load_model(weights, compile=False)
    outputs = [keras.layers.Activation("linear")(x) for x in network.outputs]
    for order in (outputs, outputs[::-1]):
        keras.Model(network.inputs, order).save(tmp_path / "renamed.keras")
        source = load_source(tmp_path / "renamed.keras", card)
        assert [x.shape[-1] for x in source.network.outputs] == [4, 3]


def write_card(folder, card, **changes):
    """The card with other values in input or anchors."""
    card = json.loads(json.dumps(card))
    for part in ("input", "anchors"):
        card[part] |= {key: value for key, value in changes.items() if key in card[part]}
    (folder / "card.json").write_text(json.dumps(card))
    return folder / "card.json"


def test_the_card_may_ask_for_another_input_size(model_files, small_card, source, tmp_path):
    maps = [[33, 35], [17, 18], [9, 9], [5, 5], [3, 3]]
    card = write_card(tmp_path, small_card, height=260, width=280, feature_maps=maps)
    larger = load_source(model_files[0], card)
    assert larger.network.input_shape == (None, 260, 280, 3)
    picture = np.random.default_rng(0).random((1, 260, 280, 3), np.float32)
    (small_loc, small_cls), (loc, cls) = (
        [output[0, : 4 * 8] for output in network(image, training=False)]
        for network, image in ((source.network, picture[:, :132, :140]), (larger.network, picture))
    )
    np.testing.assert_allclose(cls, small_cls, atol=1e-5)
    grids = (grid_offsets(x.card, x.card.input.height, x.card.input.width)[: 4 * 8] for x in (larger, source))
    np.testing.assert_allclose(loc - small_loc, np.subtract(*grids), atol=1e-5)


def test_anchors_of_another_model_are_refused(model_files, small_card, tmp_path):
    card = write_card(tmp_path, small_card, feature_maps=[[17, 17], [9, 9], [5, 5], [3, 3], [1, 1]])
    expected = re.escape("(None, 1620, 4)") + ".*" + re.escape("(None, 1688, 4)")
    with pytest.raises(ValueError, match=f"source: the card describes.*{expected}"):
        load_source(model_files[0], card)


def test_a_model_with_one_size_only_is_refused(small_card, tmp_path):
    image = keras.Input((8, 8, 3))
    rows = keras.layers.Reshape((64, 3))(image)
    keras.Model(image, [rows, rows]).save(tmp_path / "fixed.keras")
    with pytest.raises(
        ValueError, match=r"takes pictures of shape \[8, 8, 3\] and cannot .* \[132, 140, 3\]"
    ):
        load_source(tmp_path / "fixed.keras", write_card(tmp_path, small_card))


def test_a_file_that_is_no_model_is_refused(model_files, tmp_path):
    path = tmp_path / "text.keras"
    path.write_text("not a model")
    with pytest.raises(ValueError, match=r"source: Keras cannot read .*text\.keras"):
        load_source(path, model_files[1])


def test_a_missing_file_is_named(model_files, tmp_path):
    with pytest.raises(FileNotFoundError, match=r"no such file: .*absent\.keras"):
        load_source(tmp_path / "absent.keras", model_files[1])


def test_a_published_card_is_refused(model_files, converted):
    with pytest.raises(ValueError, match="expected the author's card, got a published one"):
        load_source(model_files[0], converted[0] / "card.json")
