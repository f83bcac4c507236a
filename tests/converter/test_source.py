"""Models and cards that do not fit are refused with what was expected."""

import json
import re
from zipfile import ZipFile

import keras
import numpy as np
import pytest

from converter.quiet import quiet
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


LARGER = {"height": 260, "width": 280, "feature_maps": [[33, 35], [17, 18], [9, 9], [5, 5], [3, 3]]}
"""Another size for the small card."""


def write_card(folder, card, **changes):
    """The card with other values in input or anchors."""
    card = json.loads(json.dumps(card))
    for part in ("input", "anchors"):
        card[part] |= {key: value for key, value in changes.items() if key in card[part]}
    (folder / "card.json").write_text(json.dumps(card))
    return folder / "card.json"


def test_the_card_may_ask_for_another_input_size(model_files, small_card, source, tmp_path):
    card = write_card(tmp_path, small_card, **LARGER)
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


@pytest.mark.parametrize("name", ["chain.h5", "chain.keras"])
def test_a_chain_of_layers_is_no_detector(model_files, tmp_path, name):
    with quiet():
        keras.Sequential([keras.Input((132, 140, 3)), keras.layers.Conv2D(2, 3)]).save(tmp_path / name)
    with pytest.raises(ValueError, match=rf"{name} is a Sequential model, .* expected a detector"):
        load_source(tmp_path / name, model_files[1])


def test_a_classifier_is_no_detector(model_files, tmp_path):
    image = keras.Input((132, 140, 3))
    x = keras.layers.GlobalAveragePooling2D()(keras.layers.Conv2D(4, 3)(image))
    keras.Model(image, keras.layers.Dense(2)(x)).save(tmp_path / "classifier.keras")
    with pytest.raises(
        ValueError, match=r"is not a detector: expected two outputs, .* got 1, of shape \(None, 2\)"
    ):
        load_source(tmp_path / "classifier.keras", model_files[1])


def test_a_model_with_one_size_only_is_refused(small_card, tmp_path):
    image = keras.Input((8, 8, 3))
    rows = keras.layers.Reshape((64, 3))(image)
    keras.Model(image, [rows, rows]).save(tmp_path / "fixed.keras")
    with pytest.raises(
        ValueError, match=r"takes pictures of shape \[8, 8, 3\] and cannot .* \[132, 140, 3\]"
    ):
        load_source(tmp_path / "fixed.keras", write_card(tmp_path, small_card))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("model.keras", b"", "it is empty; copy or download it again"),
        (
            "model.h5",
            b"version https://git-lfs.github.com/spec/v1\noid",
            "a Git LFS pointer; .*'git lfs pull'",
        ),
        ("model.onnx", b"\x08\x07onnx", "an ONNX file; the converter starts from what Keras saved"),
        ("model.pb", b"\x0a\x05graph", "a TensorFlow graph; the converter starts from"),
        ("model.tflite", b"\x1c\0\0\0TFL3", "a TFLite file; the converter starts from"),
        ("model.pth", b"\x80\x02\x8a", "a PyTorch file; the converter starts from"),
        ("model.keras", b"<!DOCTYPE html><p>Sign in", "a web page; download the file itself"),
        ("model.h5", b"\x89HDF\r\n\x1a\n\0\0", "file signature not found|truncated|damaged|Unable"),
        ("model.keras", b"PK\x03\x04\0\0", "damaged or incomplete"),
    ],
)
def test_another_kind_of_file_is_named(model_files, tmp_path, name, content, said):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ValueError, match=rf"source: Keras cannot read {path}: .*({said})") as caught:
        load_source(path, model_files[1])
    assert len(str(caught.value).replace(str(path), "")) < 200


def test_zip_archives_are_told_apart(model_files, tmp_path):
    for name, inner, said in (("a.pt", "archive/data.pkl", "a PyTorch file"), ("a.zip", "a.h5", "unpack it")):
        with ZipFile(tmp_path / name, "w") as archive:
            archive.writestr(inner, b"")
        with pytest.raises(ValueError, match=said):
            load_source(tmp_path / name, model_files[1])


def test_folders_are_named(model_files, tmp_path):
    with pytest.raises(ValueError, match="it is a folder; the converter starts from"):
        load_source(tmp_path, model_files[1])
    (tmp_path / "saved_model.pb").touch()
    with pytest.raises(ValueError, match="it is a SavedModel folder; the converter starts from"):
        load_source(tmp_path, model_files[1])


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
