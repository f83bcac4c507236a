"""Paddle Inference: a program with its parameters."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from paddle.inference import Config, create_predictor

from detector.backends import Output, check_outputs, find_partner
from detector.card import Card


class PaddleBackend:
    """Not safe for concurrent calls: a predictor holds its input and output."""

    def __init__(self, model: Path, card: Card) -> None:
        files = [find_partner(model, ending) for ending in (".pdmodel", ".pdiparams")]
        if b"fetch" not in files[0].read_bytes():  # Paddle would end the process
            raise ValueError(f"{files[0].name} holds no program with outputs")
        config = Config(*map(str, files))
        config.disable_glog_info()
        config.disable_mkldnn()
        self._predictor = create_predictor(config)
        check_outputs(model, self._predictor.get_output_names(), card)
        (image,) = self._predictor.get_input_names()
        self._input = self._predictor.get_input_handle(image)
        self._outputs = [self._predictor.get_output_handle(name) for name in card.outputs]

    def run(self, batch: NDArray[np.float32]) -> Output:
        self._input.copy_from_cpu(np.ascontiguousarray(batch.transpose(0, 3, 1, 2)))
        self._predictor.run()
        bbox_regression, scores = (output.copy_to_cpu() for output in self._outputs)
        return bbox_regression, scores


def load(model: Path, card: Card) -> PaddleBackend:
    """Read X.pdmodel and X.pdiparams, given either; see :func:`detector.backends.load_backend`."""
    return PaddleBackend(model, card)
