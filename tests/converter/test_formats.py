"""What the exported files hold, for a card of another input size and with a class more."""

import json
import re
import shutil
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

import cv2
import keras
import numpy as np
import onnx
import pytest
import tensorflow as tf
import torch
from google.protobuf import text_format
from tensorflow.lite.tools import flatbuffer_utils

from converter import environments
from converter.convert import convert
from converter.formats import FORMATS, PUBLISHED, Options, caffe, load_format
from converter.quiet import quiet
from converter.verify import ROUNDING
from detector.backends import load_backend
from detector.card import load_card
from detector.network.pytorch import Network
from detector.network.rounding import WEIGHT_TYPES

ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(converted):
    return converted[0]


def test_the_folder_holds_the_formats_and_the_card(folder):
    files = {file for entry in FORMATS.values() for file in entry.files}
    assert {path.name for path in folder.iterdir()} == {"card.json", "other_formats.json", *files}


def test_the_browser_model_names_its_tensors_as_the_card_does(folder, source):
    model = json.loads((folder / "model.json").read_text())
    nodes = {node["name"]: node["op"] for node in model["modelTopology"]["node"]}
    assert nodes["image"] == "Placeholder"
    assert {"loc", "cls"} < set(nodes)
    shapes = {
        name: [int(size["size"]) for size in tensor["tensorShape"]["dim"]]
        for side in ("inputs", "outputs")
        for name, tensor in model["signature"][side].items()
    }
    anchors = source.card.anchors.num_anchors
    assert shapes == {"image": [1, 132, 140, 3], "loc": [1, anchors, 4], "cls": [1, anchors, 3]}


def test_the_browser_model_is_fused(folder):
    model = json.loads((folder / "model.json").read_text())
    operators = Counter(node["op"] for node in model["modelTopology"]["node"])
    assert operators.pop("_FusedConv2D") == 28
    assert set(operators) == {"AddV2", "Const", "Placeholder", "MaxPool", "Reshape", "ConcatV2", "Sigmoid"}


def test_onnx_names_its_tensors_and_carries_the_card(folder, source, small_card):
    model = onnx.load(folder / "model.onnx")
    shapes = {
        value.name: [dim.dim_param or dim.dim_value for dim in value.type.tensor_type.shape.dim]
        for value in (*model.graph.input, *model.graph.output)
    }
    anchors = source.card.anchors.num_anchors
    any_number = "pictures"
    assert shapes == {
        "image": [any_number, 132, 140, 3],
        "loc": [any_number, anchors, 4],
        "cls": [any_number, anchors, 3],
    }
    assert Counter(node.op_type for node in model.graph.node)["Conv"] == 28
    assert "BatchNormalization" not in {node.op_type for node in model.graph.node}
    (metadata,) = model.metadata_props
    assert metadata.key == "card"
    assert json.loads(metadata.value) == small_card


def test_int8_needs_pictures(source, options, tmp_path):
    with pytest.raises(ValueError, match=r"needs photos of faces .*--pictures FOLDER"):
        load_format("tflite_int8", Options())
    (tmp_path / "one.png").write_bytes((options.pictures / "0.png").read_bytes())
    with pytest.raises(ValueError, match=r"expected at least \d+ pictures in .*, got 1"), quiet():
        load_format("tflite_int8", Options(pictures=tmp_path)).export(source, tmp_path)


def test_a_damaged_picture_is_named(source, options, tmp_path):
    (tmp_path / "notes.txt").write_text("not a picture")
    (tmp_path / "torn.png").write_bytes((options.pictures / "0.png").read_bytes()[:200])
    with pytest.raises(ValueError, match=r"torn\.png: The picture is damaged"), quiet():
        load_format("tflite_int8", Options(pictures=tmp_path)).export(source, tmp_path)


