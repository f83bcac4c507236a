"""Models that Keras 2 saved, in every form they are found in, with names and output order of their own."""

import json
import re
import shutil
from dataclasses import replace

import h5py
import keras
import numpy as np
import pytest

from converter import convert
from converter.__main__ import main
from converter.keras_files import NOT_LAYERS, split_number
from converter.quiet import quiet
from converter.reading import read_network
from converter.source import load_source
from detector.card import load_card
from detector.network.keras import build_network
from tests.converter.layout_2020 import build_layout_2020
from tests.converter.test_source import LARGER, write_card

with quiet():
    import tf_keras

MIXED = {"class_name": "Policy", "config": {"name": "mixed_float16"}}
"""What Keras 2 writes for layers that compute in float16 and keep float32."""


@pytest.fixture(scope="module")
def old(source, tmp_path_factory):
    """(folder with the model in every form, a picture, what Keras 2 computes for it)."""
    folder = tmp_path_factory.mktemp("old")
    with quiet():
        card = source.card
        size = card.input.height, card.input.width
        network = build_layout_2020(tf_keras, *size, card.anchors.per_cell, len(card.classes))
        network.save(folder / "whole.hdf5")
        network.save(folder / "zipped.keras")
        network.save_weights(folder / "parts.hdf5")
        network.save_weights(folder / "parts.weights.h5")
        for name in ("parts", "numbered"):
            (folder / f"{name}.json").write_text(network.to_json())
        picture = np.random.default_rng(5).random((1, *network.input_shape[1:]), np.float32)
        scores, offsets = (x.numpy() for x in network(picture, training=False))
    age(shutil.copy(folder / "whole.hdf5", folder / "aged.hdf5"))
    number_as_keras_2_12(shutil.copy(folder / "parts.weights.h5", folder / "numbered.weights.h5"))
    change_settings(shutil.copy(folder / "whole.hdf5", folder / "newer.hdf5"), optional=False)
    change_settings(shutil.copy(folder / "whole.hdf5", folder / "mixed.hdf5"), dtype=MIXED)
    with h5py.File(shutil.copy(folder / "whole.hdf5", folder / "more.hdf5"), "r+") as file:
        file.create_group("optimizer_weights/Adam/m")["kernel:0"] = np.zeros(3)
        file.create_group("my_notes").attrs["weight_names"] = [b"mine"]
    return folder, picture, (offsets, scores)


def age(path):
    """Take from a file what Keras 2.2 did not yet write."""
    with h5py.File(path, "r+") as file:
        config = json.loads(file.attrs["model_config"])
        config["class_name"] = "Model"
        for layer in config["config"]["layers"]:
            layer.pop("build_config", None)
            layer["config"].pop("groups", None)
            if layer["class_name"] == "BatchNormalization":
                layer["config"]["axis"] = -1
        file.attrs["model_config"] = json.dumps(config).encode()
        file.attrs["keras_version"] = b"2.2.4"


def number_as_keras_2_12(path):
    """Call layers conv2d, conv2d_2, conv2d_4 …, and not by name."""
    with h5py.File(path, "r+") as file:
        (layers,) = (folder for name, folder in file.items() if name not in NOT_LAYERS)
        for old in list(layers):
            layers[old]["vars"].attrs.pop("name", None)
            kind, number = split_number(old)
            layers.move(old, f"new/{kind}_{2 * number}" if number else f"new/{kind}")
        file.move(f"{layers.name}/new", "numbered")
        del file[layers.name]


def change_settings(path, **settings):
    """Write keys into the settings of every layer."""
    with h5py.File(path, "r+") as file:
        config = json.loads(file.attrs["model_config"])
        for layer in config["config"]["layers"]:
            layer["config"].update(settings)
        file.attrs["model_config"] = json.dumps(config)


@pytest.mark.parametrize(
    "name",
    [
        "whole.hdf5",
        "aged.hdf5",
        "newer.hdf5",
        "mixed.hdf5",
        "more.hdf5",
        "zipped.keras",
        "parts.hdf5",
        "parts.weights.h5",
        "numbered.weights.h5",
    ],
)
def test_a_keras_2_file_computes_what_keras_2_computed(old, model_files, name):
    folder, picture, expected = old
    with quiet():
        network = load_source(folder / name, model_files[1]).network
    for got, want in zip(network(picture, training=False), expected, strict=True):
        assert np.ptp(want) > 0.01
        np.testing.assert_allclose(got, want, atol=1e-5)


def test_an_old_model_becomes_a_page_and_every_other_kind_of_file(
    old, model_files, tmp_path, monkeypatch, capsys
):
    monkeypatch.setattr(convert, "NUM_IMAGES", 2)
    source, card = str(old[0] / "aged.hdf5"), str(model_files[1])
    formats = ["tfjs", "onnx", "pytorch", "caffe"]
    assert main([*formats, "--source", source, "--card", card, "--output", str(tmp_path)]) == 0
    assert capsys.readouterr().out.count("  ok") == len(formats)


