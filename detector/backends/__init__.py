"""Runtimes that execute the network, one small file each."""

from __future__ import annotations

from collections.abc import Collection
from importlib import import_module
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from detector.card import Card

Output = tuple[NDArray[np.float32], NDArray[np.float32]]


class Backend(Protocol):
    """A loaded network."""

    def run(self, batch: NDArray[np.float32]) -> Output:
        """Run the network on one preprocessed picture.

        Args:
            batch: float32 [1, height, width, 3], from :func:`detector.preprocess.preprocess`.

        Returns:
            (bbox_regression float32 [1, A, 4], scores float32 [1, A, C]).
        """
        ...


BACKENDS = {"opencv": "model.onnx", "onnxruntime": "model.onnx"}
"""Name of each backend and of the file in the model folder that it reads by default."""


def load_backend(name: str, model: Path, card: Card) -> Backend:
    """Load a model file with the named runtime.

    Raises:
        ValueError: the name is unknown, the runtime is not installed, it cannot read the file, or the file
            lacks an output that the card names.
        FileNotFoundError: there is no such file.
    """
    if name not in BACKENDS:
        raise ValueError(f"backend: expected one of {', '.join(BACKENDS)}, got {name!r}")
    if not model.exists():
        raise FileNotFoundError(f"model: no such file: {model}")
    try:
        module = import_module(f"detector.backends.{name}")
    except ModuleNotFoundError as error:
        raise ValueError(
            f"backend '{name}' needs {error.name}, which is not installed: "
            f"pip install 'face-mask-detection[{name}]'"
        ) from error
    backend: Backend = module.load(model, card)
    return backend


def check_outputs(model: Path, found: Collection[str], card: Card) -> None:
    """Make sure that a loaded model has the outputs that the card names.

    Raises:
        ValueError: one is missing.
    """
    for name in (card.outputs.bbox_regression, card.outputs.scores):
        if name not in found:
            raise ValueError(f"model: expected an output '{name}' in {model}, got {', '.join(found)}")
