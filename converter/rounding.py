"""Round kernels to the precision of the files, before any exporter runs."""

from __future__ import annotations

import keras
import numpy as np

from detector.network.rounding import WEIGHT_TYPES


def round_kernels(network: keras.Model, weight_type: str) -> None:
    """Round the weights with at least two axes, in place.

    Args:
        weight_type: a key of :data:`detector.network.rounding.WEIGHT_TYPES`.
    """
    rounded = WEIGHT_TYPES[weight_type].round
    for layer in network.layers:
        if layer.weights:
            weights = [np.asarray(values, np.float32) for values in layer.get_weights()]
            layer.set_weights([rounded(values) if values.ndim > 1 else values for values in weights])
