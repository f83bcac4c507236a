"""A published model as the start of a run."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from zipfile import BadZipFile

from detector.card import load_card
from detector.network.pytorch import Network, get_weights, set_weights

os.environ.setdefault("KERAS_BACKEND", "torch")
os.environ.setdefault("KERAS_TORCH_DEVICE", "cpu")  # on a GPU convolutions are rounded coarsely

import keras


def load_pretrained(network: Network, model: Path, classes: Sequence[str]) -> list[str]:
    """Copy the weights of a Keras model into a network of the same layout, in place.

    The last convolutions of the class heads stay as they are where the model has other classes: another
    number of them, or other names in the card beside it, if there is one.

    Args:
        classes: of the network.

    Returns:
        Names of the layers that stay as they are.

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
    same_classes = not card.exists() or load_card(card).classes == tuple(classes)
    given = {layer.name: layer.get_weights() for layer in source.layers}
    fresh = []
    for name, layer in network.named_layers():
        weights = given.get(name, [])
        fits = [w.shape for w in weights] == [w.shape for w in get_weights(layer)]
        if weights and name.endswith("_cls_out") and not (fits and same_classes):
            fresh.append(name)
            continue
        try:
            set_weights(layer, weights)
        except ValueError as error:
            raise ValueError(f"model {model}: layer '{name}': {error}") from error
    return fresh
