"""The rounded network as plain layers, channels first, from which older frameworks' formats are made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import keras
import numpy as np
from keras import layers
from numpy.typing import NDArray

from converter.graph import INPUT
from converter.source import Source, adds_to_rows


@dataclass(frozen=True)
class Convolution:
    """kernel: float32 [out, in, height, width]; bias: float32 [out]; stride: (y, x); padding: zeros on each
    side, (y, x)."""

    name: str
    input: str
    kernel: NDArray[np.float32]
    bias: NDArray[np.float32]
    stride: tuple[int, int]
    padding: tuple[int, int]


@dataclass(frozen=True)
class Activation:
    """function: ``relu`` or ``sigmoid``."""

    name: str
    input: str
    function: str


@dataclass(frozen=True)
class MaxPool:
    """Adjacent windows of size × size; those at the right and lower edge may be smaller."""

    name: str
    input: str
    size: int


@dataclass(frozen=True)
class Rows:
    """A map [1, depth * k, height, width] to [1, height * width * k, depth], cell by cell."""

    name: str
    input: str
    depth: int


@dataclass(frozen=True)
class Concat:
    """Rows of several maps, one after the other."""

    name: str
    inputs: tuple[str, ...]


@dataclass(frozen=True)
class Shift:
    """values: float32 [1, rows, depth], added to rows."""

    name: str
    input: str
    values: NDArray[np.float32]


Layer = Convolution | Activation | MaxPool | Rows | Concat | Shift


def list_layers(source: Source) -> list[Layer]:
    """List the rounded network's layers, each after its inputs.

    The input is called ``image``, the output layers have the card's names, and all others keep the names of
    the Keras model.

    Raises:
        ValueError: the network has another kind of layer; the message names it.
    """
    network = source.rounded
    (image,) = network.inputs
    names = {id(image): INPUT}
    names |= {id(tensor): name for tensor, name in zip(network.outputs, source.card.outputs, strict=True)}

    listed: list[Layer] = []
    padded: dict[str, Padded] = {}
    for layer in network.layers:
        if isinstance(layer, layers.InputLayer):
            continue
        name = names.setdefault(id(layer.output), layer.name)
        inputs = tuple(names[id(tensor)] for tensor in keras.tree.flatten(layer.input))
        if isinstance(layer, layers.ZeroPadding2D):
            padded[name] = Padded(inputs[0], _find_padding(layer))
        elif isinstance(layer, layers.Conv2D):
            listed += _translate_convolution(layer, name, padded.get(inputs[0], Padded(inputs[0])))
        else:
            if padded.keys() & {*inputs}:
                raise ValueError(f"layer {layer.name}: expected a convolution after {inputs[0]}")
            listed += _translate(layer, name, inputs)
    return listed


@dataclass(frozen=True)
class Padded:
    """A feature map, and the zeros on each of its sides, (y, x), before a convolution."""

    name: str
    padding: tuple[int, int] = (0, 0)


def _find_padding(layer: layers.ZeroPadding2D) -> tuple[int, int]:
    (top, bottom), (left, right) = layer.padding
    if (top, left) != (bottom, right):
        raise ValueError(f"layer {layer.name}: expected as many zeros on both sides, got {layer.padding}")
    return top, left


def _translate(layer: layers.Layer, name: str, inputs: tuple[str, ...]) -> Iterator[Layer]:
    match layer:
        case layers.ReLU() if (layer.max_value, layer.negative_slope, layer.threshold) == (None, 0, 0):
            yield Activation(name, inputs[0], "relu")
        case layers.Activation():
            yield Activation(name, inputs[0], _name_function(layer))
        case layers.MaxPooling2D() if layer.pool_size == layer.strides == (layer.pool_size[0],) * 2 and (
            layer.padding == "same" or not any(side % layer.pool_size[0] for side in layer.input.shape[1:3])
        ):
            yield MaxPool(name, inputs[0], layer.pool_size[0])
        case layers.Reshape() if len(layer.input.shape) == 4 and len(layer.output.shape) == 3:
            yield Rows(name, inputs[0], layer.output.shape[2])
        case layers.Concatenate() if len(layer.output.shape) == 3 and layer.axis in (1, -2):
            yield Concat(name, inputs)
        case layers.Rescaling() if adds_to_rows(layer):
            yield Shift(name, inputs[0], np.asarray(layer.offset, np.float32)[np.newaxis])
        case _:
            raise ValueError(
                f"layer {layer.name}: expected a convolution and zeros before it, a ReLU, a sigmoid, a "
                "max-pool, a reshape to rows, their concatenation or constants added to them, "
                f"got {type(layer).__name__} {layer.get_config()}"
            )


def _translate_convolution(layer: layers.Conv2D, name: str, image: Padded) -> Iterator[Layer]:
    """A convolution, and its activation if it has one."""
    height, width = layer.kernel_size
    same = layer.padding == "same"
    if (
        {*layer.dilation_rate, layer.groups} != {1}
        or layer.padding not in ("same", "valid")
        or (same and not (height % 2 == width % 2 == 1 and {*layer.strides} == {1}))
    ):
        raise ValueError(
            f"layer {layer.name}: expected a plain convolution, and for the padding 'same' an odd kernel "
            f"and stride 1, got {layer.get_config()}"
        )
    padding = (height // 2, width // 2) if same else (0, 0)
    kernel, *bias = (np.asarray(weights, np.float32) for weights in layer.get_weights())
    function = _name_function(layer)
    linear = function == "linear"
    yield Convolution(
        name if linear else f"{name}_linear",
        image.name,
        np.ascontiguousarray(kernel.transpose(3, 2, 0, 1)),
        bias[0] if bias else np.zeros(layer.filters, np.float32),
        tuple(layer.strides),
        (padding[0] + image.padding[0], padding[1] + image.padding[1]),
    )
    if not linear:
        yield Activation(name, f"{name}_linear", function)


def _name_function(layer: layers.Layer) -> str:
    known = {"relu", "sigmoid"} | ({"linear"} if isinstance(layer, layers.Conv2D) else set())
    name: str = layer.activation.__name__
    if name not in known:
        raise ValueError(f"layer {layer.name}: expected {' or '.join(sorted(known))}, got {name}")
    return name
