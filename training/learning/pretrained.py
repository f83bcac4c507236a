"""A published model as the start of a run."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from detector.card import load_card
from detector.network.pytorch import Network, get_weights, set_weights

os.environ.setdefault("KERAS_BACKEND", "torch")
os.environ.setdefault("KERAS_TORCH_DEVICE", "cpu")  # on a GPU convolutions are rounded coarsely

import keras


def load_pretrained(network: Network, model: Path, classes: Sequence[str]) -> list[str]:
    """Copy the weights of a Keras model into a network of the same layout, in place.

    Classes are matched by their names in the card beside the model. A class that the model lacks keeps the
    network's weights. Without a card, all classes do, unless their number is the same in the model.

    Args:
        classes: of the network.

    Returns:
        The classes that the model lacks.

    Raises:
        ValueError: the file is not a Keras model, or a layer is missing or has another shape.
        OSError: it cannot be read.
    """
    if not model.is_file():
        raise FileNotFoundError(f"model: no such file: {model}")
    try:
        source = keras.models.load_model(model, compile=False)
    except (ValueError, TypeError, KeyError, BadZipFile) as error:
        raise ValueError(f"{model}: Keras cannot read it: {error}") from error
    card = model.with_name("card.json")
    known = load_card(card).classes if card.exists() else ()
    given = {layer.name: layer.get_weights() for layer in source.layers}
    fresh: list[str] = []
    for name, layer in network.named_layers():
        weights = given.get(name, [])
        if weights and name.endswith("_cls_out"):
            own = get_weights(layer)
            if not known and weights[-1].shape == own[-1].shape:
                known = tuple(classes)
            fresh = [c for c in classes if c not in known]
            weights = [_by_class(a, known, b, classes) for a, b in zip(weights, own, strict=True)]
        try:
            set_weights(layer, weights)
        except ValueError as error:
            raise ValueError(f"model {model}: layer '{name}': {error}") from error
    return fresh


def _by_class(
    given: NDArray[np.float32], known: Sequence[str], own: NDArray[np.float32], classes: Sequence[str]
) -> NDArray[np.float32]:
    """A kernel or bias of a class head, whose last axis is anchors × classes: given weights by class name,
    the network's own for other classes."""
    merged = own.reshape(*own.shape[:-1], -1, len(classes)).copy()
    if known:
        source = given.reshape(*given.shape[:-1], -1, len(known))
        for index, name in enumerate(classes):
            if name in known:
                merged[..., index] = source[..., known.index(name)]
    return merged.reshape(own.shape)