def test_a_runtime_that_dies_without_a_word_is_one_sentence(monkeypatch, tmp_path):
    python = tmp_path / "python"
    python.write_text("#!/bin/sh\nkill -9 $$\n")
    python.chmod(0o755)
    monkeypatch.setattr(environments, "find_python", lambda name: python)
    with pytest.raises(ValueError, match="mxnet ended with status -9: it said nothing"):
        environments.run_apart("mxnet", tmp_path / "model", tmp_path / "card.json", np.zeros(1, np.float32))


def test_the_state_dict_is_that_of_the_readable_module(folder, source):
    state = torch.load(folder / "model.pt", weights_only=True)
    assert {name: value.shape for name, value in state.items()} == {
        name: value.shape for name, value in Network(source.card).state_dict().items()
    }


def test_the_exported_program_holds_no_batch_norm_and_tells_nothing_of_this_machine(folder):
    program = torch.export.load(folder / "model.pt2")
    targets = Counter(str(node.target) for node in program.graph.nodes if node.op == "call_function")
    assert targets["aten.conv2d.default"] == 28
    assert not any("batch_norm" in target for target in targets)
    with zipfile.ZipFile(folder / "model.pt2") as archive:
        assert not any(str(Path.cwd()).encode() in archive.read(name) for name in archive.namelist())


def test_the_example_of_the_guide_runs(tmp_path, monkeypatch):
    guide = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```python\n(.*?)```", guide, re.DOTALL)
    folder = tmp_path / "static" / "model"
    folder.mkdir(parents=True)
    card = folder / "card.json"
    shutil.copyfile(ROOT / "models" / "card.json", card)
    torch.save(Network(load_card(card)).state_dict(), folder / "model.pt")
    monkeypatch.chdir(tmp_path)
    names = {}
    exec(example, names)
    assert names["bbox_regression"].shape == (1, 5972, 4)
    assert names["logits"].shape == (1, 5972, 2)


def test_pytorch_is_told_of_a_network_whose_boxes_are_counted_from_their_anchors(source, tmp_path):
    before = source.network.get_layer("loc_from_cells").output
    other = replace(
        source, network=keras.Model(source.network.inputs[0], [before, source.network.outputs[1]])
    )
    load_format("pytorch", Options()).export(other, tmp_path)
    assert torch.load(tmp_path / "model.pt", weights_only=True)["from_cells"] == 0
    picture = np.random.default_rng(9).random((1, 132, 140, 3), np.float32)
    (_, (offsets, _)), _ = load_format("pytorch", Options()).run(other, tmp_path, picture)
    np.testing.assert_allclose(offsets, other.rounded(picture, training=False)[0], atol=1e-4)


def test_pytorch_refuses_another_network(source, tmp_path):
    layer = source.network.get_layer("backbone_0_conv")
    other = keras.models.clone_model(
        source.network,
        clone_function=lambda x: x.__class__.from_config(
            x.get_config() | ({"kernel_size": 5} if x is layer else {})
        ),
    )
    with pytest.raises(ValueError, match="layer backbone_0_conv does not fit the PyTorch network"):
        load_format("pytorch", Options()).export(replace(source, network=other), tmp_path)


def test_opencv_reads_what_keras_computes(folder, source):
    picture = np.random.default_rng(9).random((1, 132, 140, 3), np.float32)
    net = cv2.dnn.readNetFromONNX(str(folder / "model.onnx"))
    net.setInput(picture)
    for got, want in zip(net.forward(["loc", "cls"]), source.rounded(picture, training=False), strict=True):
        assert np.ptp(want) > 0.1
        np.testing.assert_allclose(got, want, atol=1e-4)


def test_caffe_s_two_files_hold_layers_and_weights(folder, source):
    network = text_format.Parse((folder / "model.prototxt").read_text(), caffe.MESSAGES["NetParameter"]())
    assert Counter(layer.type for layer in network.layer)["Convolution"] == 28
    assert {"loc", "cls"} <= {layer.name for layer in network.layer}
    size = (folder / "model.caffemodel").stat().st_size
    assert size == pytest.approx(4 * source.folded.count_params(), rel=0.02)


