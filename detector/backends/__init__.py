"""Runtimes that execute the network, one small file each."""

from __future__ import annotations

from collections.abc import Collection
from importlib import import_module
from pathlib import Path
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from detector.card import Card

Output = tuple[NDArray[np.float32], NDArray[np.float32]]


class Backend(Protocol):
    """A loaded network."""

    def run(self, batch: NDArray[np.float32]) -> Output:
        """Run the network on preprocessed pictures.

        Args:
            batch: float32 [N, height, width, 3], each from :func:`detector.preprocess.preprocess`. N is 1
                unless :attr:`Runtime.batches` is set.

        Returns:
            (bbox_regression float32 [N, A, 4], scores float32 [N, A, C]).
        """
        ...


class Runtime(NamedTuple):
    """What a backend needs.

    file: the model it reads by default, a name inside the model folder.
    format: what ``python -m converter`` calls the file; None if it is not the converter that writes it.
    extra: the optional dependency of the package that installs it; None if it is always installed.
    batches: it takes several pictures at once.
    """

    file: str
    format: str | None
    extra: str | None
    batches: bool = False


BACKENDS = {
    "opencv": Runtime("model.onnx", "onnx", None),
    "onnxruntime": Runtime("model.onnx", "onnx", None, batches=True),
    "litert": Runtime("model.tflite", "tflite", "litert"),
    "tensorflow": Runtime("saved_model", "saved_model", "tensorflow"),
    "keras": Runtime("face_mask.keras", None, "keras"),
    "pytorch": Runtime("model.pt", "pytorch", "pytorch"),
    "paddle": Runtime("model.pdmodel", "paddle", "paddle"),
    "mxnet": Runtime("model-symbol.json", "mxnet", "mxnet"),
    "caffe": Runtime("model.prototxt", "caffe", None),
}


def find_runtime(backend: str) -> Runtime:
    """What a backend needs, by its name.

    Raises:
        ValueError: the name is unknown.
    """
    if backend not in BACKENDS:
        raise ValueError(f"backend: expected one of {', '.join(BACKENDS)}, got {backend!r}")
    return BACKENDS[backend]


def load_backend(name: str, model: Path, card: Card, threads: int | None = None) -> Backend:
    """Load a model file with the named runtime; ``threads`` see :func:`detector.load_detector`.

    Raises:
        ValueError: the name is unknown, the runtime is not installed, it cannot read the file, or the network
            in it is not what the card says.
        FileNotFoundError: there is no such file.
    """
    runtime = find_runtime(name)
    if not model.exists():
        hint = f"; python -m converter {runtime.format} writes {runtime.file}" if runtime.format else ""
        raise FileNotFoundError(f"model: no such file: {model}{hint}")
    try:
        module = import_module(f"detector.backends.{name}")
    except ModuleNotFoundError as error:
        raise ValueError(
            f"backend '{name}' needs {error.name}, which is not installed: "
            f"pip install 'face-mask-detection[{runtime.extra}]'"
        ) from error
    backend: Backend = module.load(model, card) if threads is None else module.load(model, card, threads)
    _try(backend, model, card)
    return backend


def _try(backend: Backend, model: Path, card: Card) -> None:
    """Run the network once on a black picture.

    Raises:
        ValueError: it takes no picture of the card's size, or gives other outputs than the card says.
    """
    size = card.input.height, card.input.width
    try:
        outputs = backend.run(np.zeros((1, *size, 3), np.float32))
    except Exception as error:  # each runtime has its own
        raise ValueError(
            f"model: {model} takes no picture of {size[0]}×{size[1]} as the card says: {error}"
        ) from error
    expected = [(1, card.anchors.num_anchors, width) for width in (4, len(card.classes))]
    found = [output.shape for output in outputs]
    if found != expected:
        raise ValueError(f"model: expected outputs of shape {expected} from {model} by its card, got {found}")


def check_outputs(model: Path, found: Collection[str], card: Card) -> None:
    """Make sure that a loaded model has the outputs that the card names.

    Raises:
        ValueError: one is missing.
    """
    for name in card.outputs:
        if name not in found:
            raise ValueError(f"model: expected an output '{name}' in {model}, got {', '.join(found)}")
