"""Read the architecture and the weights of each layer from Keras' files, with h5py alone."""

from __future__ import annotations

import io
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from zipfile import ZipFile, is_zipfile

import h5py
import numpy as np

from converter.rebuild import Architecture, Weights

NOT_LAYERS = ("optimizer", "vars")
"""Groups of the newer files in which no layer lies."""


def read_keras_file(path: Path, architecture: Path | None) -> tuple[Architecture | None, Weights]:
    """Read a .keras archive or an HDF5 file of any version.

    Args:
        architecture: the file from ``to_json``, for weights alone; by default the .json of the same name
            beside them, if there is one.

    Returns:
        The architecture (None for a file of weights without one) and the weights by layer.

    Raises:
        ValueError: it is not a file of Keras.
        OSError: it cannot be read.
    """
    if is_zipfile(path):
        with ZipFile(path) as archive:
            content = json.loads(archive.read("config.json"))
            with h5py.File(io.BytesIO(archive.read("model.weights.h5"))) as file:
                return content, _read_weights(file, content)
    with h5py.File(path) as file:
        content = _read_architecture(file, path, architecture)
        return content, _read_weights(file, content)


def _read_architecture(file: h5py.File, path: Path, architecture: Path | None) -> Architecture | None:
    written: Any = file.attrs.get("model_config")
    if architecture is None and written is None:
        beside = path.with_suffix("").with_suffix(".json")
        architecture = next((p for p in (path.with_suffix(".json"), beside) if p.is_file()), None)
        if architecture is None:
            return None
    content: Architecture = json.loads(architecture.read_bytes() if architecture else written)
    return content


def _read_weights(file: h5py.File, architecture: Architecture | None) -> Weights:
    group = file.get("model_weights", file)
    names = _read_names(group.attrs, "layer_names")
    if names:
        return {
            name: [
                np.asarray(group[name][weight]) for weight in _read_names(group[name].attrs, "weight_names")
            ]
            for name in names
        }
    return _read_numbered(file, architecture)


def _read_numbered(file: h5py.File, architecture: Architecture | None) -> Weights:
    """Weights of newer files, in which layers are named by class and number, in the order of the model."""
    groups = {
        name: layer
        for folder, layers in file.items()
        if folder not in NOT_LAYERS
        for name, layer in layers.items()
        if "vars" in layer
    }
    by_name = {name: layer for layer in groups.values() if (name := layer["vars"].attrs.get("name"))}
    if len(by_name) < len(groups) and architecture is not None:
        by_name = dict(_match_layers(architecture, groups))
    return {
        name: [np.asarray(layer["vars"][key]) for key in sorted(layer["vars"], key=int)]
        for name, layer in by_name.items()
    }


def _match_layers(
    architecture: Architecture, groups: Mapping[str, h5py.Group]
) -> Iterator[tuple[str, h5py.Group]]:
    """(name, group) of each layer with weights. Of a class, the groups are in the order of the model.

    They are called conv2d, conv2d_1 …, but Keras 2.12 to 2.14 leave out every second number.
    """
    by_class: defaultdict[str, list[h5py.Group]] = defaultdict(list)
    for key in sorted(groups, key=split_number):
        by_class[split_number(key)[0]].append(groups[key])
    ordered = {kind: iter(layers) for kind, layers in by_class.items()}
    for layer in architecture["config"]["layers"]:
        group = next(ordered.get(_to_snake_case(layer["class_name"]), iter(())), None)
        if group is not None:
            yield layer["config"]["name"], group


def split_number(key: str) -> tuple[str, int]:
    """conv2d_12 to conv2d and 12, conv2d to conv2d and 0."""
    kind, _, number = key.rpartition("_")
    return (kind, int(number)) if number.isdecimal() and kind else (key, 0)


def _to_snake_case(name: str) -> str:
    """Convert a name like Keras: Conv2D to conv2d, BatchNormalization to batch_normalization."""
    name = re.sub(r"\W+", "", name)
    name = re.sub("(.)([A-Z][a-z]+)", r"\1_\2", name)
    return re.sub("([a-z])([A-Z])", r"\1_\2", name).lower()


def _read_names(attributes: Mapping[str, Any], key: str) -> list[str]:
    """Read a list of names; Keras splits a long one over several attributes."""
    keys = [key] if key in attributes else []
    while f"{key}{len(keys)}" in attributes:
        keys.append(f"{key}{len(keys)}")
    names = [name for part in keys for name in attributes[part]]
    return [name.decode() if isinstance(name, bytes) else str(name) for name in names]
