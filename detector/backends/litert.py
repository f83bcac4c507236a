"""LiteRT, formerly TensorFlow Lite: float32, float16 and int8 files alike."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from ai_edge_litert.interpreter import Interpreter
from numpy.typing import NDArray

from detector.backends import Output, check_outputs
from detector.card import Card


class LiteRTBackend:
    """Not safe for concurrent calls: an interpreter holds its input and output."""

    def __init__(self, model: Path, card: Card) -> None:
        self._signature = Interpreter(model_path=str(model)).get_signature_runner()
        check_outputs(model, self._signature.get_output_details(), card)
        (self._input,) = self._signature.get_input_details()
        self._outputs = card.outputs

    def run(self, batch: NDArray[np.float32]) -> Output:
        outputs = self._signature(**{self._input: batch})
        bbox_regression, scores = (outputs[name] for name in self._outputs)
        return bbox_regression, scores


def load(model: Path, card: Card) -> LiteRTBackend:
    """Read a .tflite file with float32 input and outputs; see :func:`detector.backends.load_backend`."""
    return LiteRTBackend(model, card)
