"""A published model as the start of a run."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from detector.card import load_card
from detector.network.pytorch import Network

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
        weights = _from_keras(given.get(name, []))
        targets = _parameters(layer)
        expected, got = [list(t.shape) for t in targets], [list(w.shape) for w in weights]
        is_class_output = name.endswith("_cls_out")
        if expected == got and (same_classes or not is_class_output):
            for target, weight in zip(targets, weights, strict=True):
                target.data.copy_(torch.from_numpy(weight))
        elif got and is_class_output:
            fresh.append(name)
        else:
            raise ValueError(
                f"model {model}: layer '{name}': expected weights of shape {expected}, got {got}"
            )
    return fresh


def _parameters(layer: nn.Conv2d | nn.BatchNorm2d) -> list[torch.Tensor]:
    """In Keras' order."""
    if isinstance(layer, nn.BatchNorm2d):
        assert layer.running_mean is not None
        assert layer.running_var is not None
        return [layer.weight, layer.bias, layer.running_mean, layer.running_var]
    return [layer.weight] if layer.bias is None else [layer.weight, layer.bias]


def _from_keras(weights: list[NDArray[np.float32]]) -> list[NDArray[np.float32]]:
    """A kernel is [height, width, in, out] there, [out, in, height, width] here."""
    return [weight.transpose(3, 2, 0, 1).copy() if weight.ndim == 4 else weight for weight in weights]
