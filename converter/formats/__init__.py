"""Formats that the network is exported to, one small file each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from detector.backends import Backend, Output

if TYPE_CHECKING:
    from converter.source import Source


@dataclass(frozen=True)
class Tolerance:
    """Largest difference that may be published, in the outputs' own units."""

    bbox_regression: float
    scores: float


EXACT = Tolerance(bbox_regression=1e-3, scores=1e-4)
"""Of folding, and of formats that keep float32: only the order of additions may differ."""


class Format(Protocol):
    """How to write a format and how to read it back."""

    tolerance: Tolerance

    def export(self, source: Source, folder: Path) -> None:
        """Write the format's files into a folder."""
        ...

    def run(self, source: Source, folder: Path, images: NDArray[np.float32]) -> Iterator[tuple[str, Output]]:
        """Run the exported files in every runtime that must be able to read them.

        Args:
            images: float32 [N, height, width, 3].

        Yields:
            The runtime's name and (bbox_regression float32 [N, A, 4], scores float32 [N, A, C]).
        """
        ...


@dataclass(frozen=True)
class Options:
    """The user's options.

    pictures: folder of photos to measure the ranges of integer formats.
    """

    pictures: Path | None = None


@dataclass(frozen=True)
class Entry:
    """A format's line in ``--list``.

    extra: the optional dependencies of the package that it needs.
    option: the field of Options that its module's ``create`` requires, if any.
    """

    files: tuple[str, ...]
    extra: str
    summary: str
    option: str | None = None


FORMATS = {
    "tfjs": Entry(
        ("model.json", "group1-shard1of1.bin"),
        "converter",
        "TensorFlow.js graph model, for the page",
    ),
    "onnx": Entry(("model.onnx",), "converter", "ONNX, for the server, OpenCV and ONNX Runtime"),
    "saved_model": Entry(
        ("saved_model",), "converter", "TensorFlow SavedModel, for TensorFlow Serving and Python"
    ),
    "frozen_graph": Entry(("model.pb",), "converter", "TensorFlow frozen graph, for OpenCV and TensorFlow 1"),
    "tflite": Entry(("model.tflite",), "converter", "TFLite float32, for LiteRT on phones and boards"),
    "tflite_fp16": Entry(("model_fp16.tflite",), "converter", "TFLite with float16 weights: half the size"),
    "tflite_int8": Entry(
        ("model_int8.tflite",),
        "converter",
        "TFLite in 8-bit integers, calibrated on --pictures",
        option="pictures",
    ),
    "pytorch": Entry(
        ("model.pt", "model.pt2"),
        "converter,pytorch",
        "PyTorch: a state_dict for the readable module, an exported program",
    ),
    "paddle": Entry(("model.pdmodel", "model.pdiparams"), "converter", "Paddle Inference, versions 2 and 3"),
    "mxnet": Entry(("model-symbol.json", "model-0000.params"), "converter", "MXNet 1, its last version"),
    "caffe": Entry(("model.prototxt", "model.caffemodel"), "converter", "Caffe, as OpenCV 4 reads it"),
}

PUBLISHED = ("tfjs", "onnx")
"""What the page and the server read: the only formats that are published with the project."""


def run_backend(backend: Backend, images: NDArray[np.float32]) -> Output:
    """Run pictures [N, height, width, 3] one by one: (bbox_regression [N, A, 4], scores [N, A, C])."""
    outputs = [backend.run(image[np.newaxis]) for image in images]
    bbox_regression, scores = (np.concatenate(parts) for parts in zip(*outputs, strict=True))
    return bbox_regression, scores


def load_format(name: str, options: Options) -> Format:
    """Import a format's module and make its exporter.

    Raises:
        ValueError: the name is unknown, or a package that it needs is not installed.
    """
    if name not in FORMATS:
        raise ValueError(f"format: expected one of {', '.join(FORMATS)}, got {name!r}")
    try:
        module = import_module(f"converter.formats.{name}")
    except ModuleNotFoundError as error:
        raise ValueError(
            f"format '{name}' needs {error.name}, which is not installed: "
            f"pip install 'face-mask-detection[{FORMATS[name].extra}]'"
        ) from error
    option = FORMATS[name].option
    loaded: Format = module.create(getattr(options, option)) if option else module.create()
    return loaded
