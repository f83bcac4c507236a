"""MXNet 1: a symbol with its parameters. Its last version needs NumPy 1.23 and so a separate environment."""

from __future__ import annotations

import json
from pathlib import Path

import mxnet
import numpy as np
from numpy.typing import NDArray

from detector.backends import Output, check_outputs, find_partner
from detector.card import Card


class MXNetBackend:
    """Not safe for concurrent calls: an executor holds its input and output."""

    def __init__(self, model: Path, card: Card) -> None:
        layers, weights = (find_partner(model, ending) for ending in ("-symbol.json", "-0000.params"))
        if "nodes" not in json.loads(layers.read_bytes()):  # MXNet would show a trace of its own code
            raise ValueError(f"{layers.name} holds no layers")
        symbol, arrays = mxnet.symbol.load(str(layers)), mxnet.nd.load(str(weights))
        names = [name.removesuffix("_output") for name in symbol.list_outputs()]
        check_outputs(model, names, card)
        self._order = [names.index(name) for name in card.outputs]

        values = {name.removeprefix("arg:"): array for name, array in arrays.items()}
        (self._input,) = set(symbol.list_arguments()) - values.keys()
        shape = (1, 3, card.input.height, card.input.width)
        self._executor = symbol.simple_bind(mxnet.cpu(), grad_req="null", **{self._input: shape})
        self._executor.copy_params_from(values)

    def run(self, batch: NDArray[np.float32]) -> Output:
        image = mxnet.nd.array(batch.transpose(0, 3, 1, 2))
        outputs = self._executor.forward(is_train=False, **{self._input: image})
        bbox_regression, scores = (outputs[index].asnumpy() for index in self._order)
        return bbox_regression, scores


def load(model: Path, card: Card) -> MXNetBackend:
    """Read X-symbol.json and X-0000.params, given either; see :func:`detector.backends.load_backend`."""
    return MXNetBackend(model, card)
