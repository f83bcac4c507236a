"""Models and cards that do not fit are refused with what was expected."""

import json
import re

import keras
import pytest

from converter.source import load_source


def test_outputs_are_taken_by_name(model_files, tmp_path):
    weights, card = model_files
    network = keras.models.load_model(weights, compile=False)
    keras.Model(network.inputs, network.outputs[::-1]).save(tmp_path / "reversed.keras")
    assert [x.shape[-1] for x in load_source(tmp_path / "reversed.keras", card).network.outputs] == [4, 3]


def test_a_model_of_another_size_is_refused(model_files, small_card, tmp_path):
    small_card = json.loads(json.dumps(small_card))
    small_card["input"]["width"] = 144
    (tmp_path / "card.json").write_text(json.dumps(small_card))
    expected = re.escape("(None, 132, 144, 3)") + ".*" + re.escape("(None, 132, 140, 3)")
    with pytest.raises(ValueError, match=f"source: the card describes.*{expected}"):
        load_source(model_files[0], tmp_path / "card.json")


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
