"""Models that Keras 2 saved, in every form they are found in, with names and output order of their own."""

import json
import re
import shutil

import h5py
import keras
import numpy as np
import pytest

from converter import convert
from converter.__main__ import main
from converter.quiet import quiet
from converter.reading import read_network
from converter.source import load_source
from detector.network.architecture import LAYOUTS

with quiet():
    import tf_keras
    from tf_keras import layers

EPSILON = 1e-5
"""Of batch normalisation: another one than ours, so that it matters where it is read."""


def convolve(x, channels, name, padding="same"):
    x = layers.Conv2D(channels, 3, padding=padding, use_bias=False, name=name)(x)
    x = layers.BatchNormalization(epsilon=EPSILON, name=f"{name}_norm")(x)
    return layers.Activation("relu", name=f"{name}_relu")(x)


def build_old_network(card):
    """The layout of 2020 in Keras 2, its outputs in the other order than ours and called otherwise."""
    x = image = layers.Input((card.input.height, card.input.width, 3), name="data")
    scores, offsets = [], []
    layout = LAYOUTS["usual"]
    for index, block in enumerate(layout.backbone):
        x = convolve(x, block.channels, f"conv{index}", "same" if block.padding else "valid")
        if index >= 3:
            for outputs, kind, depth in ((scores, "c", len(card.classes)), (offsets, "l", 4)):
                y = convolve(x, layout.head_channels, f"{kind}{index}")
                y = layers.Conv2D(
                    card.anchors.per_cell * depth, 3, padding="same", name=f"{kind}{index}_out"
                )(y)
                outputs.append(layers.Reshape((-1, depth), name=f"{kind}{index}_rows")(y))
        if block.pooled:
            x = layers.MaxPooling2D(2, padding="same", name=f"pool{index}")(x)
    scores = [layers.Activation("sigmoid", name=f"s{index}")(y) for index, y in enumerate(scores)]
    joined = [
        layers.Concatenate(axis=1, name=f"all_{kind}")(y) for kind, y in (("c", scores), ("l", offsets))
    ]
    network = tf_keras.Model(image, joined)
    generator = np.random.default_rng(4)
    for layer in network.layers:
        if isinstance(layer, layers.BatchNormalization):
            shape = layer.get_weights()[0].shape
            ranges = ((0.7, 1.4), (-0.2, 0.2), (-0.2, 0.2), (0.5, 1.5))
            layer.set_weights([generator.uniform(low, high, shape) for low, high in ranges])
    return network


@pytest.fixture(scope="module")
def old(source, tmp_path_factory):
    """(folder with the model in every form, a picture, what Keras 2 computes for it)."""
    folder = tmp_path_factory.mktemp("old")
    with quiet():
        network = build_old_network(source.card)
        network.save(folder / "whole.hdf5")
        network.save(folder / "zipped.keras")
        network.save_weights(folder / "parts.hdf5")
        (folder / "parts.json").write_text(network.to_json())
        picture = np.random.default_rng(5).random((1, *network.input_shape[1:]), np.float32)
        scores, offsets = (x.numpy() for x in network(picture, training=False))
    age(shutil.copy(folder / "whole.hdf5", folder / "aged.hdf5"))
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


@pytest.mark.parametrize("name", ["whole.hdf5", "aged.hdf5", "zipped.keras", "parts.hdf5"])
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


@pytest.mark.parametrize("suffix", ["h5", "keras"])
def test_keras_3_files(model_files, tmp_path, suffix):
    network = keras.models.load_model(model_files[0], compile=False)
    with quiet():
        network.save(tmp_path / f"model.{suffix}")
        read = read_network(tmp_path / f"model.{suffix}")
    assert [w.shape for w in read.get_weights()] == [w.shape for w in network.get_weights()]


def test_keras_3_weights_with_their_architecture(model_files, tmp_path):
    network = keras.models.load_model(model_files[0], compile=False)
    network.save_weights(tmp_path / "new.weights.h5")
    (tmp_path / "elsewhere.json").write_text(network.to_json())
    read = read_network(tmp_path / "new.weights.h5", tmp_path / "elsewhere.json")
    for got, want in zip(read.get_weights(), network.get_weights(), strict=True):
        np.testing.assert_array_equal(got, want)


def test_weights_without_their_architecture(old, tmp_path):
    path = shutil.copy(old[0] / "parts.hdf5", tmp_path / "lonely.hdf5")
    with pytest.raises(
        ValueError, match=rf"{re.escape(str(path))} holds weights alone: .*lonely\.json.*--archi"
    ):
        read_network(path)


def test_an_architecture_that_is_not_there(old, tmp_path):
    with pytest.raises(FileNotFoundError, match=r"no such file: .*absent\.json"):
        read_network(old[0] / "parts.hdf5", tmp_path / "absent.json")
