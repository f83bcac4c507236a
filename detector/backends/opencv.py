"""OpenCV's dnn module, reading ONNX: small, fast to start, no further install."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from detector.backends import Output, check_outputs
from detector.card import Card


class OpenCVBackend:
    """Not safe for concurrent calls: a cv2.dnn.Net holds its input and output."""

    def __init__(self, model: Path, card: Card) -> None:
        try:
            self._net = cv2.dnn.readNetFromONNX(str(model))
        except cv2.error as error:
            raise ValueError(f"model: OpenCV cannot read {model}: {error}") from error
        check_outputs(model, self._net.getUnconnectedOutLayersNames(), card)
        self._outputs = [card.outputs.bbox_regression, card.outputs.scores]

    def run(self, batch: NDArray[np.float32]) -> Output:
        self._net.setInput(batch)
        bbox_regression, scores = self._net.forward(self._outputs)
        return np.asarray(bbox_regression, np.float32), np.asarray(scores, np.float32)


def load(model: Path, card: Card) -> OpenCVBackend:
    """Read an ONNX file whose input is NHWC; see :func:`detector.backends.load_backend`."""
    return OpenCVBackend(model, card)