def test_the_symbol_names_its_tensors_as_the_card_does(folder):
    symbol = json.loads((folder / "model-symbol.json").read_text())
    assert [symbol["nodes"][number]["name"] for number, _, _ in symbol["heads"]] == ["loc", "cls"]
    assert symbol["nodes"][0]["name"] == "image"


@pytest.mark.parametrize("name", environments.NAMES)
def test_a_format_without_its_environment_says_how_to_make_it(monkeypatch, tmp_path, name):
    monkeypatch.setattr(environments, "FOLDER", tmp_path)
    with pytest.raises(ValueError, match=f"'{name}' is verified .* python -m converter.environments {name}"):
        load_format(name, Options())


@pytest.mark.parametrize(("name", "file"), [("mxnet", "model-0000.params"), ("paddle", "model.pdiparams")])
def test_a_truncated_file_is_refused_in_the_runtime_s_words(folder, source, tmp_path, name, file):
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    (tmp_path / file).write_bytes((folder / file).read_bytes()[:1000])
    with pytest.raises(ValueError, match=r"model: .* cannot read .*"):
        list(load_format(name, Options()).run(source, tmp_path, np.zeros((1, 132, 140, 3), np.float32)))


@pytest.mark.parametrize(
    ("backend", "file"),
    [
        ("litert", "model.tflite"),
        ("tensorflow", "saved_model"),
        ("tensorflow", "model.pb"),
        ("caffe", "model.prototxt"),
    ],
)
def test_an_output_that_a_file_lacks_is_named(folder, source, backend, file):
    card = replace(source.card, outputs=source.card.outputs._replace(scores="scores"))
    with pytest.raises(ValueError, match=rf"model: expected an output 'scores' in .*{file}, got .*loc"):
        load_backend(backend, folder / file, card)


def test_every_format_is_within_its_tolerance_and_not_by_chance(converted):
    for result in converted[1].values():
        assert result.verified
        assert result.error.bbox_regression > 0


def test_the_card_is_the_authors_and_what_was_measured(converted, small_card, source):
    folder, results = converted
    card = json.loads((folder / "card.json").read_text())
    published = card.pop("published")
    assert card == small_card
    assert published["num_anchors"] == source.card.anchors.num_anchors
    assert published["weights_sha256"] == source.weights_sha256
    assert published["average_precision"] == {"dataset": "val", "ap50": {"mean": 0.5}}
    others = json.loads((folder / "other_formats.json").read_text())
    assert (others["weights_sha256"], others["weight_type"]) == (source.weights_sha256, "uint8")
    assert list(published["export_error"]) == list(PUBLISHED)
    assert [*PUBLISHED, *others["export_error"]] == list(FORMATS)
    for name, result in results.items():
        stated = (published["export_error"] | others["export_error"])[name]
        assert result.error.bbox_regression <= stated["loc"] <= 2 * result.error.bbox_regression
        assert result.error.scores <= stated["cls"] <= 2 * result.error.scores
    load_card(folder / "card.json")


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "saved_model"])
def test_exporting_again_gives_the_same_bytes(folder, source, options, tmp_path, name):
    """In one process a SavedModel's functions have a running number in their names."""
    with quiet():
        load_format(name, options).export(source, tmp_path)
    for file in FORMATS[name].files:
        assert (tmp_path / file).read_bytes() == (folder / file).read_bytes(), file


def test_the_frozen_graph_holds_only_plain_operators_in_order(folder):
    graph = tf.compat.v1.GraphDef.FromString((folder / "model.pb").read_bytes())
    operators = Counter(node.op for node in graph.node)
    assert operators.pop("Conv2D") == operators.pop("BiasAdd") == 28
    plain = {"AddV2", "Const", "Placeholder", "Relu", "MaxPool", "Reshape", "ConcatV2", "Sigmoid"}
    assert set(operators) == plain
    seen = set()
    for node in graph.node:
        assert seen.issuperset(node.input)
        seen.add(node.name)


