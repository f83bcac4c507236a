"""Keras 3, on whichever backend it is set to."""

from __future__ import annotations

from pathlib import Path

import keras
import numpy as np
from numpy.typing import NDArray

from detector.backends import Output, check_outputs
from detector.card import Card


class KerasBackend:
    """A saved model of :func:`detector.network.keras.build_network`, or any other with the card's outputs."""

    def __init__(self, model: Path, card: Card) -> None:
        network = keras.models.load_model(model, compile=False)
        names = [name.split("/")[0] for name in network.output_names]
        check_outputs(model, names, card)
        self._order = [names.index(name) for name in card.outputs]
        self._network = network

    def run(self, batch: NDArray[np.float32]) -> Output:
        outputs = self._network.predict_on_batch(batch)
        bbox_regression, scores = (np.asarray(outputs[index], np.float32) for index in self._order)
        return bbox_regression, scores


def load(model: Path, card: Card) -> KerasBackend:
    """Read a .keras file; see :func:`detector.backends.load_backend`."""
    return KerasBackend(model, card)
