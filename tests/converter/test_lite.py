"""The lite network in every format: a 5×5 convolution, strides, and zeros on both sides alike."""

import json
from dataclasses import replace

import keras
import onnx
import pytest
from google.protobuf import text_format

from converter.convert import convert
from converter.formats import FORMATS, caffe, load_format
from converter.layers import Convolution, list_layers
from converter.source import load_source
from tests.converter.conftest import write_model


@pytest.fixture(scope="module")
def lite(small_card, tmp_path_factory):
    """At 132 × 140: sides that a stride of 2 divides and sides that it does not."""
    folder = tmp_path_factory.mktemp("lite")
    return load_source(*write_model(folder, small_card | {"name": "lite", "network": "lite"}))


@pytest.fixture(scope="module")
def folder(lite, options, interpreters, tmp_path_factory):
    output = tmp_path_factory.mktemp("static") / "model-lite"
    conversion = convert(lite, {name: load_format(name, options) for name in FORMATS}, output, num_images=2)
    assert conversion.verified, conversion
    return output


def test_its_layers_have_strides_and_padding(lite):
    convolutions = [layer for layer in list_layers(lite) if isinstance(layer, Convolution)]
    strided = [layer for layer in convolutions if layer.stride != (1, 1)]
    assert [(layer.kernel.shape[2], layer.stride, layer.padding) for layer in strided] == [
        (5, (2, 2), (2, 2)),
        *[(3, (2, 2), (1, 1))] * 5,
    ]
    assert len(convolutions) == 9 + 20


def test_every_format_agrees_with_keras(folder):
    others = json.loads((folder / "other_formats.json").read_text())["export_error"]
    published = json.loads((folder / "card.json").read_text())["published"]["export_error"]
    assert {*others, *published} == set(FORMATS)


def test_the_browser_model_pads_in_its_convolutions(folder):
    model = json.loads((folder / "model.json").read_text())
    operators = {node["op"] for node in model["modelTopology"]["node"]}
    assert operators == {"AddV2", "Const", "Placeholder", "_FusedConv2D", "Reshape", "ConcatV2", "Sigmoid"}


def test_onnx_pads_in_its_convolutions(folder):
    graph = onnx.load(folder / "model.onnx").graph
    assert not {"Pad", "MaxPool"} & {node.op_type for node in graph.node}


def test_caffe_has_the_strides(folder):
    network = text_format.Parse((folder / "model.prototxt").read_text(), caffe.MESSAGES["NetParameter"]())
    strides = [list(layer.convolution_param.stride) for layer in network.layer if layer.type == "Convolution"]
    assert strides.count([2, 2]) == 6


def test_a_padding_that_no_convolution_takes_is_named(source):
    image = keras.layers.Input((132, 140, 3))
    x = keras.layers.ZeroPadding2D(1, name="frame")(image)
    x = keras.layers.ReLU(name="top")(x)
    with pytest.raises(ValueError, match="layer top: expected a convolution after frame"):
        list_layers(replace(source, network=keras.Model(image, [x, x])))
