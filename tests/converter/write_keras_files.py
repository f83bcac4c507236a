"""Writes one small network in every form that the installed Keras knows; runs in its environment.

    python -m tests.converter.write_keras_files KERAS FOLDER

KERAS is the module: keras or tf_keras. The outputs of a picture lie beside the files, in expected.npz.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from tests.converter.layout_2020 import build_layout_2020

SIZE = 132, 140
PER_CELL, NUM_CLASSES = 4, 3


def main(module: str, folder: Path) -> None:
    keras = import_module(module)
    if not hasattr(keras, "__version__"):  # TensorFlow's copy has none
        keras = import_module("tensorflow").keras
    folder.mkdir(parents=True, exist_ok=True)
    network = build_layout_2020(keras, *SIZE, PER_CELL, NUM_CLASSES)
    picture = np.random.default_rng(5).random((1, *SIZE, 3)).astype(np.float32)
    scores, offsets = network.predict(picture)
    np.savez(folder / "expected.npz", picture=picture, scores=scores, offsets=offsets)

    write(network.save, folder / "whole.h5")
    write(network.save, folder / "whole.keras")
    (folder / "parts.json").write_text(network.to_json())
    write(network.save_weights, folder / "parts.weights.h5")
    if int(keras.__version__.split(".")[0]) < 3:
        write(network.save_weights, folder / "parts.h5")
    write_with_optimizer(keras, network, folder)
    write_mixed(keras, network, folder)


def write(save: Any, path: Path) -> None:
    try:
        save(str(path))
    except Exception as error:  # each version has its own errors
        print(f"cannot write {path.name}: {error!r:.200}")


def write_with_optimizer(keras: Any, network: Any, folder: Path) -> None:
    network.compile(optimizer="adam", loss=["mse", "mse"])
    network.optimizer.build(network.trainable_variables)
    for suffix in ("h5", "keras"):
        write(network.save, folder / f"optimizer.{suffix}")


def write_mixed(keras: Any, network: Any, folder: Path) -> None:
    keras.mixed_precision.set_global_policy("mixed_float16")
    mixed = build_layout_2020(keras, *SIZE, PER_CELL, NUM_CLASSES)
    mixed.set_weights(network.get_weights())
    for suffix in ("h5", "keras"):
        write(mixed.save, folder / f"mixed.{suffix}")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
