"""A frozen graph: one file of constants, as TensorFlow 1 and OpenCV read it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from converter.formats import Options, Tolerance, run_backend
from converter.graph import freeze
from converter.source import Source
from detector.backends import Output, tensorflow

FILE = "model.pb"


class FrozenGraph:
    tolerance = Tolerance(bbox_regression=1e-3, scores=1e-4)

    def export(self, source: Source, folder: Path) -> None:
        (folder / FILE).write_bytes(freeze(source).SerializeToString(deterministic=True))

    def run(self, source: Source, folder: Path, images: NDArray[np.float32]) -> Iterator[tuple[str, Output]]:
        yield "tensorflow", run_backend(tensorflow.load(folder / FILE, source.card), images)
        yield "opencv", run_backend(OpenCV(source, folder / FILE), images)


class OpenCV:
    """OpenCV's reader of TensorFlow graphs, which takes pictures with their channels first."""

    def __init__(self, source: Source, model: Path) -> None:
        try:
            self._net = cv2.dnn.readNetFromTensorflow(str(model))
        except cv2.error as error:
            raise ValueError(f"OpenCV cannot read {model.name}: {error}") from error
        self._outputs = [source.card.outputs.bbox_regression, source.card.outputs.scores]

    def run(self, batch: NDArray[np.float32]) -> Output:
        self._net.setInput(np.ascontiguousarray(batch.transpose(0, 3, 1, 2)))
        bbox_regression, scores = self._net.forward(self._outputs)
        return np.asarray(bbox_regression, np.float32), np.asarray(scores, np.float32)


def create(options: Options) -> FrozenGraph:
    return FrozenGraph()
