"""OpenCV's dnn module: small, fast to start, always installed. It reads ONNX and frozen graphs."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from detector.backends import Output, check_outputs
from detector.card import Card


class OpenCVBackend:
    """Not safe for concurrent calls: a cv2.dnn.Net holds its input and output."""

    def __init__(self, model: Path, card: Card, net: cv2.dnn.Net, channels_first: bool) -> None:
        self._net = net
        check_outputs(model, self._net.getUnconnectedOutLayersNames(), card)
        self._outputs = card.outputs
        self._axes = (0, 3, 1, 2) if channels_first else (0, 1, 2, 3)

    def run(self, batch: NDArray[np.float32]) -> Output:
        self._net.setInput(np.ascontiguousarray(batch.transpose(self._axes)))
        bbox_regression, scores = self._net.forward(self._outputs)
        return np.asarray(bbox_regression, np.float32), np.asarray(scores, np.float32)


def load(model: Path, card: Card, threads: int | None = None) -> OpenCVBackend:
    """Read an ONNX file whose input is NHWC, or a .pb; see :func:`detector.backends.load_backend`."""
    if threads is not None:
        cv2.setNumThreads(threads)
    if model.suffix == ".pb":  # OpenCV converts TensorFlow's graphs to channels first
        return OpenCVBackend(model, card, cv2.dnn.readNetFromTensorflow(str(model)), True)
    return OpenCVBackend(model, card, cv2.dnn.readNetFromONNX(str(model)), False)