@pytest.mark.parametrize("name", ["aged.hdf5", "zipped.keras", "parts.hdf5"])
def test_a_keras_2_file_at_another_size(old, model_files, small_card, tmp_path, name):
    small = load_source(old[0] / name, model_files[1]).network
    large = load_source(old[0] / name, write_card(tmp_path, small_card, **LARGER)).network
    picture = np.random.default_rng(6).random((1, 260, 280, 3), np.float32)
    for got, want in zip(large(picture), small(picture[:, :132, :140]), strict=True):
        np.testing.assert_allclose(got[0, : 4 * 8], want[0, : 4 * 8], atol=1e-5)


@pytest.fixture(scope="module")
def new(model_files):
    """Our own network in Keras 3."""
    return keras.models.load_model(model_files[0], compile=False)


def assert_same_network(read, network):
    for got, want in zip(read.get_weights(), network.get_weights(), strict=True):
        np.testing.assert_array_equal(got, want)
    picture = np.random.default_rng(5).random((1, *network.input_shape[1:]), np.float32)
    for got, want in zip(read(picture), network(picture), strict=True):
        np.testing.assert_allclose(got, want, atol=1e-5)


@pytest.mark.parametrize("name", ["model.h5", "model.keras", "model.weights.h5"])
def test_keras_3_files(new, model_files, tmp_path, name):
    with quiet():
        (new.save_weights if "weights" in name else new.save)(tmp_path / name)
    assert_same_network(read_network(tmp_path / name, load_card(model_files[1])), new)


def test_keras_3_weights_with_their_architecture(new, model_files, tmp_path):
    new.save_weights(tmp_path / "new.weights.h5")
    (tmp_path / "elsewhere.json").write_text(new.to_json())
    read = read_network(tmp_path / "new.weights.h5", load_card(model_files[1]), tmp_path / "elsewhere.json")
    assert_same_network(read, new)


def test_a_keras_3_file_in_mixed_precision_with_its_optimizer(new, model_files, tmp_path):
    keras.config.set_dtype_policy("mixed_bfloat16")
    try:
        mixed = build_network(load_card(model_files[1]))
    finally:
        keras.config.set_dtype_policy("float32")
    mixed.set_weights(new.get_weights())
    mixed.compile(keras.optimizers.Adam(), loss=["mse", "mse"])
    picture = np.zeros((1, *new.input_shape[1:]), np.float32)
    mixed.train_on_batch(picture, [np.zeros(x.shape[1:])[np.newaxis] for x in new.outputs])
    new.set_weights([w.astype(np.float32) for w in mixed.get_weights()])
    for name in ("mixed.keras", "mixed.h5"):
        with quiet():
            mixed.save(tmp_path / name)
        assert_same_network(read_network(tmp_path / name, load_card(model_files[1])), new)


def test_a_layer_that_is_ours_only_by_name_is_refused(new, model_files, tmp_path):
    path = tmp_path / "new.weights.h5"
    new.save_weights(path)
    card = replace(load_card(model_files[1]), classes=("mask", "no_mask"))
    with pytest.raises(
        ValueError, match=r"layer 'head_0_cls_out': expected weights of shape .* 8\], .* 12\]"
    ):
        read_network(path, card)


def test_a_setting_that_means_something_is_not_dropped(old, model_files, tmp_path):
    path = shutil.copy(old[0] / "whole.hdf5", tmp_path / "odd.hdf5")
    change_settings(path, rotation=90)
    with pytest.raises(
        ValueError, match=r"odd\.hdf5: layer '.*' \(.*\): 'rotation' is not known, it is 90"
    ) as caught:
        load_source(path, model_files[1])
    assert len(str(caught.value)) < 400


def test_a_network_of_other_layers_is_read_by_keras_itself(small_card, model_files, tmp_path):
    x = image = keras.Input((132, 140, 3))
    inner = keras.Input((132, 140, 3))
    x = keras.Model(inner, keras.layers.SeparableConv2D(4, 3)(inner), name="backbone")(x)
    keras.Model(image, x).save(tmp_path / "nested.keras")
    network = read_network(tmp_path / "nested.keras", load_card(model_files[1]))
    assert network.get_layer("backbone")


def test_weights_without_their_architecture(old, model_files, tmp_path):
    path = shutil.copy(old[0] / "parts.hdf5", tmp_path / "lonely.hdf5")
    with pytest.raises(
        ValueError, match=rf"{re.escape(str(path))} contains only weights: .*lonely\.json.*--archi"
    ):
        read_network(path, load_card(model_files[1]))


def test_an_architecture_that_is_not_there(old, model_files, tmp_path):
    with pytest.raises(FileNotFoundError, match=r"no such file: .*absent\.json"):
        read_network(old[0] / "parts.hdf5", load_card(model_files[1]), tmp_path / "absent.json")
