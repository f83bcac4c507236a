"""ONNX Runtime, on a GPU if the installed build supports it."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from detector.backends import Output, check_outputs
from detector.card import Card

ALL_CORES = 0
"""A number of threads."""

PROVIDERS = ("CUDAExecutionProvider", "CPUExecutionProvider")
"""By preference; the usual build has the second one only."""


class OnnxRuntimeBackend:
    """Safe for concurrent calls. OMP_NUM_THREADS limits its threads if ``threads`` is None."""

    def __init__(self, model: Path, card: Card, threads: int | None) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = (
            int(os.environ.get("OMP_NUM_THREADS", ALL_CORES)) if threads is None else threads
        )
        self._session = onnxruntime.InferenceSession(str(model), options, _find_providers())
        check_outputs(model, [output.name for output in self._session.get_outputs()], card)
        image = self._session.get_inputs()[0]
        self._input = image.name
        self._fixed = isinstance(image.shape[0], int)
        self._outputs = card.outputs

    def run(self, batch: NDArray[np.float32]) -> Output:
        if self._fixed and len(batch) > 1:  # the file takes one picture at a time
            outputs = [self.run(picture[np.newaxis]) for picture in batch]
            bbox_regression, scores = (np.concatenate(parts) for parts in zip(*outputs, strict=True))
        else:
            bbox_regression, scores = self._session.run(self._outputs, {self._input: batch})
        return bbox_regression, scores


def _find_providers() -> list[str]:
    return [name for name in PROVIDERS if name in onnxruntime.get_available_providers()]


def load(model: Path, card: Card, threads: int | None = None) -> OnnxRuntimeBackend:
    """Read an ONNX file whose input is NHWC; see :func:`detector.backends.load_backend`."""
    return OnnxRuntimeBackend(model, card, threads)
