"""Fold batch normalisation into the convolution before it: the same network with fewer layers."""

from __future__ import annotations

from collections import Counter
from typing import Any

import keras
import numpy as np
from keras import layers

from detector.network.folding import fold_into_kernel


def fold_batch_norm(network: keras.Model) -> keras.Model:
    """Copy a network without the batch normalisations that follow a convolution.

    Names, input and outputs stay the same. The formula is that of :mod:`detector.network.folding`.
    """
    folded = _find_folds(network)
    convolutions = set(folded.values())

    def clone_layer(layer: layers.Layer) -> layers.Layer:
        config = layer.get_config()
        if layer.name in convolutions:
            config["use_bias"] = True
        return layer.__class__.from_config(config)

    def call_layer(layer: layers.Layer, *args: Any, **kwargs: Any) -> Any:
        return args[0] if layer.name in folded else layer(*args, **kwargs)

    copy = keras.models.clone_model(network, clone_function=clone_layer, call_function=call_layer)
    for layer in copy.layers:
        if layer.weights and layer.name not in convolutions:
            layer.set_weights(network.get_layer(layer.name).get_weights())
    for norm, convolution in folded.items():
        copy.get_layer(convolution).set_weights(
            _fold_weights(network.get_layer(convolution), network.get_layer(norm))
        )
    return copy


def _find_folds(network: keras.Model) -> dict[str, str]:
    """Names of the batch normalisations to fold, each with the name of its convolution."""
    producers = {id(layer.output): layer for layer in network.layers if not isinstance(layer.output, list)}
    consumers = Counter(id(x) for layer in network.layers for x in keras.tree.flatten(layer.input))
    folds = {}
    for layer in network.layers:
        if isinstance(layer, layers.BatchNormalization):
            before = producers.get(id(layer.input))
            if (
                isinstance(before, layers.Conv2D)
                and before.activation is keras.activations.linear
                and consumers[id(before.output)] == 1
            ):
                folds[layer.name] = before.name
    return folds


def _fold_weights(convolution: layers.Conv2D, norm: layers.BatchNormalization) -> list[np.ndarray[Any, Any]]:
    kernel, *bias = convolution.get_weights()
    return [
        *fold_into_kernel(
            kernel,
            bias[0] if bias else 0,
            norm.gamma if norm.scale else 1,
            norm.beta if norm.center else 0,
            norm.moving_mean,
            norm.moving_variance,
            norm.epsilon,
        )
    ]
