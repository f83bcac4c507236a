"""Rebuild a network from the architecture that any version of Keras wrote.

Versions differ in how they write a layer's inputs, data types and initial values, and each adds keys that
others refuse. A layer's computation has hardly changed in ten years, so only that is read.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from detector.card import Card
from detector.network.grid import grid_offsets

FOR_TRAINING = ("_initializer", "_regularizer", "_constraint")
"""Ends of keys that don't say what a trained layer computes."""

NOT_READ = ("name", "dtype", "trainable", "module", "momentum")

Architecture = Mapping[str, Any]
Weights = Mapping[str, list[NDArray[Any]]]
Reference = tuple[str, int, int]
"""Name of a layer, which of its calls, which of its outputs."""


class UnknownLayer(ValueError):  # noqa: N818
    """A layer, or a use of it, that is not supported here."""


def rebuild_network(architecture: Architecture, weights: Weights, card: Card) -> keras.Model:
    """Build a network in float32 for the input size of a card.

    Args:
        architecture: decoded JSON from ``to_json`` or a file of Keras 2 or 3.
        weights: by layer, in the layer's own order.

    Raises:
        UnknownLayer: a part of it is not read here.
        ValueError: it makes no sense for that size, or weights and layers disagree.
    """
    config = architecture["config"]
    layers = {layer.get("name") or layer["config"]["name"]: layer for layer in config["layers"]}
    inputs, outputs = (list(_references(config[key])) for key in ("input_layers", "output_layers"))
    if len(inputs) != 1:
        raise UnknownLayer(f"expected one input, got {len(inputs)}")
    old = _input_shape(layers[inputs[0][0]]["config"])
    size = (card.input.height, card.input.width, 3)
    resized = tuple(old) != size
    image = keras.Input(size, name=inputs[0][0])
    made: dict[str, keras.layers.Layer] = {}
    tensors: dict[Reference, Any] = {inputs[0]: image}

    def compute(reference: Reference) -> Any:
        name, call, index = reference
        if reference not in tensors:
            if index or name not in layers:
                raise UnknownLayer(f"layer '{name}': expected a layer with one output")
            if name not in made:
                made[name] = _make_layer(name, layers[name], card if resized else None)
            arguments = _arguments(name, layers[name]["inbound_nodes"][call])
            given = [compute(argument) for argument in arguments]
            tensors[reference] = made[name](given if len(given) > 1 else given[0])
        return tensors[reference]

    try:
        network = keras.Model(image, [compute(reference) for reference in outputs])
    except UnknownLayer:
        raise
    except ValueError as error:
        if not resized:
            raise
        raise ValueError(
            f"it takes pictures of shape {list(old)} and cannot be made to take the card's {list(size)}"
        ) from error
    for name, layer in made.items():
        set_weights(layer, weights.get(name, []))
    return network


def set_weights(layer: keras.layers.Layer, weights: list[NDArray[Any]]) -> None:
    """Set the weights of a layer, of any type of numbers.

    Raises:
        ValueError: their number or a shape does not match the layer.
    """
    expected, got = [list(w.shape) for w in layer.weights], [list(w.shape) for w in weights]
    if expected != got:
        raise ValueError(f"layer '{layer.name}': expected weights of shape {expected}, got {got}")
    layer.set_weights([np.asarray(w, np.float32) for w in weights])


def _make_layer(name: str, layer: Mapping[str, Any], card: Card | None) -> keras.layers.Layer:
    """card: of the network, if its input size differs from the saved one."""
    kind = getattr(keras.layers, layer["class_name"], None)
    if kind is None or kind is keras.layers.Lambda:
        raise UnknownLayer(f"layer '{name}': cannot be read, it is a {layer['class_name']}")
    known = inspect.signature(kind.__init__).parameters
    settings = {}
    for key, value in layer["config"].items():
        if key in NOT_READ or key.endswith(FOR_TRAINING):
            continue
        if key in known:
            settings[key] = _decode(name, key, value)
        elif value not in (None, False, [], {}):
            raise UnknownLayer(f"layer '{name}' ({kind.__name__}): '{key}' is not known, it is {value!r:.80}")
    if kind is keras.layers.BatchNormalization and isinstance(settings.get("axis"), list):
        (settings["axis"],) = settings["axis"]
    if kind is keras.layers.Rescaling and card and np.ndim(settings["offset"]) == 2:
        settings["offset"] = grid_offsets(card, card.input.height, card.input.width)
    return kind(**settings, name=name)


def _decode(name: str, key: str, value: Any) -> Any:
    match value:
        case {"class_name": "function", "config": str(function)}:  # since Keras 2.13
            return function
        case {"class_name": "__numpy__" | "__tensor__", "config": {"value": array}}:
            return np.asarray(array, np.float32)
        case {"type": "ndarray", "value": array}:  # Keras 2
            return array
        case {"class_name": kind}:
            raise UnknownLayer(f"layer '{name}': '{key}' cannot be read, it is a {kind}")
    return value


def _arguments(name: str, node: Any) -> list[Reference]:
    """The tensors that a layer is called with, in order."""
    if isinstance(node, dict):
        settings = node["kwargs"]
        node = node["args"]
        if len(node) != 1:
            raise UnknownLayer(f"layer '{name}': expected one argument, got {len(node)}")
    else:
        settings = {}
    if any(value not in (None, False) for value in settings.values()):
        raise UnknownLayer(f"layer '{name}': is called with {settings!r:.80}")
    arguments = list(_references(node))
    if not arguments:
        raise UnknownLayer(f"layer '{name}': expected an input, got {node!r:.80}")
    return arguments


def _references(tree: Any) -> Iterator[Reference]:
    """Every reference to a tensor: Keras 2 writes [name, call, index, …], Keras 3 an object."""
    match tree:
        case [str(name), int(call), int(index), *_]:
            yield name, call, index
        case {"class_name": "__keras_tensor__", "config": {"keras_history": [name, call, index]}}:
            yield name, call, index
        case dict():
            for branch in tree.values():
                yield from _references(branch)
        case list():
            for branch in tree:
                yield from _references(branch)


def _input_shape(config: Mapping[str, Any]) -> list[int]:
    """[height, width, 3]."""
    shape: list[int] = config.get("batch_shape") or config.get("batch_input_shape") or [None]
    return shape[1:]
