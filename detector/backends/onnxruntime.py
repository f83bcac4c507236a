"""ONNX Runtime, on the CPU."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from onnxruntime.capi.onnxruntime_pybind11_state import Fail, InvalidGraph, InvalidProtobuf

from detector.backends import Output, check_outputs
from detector.card import Card


class OnnxRuntimeBackend:
    """Safe for concurrent calls."""

    def __init__(self, model: Path, card: Card) -> None:
        try:
            self._session = onnxruntime.InferenceSession(str(model), providers=["CPUExecutionProvider"])
        except (Fail, InvalidGraph, InvalidProtobuf) as error:
            raise ValueError(f"model: ONNX Runtime cannot read {model}: {error}") from error
        check_outputs(model, [output.name for output in self._session.get_outputs()], card)
        self._input = self._session.get_inputs()[0].name
        self._outputs = [card.outputs.bbox_regression, card.outputs.scores]

    def run(self, batch: NDArray[np.float32]) -> Output:
        bbox_regression, scores = self._session.run(self._outputs, {self._input: batch})
        return bbox_regression, scores


def load(model: Path, card: Card) -> OnnxRuntimeBackend:
    """Read an ONNX file whose input is NHWC; see :func:`detector.backends.load_backend`."""
    return OnnxRuntimeBackend(model, card)
