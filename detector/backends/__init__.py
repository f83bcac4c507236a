"""Runtimes that execute the network, one small file each."""

from __future__ import annotations

from collections.abc import Collection
from importlib import import_module
from pathlib import Path
from textwrap import shorten
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from detector.card import Card
from detector.file_kinds import EMPTY, FileKind, find_content_kind, find_kind

MOST_CHARACTERS = 200
"""Characters of what a runtime says of a file; some say thousands."""

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


class ModelError(ValueError):
    """A model file that does not fit its runtime or its card."""


class PartnerError(ValueError):
    """The other file of a model that consists of two is not what it should be."""


class Runtime(NamedTuple):
    """What a backend needs.

    name: of the runtime.
    file: the model it reads by default, a name inside the model folder.
    format: name of the file's format in ``python -m converter``; None if the converter does not write it.
    extra: the optional dependency of the package that installs it; None if it is always installed.
    batches: whether it accepts batches of several pictures.
    """

    name: str
    file: str
    format: str | None
    extra: str | None
    batches: bool = False


BACKENDS = {
    "opencv": Runtime("OpenCV", "model.onnx", "onnx", None),
    "onnxruntime": Runtime("ONNX Runtime", "model.onnx", "onnx", None, batches=True),
    "litert": Runtime("LiteRT", "model.tflite", "tflite", "litert"),
    "tensorflow": Runtime("TensorFlow", "saved_model", "saved_model", "tensorflow"),
    "keras": Runtime("Keras", "face_mask.keras", None, "keras"),
    "pytorch": Runtime("PyTorch", "model.pt", "pytorch", "pytorch"),
    "paddle": Runtime("Paddle", "model.pdmodel", "paddle", "paddle"),
    "mxnet": Runtime("MXNet", "model-symbol.json", "mxnet", "mxnet"),
    "caffe": Runtime("OpenCV", "model.prototxt", "caffe", None),
}


PAIRED = (".prototxt", ".caffemodel", ".pdmodel", ".pdiparams", "-symbol.json", "-0000.params")
"""Ends of the names of models that consist of two files."""


def find_runtime(backend: str) -> Runtime:
    """The runtime of a backend, by its name.

    Raises:
        ValueError: the name is unknown.
    """
    if backend not in BACKENDS:
        raise ValueError(f"backend: expected one of {', '.join(BACKENDS)}, got {backend!r}")
    return BACKENDS[backend]


def load_backend(name: str, model: Path, card: Card, threads: int | None = None) -> Backend:
    """Load a model file with the named runtime; ``threads`` see :func:`detector.load_detector`.

    Raises:
        ValueError: the name is unknown, or the runtime is not installed.
        ModelError: the runtime cannot read the file, or the network does not fit the card.
        FileNotFoundError: there is no such file.
    """
    backend = open_backend(name, model, card, threads)
    _try(backend, model, card)
    return backend


def open_backend(name: str, model: Path, card: Card, threads: int | None = None) -> Backend:
    """Like :func:`load_backend`, but without running the network."""
    runtime = find_runtime(name)
    if not model.exists():
        hint = f"; python -m converter {runtime.format} writes {runtime.file}" if runtime.format else ""
        raise FileNotFoundError(f"model: no such file: {model}{hint}")
    # Checked first: a runtime takes seconds to start, prints lines of its own or ends the process.
    if foreign := _name_foreign(name, find_content_kind(model)):
        raise ModelError(f"model: {runtime.name} cannot read {model}: {foreign}")
    try:
        module = import_module(f"detector.backends.{name}")
    except ModuleNotFoundError as error:
        raise ValueError(
            f"backend '{name}' needs {error.name}, which is not installed: "
            f"pip install 'face-mask-detection[{runtime.extra}]'"
        ) from error
    except Exception as error:  # a runtime that conflicts with another package can raise anything
        raise ValueError(f"backend '{name}' is installed, but does not start: {_shorten(error)}") from error
    try:
        return module.load(model, card) if threads is None else module.load(model, card, threads)  # type: ignore[no-any-return]
    except ModelError:
        raise
    except Exception as error:  # each runtime has its own errors
        raise ModelError(
            f"model: {runtime.name} cannot read {model}: {_explain(name, model, error)}"
        ) from error


def _name_foreign(name: str, kind: FileKind | None) -> str | None:
    """What kind of file it is and what to do with it, if the runtime does not read that kind."""
    if kind is None or (kind.backend and BACKENDS[kind.backend].file == BACKENDS[name].file):
        return None
    advice = f"read it with --backend {kind.backend}" if kind.backend else kind.advice
    return "; ".join(filter(None, [f"it is {kind.name}", advice]))


def _explain(name: str, model: Path, error: Exception) -> str:
    """What kind of file it is if this runtime cannot read that kind, else what the runtime said."""
    if foreign := _name_foreign(name, find_kind(model)):
        return foreign
    if isinstance(error, PartnerError):
        return str(error)
    return f"it is damaged or of another kind; {EMPTY.advice} ({_shorten(error)})"


def _shorten(error: Exception) -> str:
    said = getattr(error, "err", None) or str(error)  # OpenCV's full message is long, "err" says the same
    return shorten(said or type(error).__name__, MOST_CHARACTERS, placeholder=" …")


def _try(backend: Backend, model: Path, card: Card) -> None:
    """Run the network once on a black picture.

    Raises:
        ModelError: the network does not accept the card's input size, or its outputs do not fit the card.
    """
    size = card.input.height, card.input.width
    try:
        outputs = backend.run(np.zeros((1, *size, 3), np.float32))
    except Exception as error:  # each runtime has its own errors
        raise ModelError(
            f"model: {model} takes no picture of {size[0]}×{size[1]} as the card says: {_shorten(error)}"
        ) from error
    expected = [(1, card.anchors.num_anchors, width) for width in (4, len(card.classes))]
    found = [output.shape for output in outputs]
    if found != expected:
        raise ModelError(f"model: expected outputs of shape {expected} from {model} by its card, got {found}")


def find_partner(model: Path, ending: str) -> Path:
    """For a model of two files, find the one with an ending, given either of them.

    Raises:
        PartnerError: it is not there, or something else.
    """
    stem = next((model.name.removesuffix(end) for end in PAIRED if model.name.endswith(end)), model.stem)
    partner = model.with_name(stem + ending)
    if not partner.is_file():
        raise PartnerError(f"expected {partner.name} beside it; the model consists of both")
    if kind := find_content_kind(partner):
        raise PartnerError("; ".join(filter(None, [f"{partner.name} is {kind.name}", kind.advice])))
    return partner


def check_outputs(model: Path, found: Collection[str], card: Card) -> None:
    """Check that a loaded model has the outputs that the card names.

    Raises:
        ModelError: an output is missing.
    """
    for name in card.outputs:
        if name not in found:
            names = shorten(", ".join(found), MOST_CHARACTERS, placeholder=" …")
            raise ModelError(f"model: expected an output '{name}' in {model}, got {names}")
