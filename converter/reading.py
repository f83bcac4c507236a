"""Keras models from files of any age."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import h5py
import keras


def read_network(weights: Path, architecture: Path | None = None) -> keras.Model:
    """Read a whole model (.keras, .h5, .hdf5), or weights with the architecture that Keras wrote as JSON.

    Args:
        architecture: for a file of weights alone; by default the .json of the same name beside it.

    Raises:
        ValueError: Keras cannot read a file, or weights have no architecture.
        FileNotFoundError: a file is not there.
    """
    for path in (weights, architecture):
        if path is not None and not path.is_file():
            raise FileNotFoundError(f"source: no such file: {path}")
    try:
        if architecture is None and _is_whole(weights):
            return _read_whole(weights)
        return _read_parts(weights, architecture or weights.with_suffix(".json"))
    except FileNotFoundError as error:
        raise ValueError(
            f"source: {weights} holds weights alone: expected their architecture in {error.filename}, "
            "or name it with --architecture"
        ) from error
    except (ValueError, TypeError, KeyError, OSError, zipfile.BadZipFile) as error:
        raise ValueError(f"source: Keras cannot read {weights}: {error}") from error


def _is_whole(path: Path) -> bool:
    """A .keras file is; in HDF5 it depends."""
    if not h5py.is_hdf5(path):
        return True
    with h5py.File(path) as file:
        return "model_config" in file.attrs


def _read_whole(path: Path) -> keras.Model:
    if _is_keras_2(_find_version(path)):
        import tf_keras

        return _modernise(tf_keras.models.load_model(path, compile=False))
    return keras.models.load_model(path, compile=False)


def _read_parts(weights: Path, architecture: Path) -> keras.Model:
    description = architecture.read_text(encoding="utf-8")
    if _is_keras_2(json.loads(description).get("keras_version", keras.__version__)):
        import tf_keras

        network = tf_keras.models.model_from_json(description)
        network.load_weights(weights)
        return _modernise(network)
    network = keras.models.model_from_json(description)
    network.load_weights(weights)
    return network


def _find_version(path: Path) -> str:
    """The version of Keras that wrote a whole model."""
    if h5py.is_hdf5(path):
        with h5py.File(path) as file:
            version = file.attrs["keras_version"]
            return version.decode() if isinstance(version, bytes) else str(version)
    with zipfile.ZipFile(path) as archive:
        return str(json.loads(archive.read("metadata.json"))["keras_version"])


def _is_keras_2(version: str) -> bool:
    return int(version.split(".")[0]) < 3


def _modernise(network: object) -> keras.Model:
    """From Keras 2 to Keras 3 through the one file format that both know."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "network.h5"
        network.save(path)  # type: ignore[attr-defined]
        return keras.models.load_model(path, compile=False)
