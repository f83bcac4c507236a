"""The plain layers that the older formats are written from, and what they cannot express."""

from dataclasses import replace

import keras
import numpy as np
import pytest
from keras import layers

from converter.layers import Activation, Concat, Convolution, Shift, list_layers
from detector.network.grid import grid_offsets


def test_every_layer_stands_after_those_it_needs(source):
    listed = list_layers(source)
    seen = {"image"}
    for layer in listed:
        assert seen.issuperset(layer.inputs if isinstance(layer, Concat) else [layer.input])
        assert layer.name not in seen
        seen.add(layer.name)
    assert {"loc", "cls", "backbone_0_conv", "head_4_cls_out"} <= seen
    assert sum(isinstance(layer, Convolution) for layer in listed) == 28


def test_constants_that_are_added_to_rows_become_a_layer(source):
    (shift,) = (layer for layer in list_layers(source) if isinstance(layer, Shift))
    card = source.card
    assert (shift.name, shift.input) == ("loc", "loc_from_cells")
    np.testing.assert_array_equal(shift.values[0], grid_offsets(card, card.input.height, card.input.width))


def make_source(source, *added):
    """A network of the card's shape whose scores go through more layers."""
    loc, scores = source.network.outputs
    for layer in added:
        scores = layer(scores)
    return replace(source, network=keras.Model(source.network.inputs, [loc, scores]))


def test_a_renamed_output_takes_the_card_s_name(source):
    *_, last = list_layers(make_source(source, layers.Activation("relu", name="other")))
    assert (last.name, last.function) == ("cls", "relu")


@pytest.mark.parametrize(
    ("layer", "message"),
    [
        (layers.Activation("tanh", name="last"), "layer last: expected relu or sigmoid, got tanh"),
        (layers.ReLU(6, name="last"), "layer last: expected a convolution .*, got ReLU"),
        (layers.Rescaling(2, name="last"), "layer last: expected a convolution .*, got Rescaling"),
        (layers.Softmax(name="last"), "layer last: expected a convolution .*, got Softmax"),
    ],
)
def test_a_layer_without_a_translation_is_named(source, layer, message):
    with pytest.raises(ValueError, match=message):
        list_layers(make_source(source, layer))


@pytest.mark.parametrize(
    "options", [{"strides": 2}, {"dilation_rate": 2}, {"kernel_size": 2}, {"groups": 3}], ids=str
)
def test_a_convolution_without_a_translation_is_named(source, options):
    image = layers.Input((132, 140, 3))
    x = layers.Conv2D(**{"filters": 3, "kernel_size": 3, "padding": "same", "name": "stem"} | options)(image)
    other = replace(source, network=keras.Model(image, [x, x]))
    with pytest.raises(ValueError, match="layer stem: expected a plain convolution"):
        list_layers(other)


def test_a_convolution_s_own_activation_becomes_a_layer(source):
    image = layers.Input((132, 140, 3))
    x = layers.Conv2D(3, 3, activation="relu", name="stem")(image)
    y = layers.Conv2D(3, 3, use_bias=False, name="top")(x)
    (
        first,
        second,
        third,
    ) = list_layers(replace(source, network=keras.Model(image, [x, y])))
    assert (first.name, first.padding) == ("loc_linear", (0, 0))
    assert second == Activation("loc", "loc_linear", "relu")
    assert (third.name, third.input, third.bias.tolist()) == ("cls", "loc", [0, 0, 0])
