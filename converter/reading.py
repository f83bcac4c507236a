"""Read Keras models from files of any version."""

from __future__ import annotations

from pathlib import Path
from textwrap import shorten
from zipfile import BadZipFile

import keras

from converter.keras_files import read_keras_file
from converter.rebuild import UnknownLayer, Weights, rebuild_network, set_weights
from detector.card import Card
from detector.file_kinds import KERAS, find_kind
from detector.network.architecture import LAYOUTS
from detector.network.keras import build_network

MOST_CHARACTERS = 300
"""Characters of what another library says."""


def read_network(path: Path, card: Card, architecture: Path | None = None) -> keras.Model:
    """Read a file of Keras 2 or 3: a whole model (.keras, .h5, .hdf5), or weights and their architecture.

    Args:
        card: of the network; defines its input size.
        architecture: the file from ``to_json``, for weights alone; by default the .json of the same name
            beside them. Weights of our own network need none.

    Raises:
        ValueError: a file is of another kind or cannot be read, or weights have no architecture.
        FileNotFoundError: a file does not exist.
    """
    for file in filter(None, (path, architecture)):
        if not file.exists():
            raise FileNotFoundError(f"source: no such file: {file}")
    try:
        content, weights = read_keras_file(path, architecture)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, BadZipFile) as error:
        raise ValueError(f"source: {_explain(path, error)}") from error
    if content is None:
        return _read_own(path, weights, card)
    if content.get("class_name") == "Sequential":
        raise ValueError(
            f"source: {path} is a Sequential model, a chain with one output: expected a detector, "
            "whose outputs are boxes and scores"
        )
    try:
        return rebuild_network(content, weights, card)
    except UnknownLayer as unknown:
        return _read_with_keras(path, architecture, unknown)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise ValueError(f"source: {path}: {_shorten(error)}") from error


def _read_own(path: Path, weights: Weights, card: Card) -> keras.Model:
    """Read weights without architecture, if their names are those of our own network."""
    network = build_network(card) if card.network in LAYOUTS else None
    layers = [layer for layer in network.layers if layer.weights] if network else []
    if network is None or not {layer.name for layer in layers} <= weights.keys():
        raise ValueError(
            f"source: {path} contains only weights: expected their architecture in "
            f"{path.with_suffix('.json')}, or name it with --architecture"
        )
    try:
        for layer in layers:
            set_weights(layer, weights[layer.name])
    except ValueError as error:
        raise ValueError(f"source: {path}: {error}") from error
    return network


def _read_with_keras(path: Path, architecture: Path | None, unknown: UnknownLayer) -> keras.Model:
    """Let Keras read a network with layers that :mod:`converter.rebuild` does not support."""
    try:
        if architecture is None:
            return keras.models.load_model(path, compile=False)
        network = keras.models.model_from_json(architecture.read_text(encoding="utf-8"))
        network.load_weights(path)
        return network
    except Exception as error:  # a file of another version can make Keras raise anything
        raise ValueError(f"source: {path}: {_shorten(unknown)}") from error


def _explain(path: Path, error: Exception) -> str:
    kind = find_kind(path)
    if kind is None or kind.backend == KERAS.backend:
        return f"Keras cannot read {path}: {_shorten(error)}"
    advice = kind.advice or "the converter starts from what Keras saved, a .keras, .h5 or .hdf5 file"
    return f"Keras cannot read {path}: it is {kind.name}; {advice}"


def _shorten(error: Exception) -> str:
    text = str(error) if isinstance(error, ValueError | OSError) else repr(error)
    return shorten(text, MOST_CHARACTERS, placeholder=" …")