def test_the_saved_model_names_its_tensors_and_carries_the_card(folder, small_card):
    signature = tf.saved_model.load(str(folder / "saved_model")).signatures["serving_default"]
    assert set(signature.structured_input_signature[1]) == {"image"}
    assert set(signature.structured_outputs) == {"loc", "cls"}
    assert json.loads((folder / "saved_model/assets.extra/card.json").read_text()) == small_card


@pytest.mark.parametrize(
    ("file", "bytes_per_weight"), [("model.tflite", 4), ("model_fp16.tflite", 2), ("model_int8.tflite", 1)]
)
def test_tflite_holds_the_weights_and_the_card(folder, source, small_card, file, bytes_per_weight):
    content = (folder / file).read_bytes()
    assert len(content) == pytest.approx(source.folded.count_params() * bytes_per_weight, rel=0.1)
    model = flatbuffer_utils.read_model_from_bytearray(bytearray(content))
    cards = [m.buffer for m in model.metadata if m.name == b"card"]
    assert [json.loads(bytes(model.buffers[index].data)) for index in cards] == [small_card]


@pytest.mark.parametrize("weights", WEIGHT_TYPES)
def test_weight_types(source, tmp_path, weights):
    """The browser file holds kernels in their type, all else in float32, and gives what Keras gives."""
    typed = replace(source, weight_type=weights)
    conversion = convert(typed, {"tfjs": load_format("tfjs", Options())}, tmp_path, num_images=2)
    assert conversion.verified
    assert (conversion.rounding.scores == 0) == (weights == "f32")
    card = json.loads((tmp_path / "card.json").read_text())
    assert card["published"]["weight_type"] == weights
    assert card["published"]["rounding_error"]["cls"] <= ROUNDING[weights].scores

    kernels = sum(np.prod(w.shape) for w in source.folded.weights if len(w.shape) == 4)
    others = 4 * (source.folded.count_params() - kernels + 4 * source.card.anchors.num_anchors)
    size = (tmp_path / "group1-shard1of1.bin").stat().st_size
    assert size == pytest.approx(kernels * WEIGHT_TYPES[weights].size + others, abs=200)


@pytest.mark.parametrize("file", ["model.onnx", "model.pt"])
def test_other_files_hold_the_rounded_kernels(folder, source, file):
    if file == "model.onnx":
        tensors = map(onnx.numpy_helper.to_array, onnx.load(folder / file).graph.initializer)
    else:
        tensors = (value.numpy() for value in torch.load(folder / file, weights_only=True).values())
    kernels = [tensor for tensor in tensors if tensor.ndim == 4]
    assert len(kernels) == 28
    for kernel in kernels:
        assert len(np.unique(kernel)) <= 256
    assert not any(len(np.unique(w)) <= 256 for w in source.folded.get_weights() if w.size > 1000)


def test_a_format_for_oneself_leaves_the_published_card_as_it_is(source, folder, tmp_path):
    published = Path(shutil.copytree(folder, tmp_path / "model"))
    before = (published / "card.json").read_bytes()
    convert(source, {"tflite": load_format("tflite", Options())}, published, num_images=3)
    assert (published / "card.json").read_bytes() == before
    assert "tflite" in json.loads((published / "other_formats.json").read_text())["export_error"]


def test_a_single_format_joins_those_of_the_same_model(source, tmp_path):
    for name in ("onnx", "tfjs"):
        convert(source, {name: load_format(name, Options())}, tmp_path, num_images=1)
    published = load_card(tmp_path / "card.json").published
    assert set(published["export_error"]) == {"tfjs", "onnx"}


def test_a_caffe_model_is_read_from_either_of_its_files(folder, source):
    image = np.zeros((1, source.card.input.height, source.card.input.width, 3), np.float32)
    first, second = (
        load_backend("caffe", folder / f"model.{suffix}", source.card).run(image)
        for suffix in ("prototxt", "caffemodel")
    )
    for a, b in zip(first, second, strict=True):
        np.testing.assert_array_equal(a, b)
