"""The layout of 2020 in any Keras, with outputs in the other order than ours and names of its own."""

from __future__ import annotations

from typing import Any

import numpy as np

BACKBONE_CHANNELS = (32, 64, 64, 64, 128, 128, 64, 64)
POOLED = 6
"""Of these, each followed by a max-pool."""

HEAD_CHANNELS = 64
EPSILON = 1e-5
"""Of batch normalisation: another one than ours, so that it matters where it is read."""


def build_layout_2020(keras: Any, height: int, width: int, per_cell: int, num_classes: int) -> Any:
    """Build it with random statistics of its batch normalisations.

    keras: the module, of Keras 2 or 3.
    """
    layers = keras.layers

    def convolve(x: Any, channels: int, name: str, padding: str = "same") -> Any:
        x = layers.Conv2D(channels, 3, padding=padding, use_bias=False, name=name)(x)
        x = layers.BatchNormalization(epsilon=EPSILON, name=f"{name}_norm")(x)
        return layers.Activation("relu", name=f"{name}_relu")(x)

    x = image = layers.Input((height, width, 3), name="data")
    scores, offsets = [], []
    for index, channels in enumerate(BACKBONE_CHANNELS):
        last = index == len(BACKBONE_CHANNELS) - 1
        x = convolve(x, channels, f"conv{index}", "valid" if last else "same")
        if index >= 3:
            for outputs, kind, depth in ((scores, "c", num_classes), (offsets, "l", 4)):
                y = convolve(x, HEAD_CHANNELS, f"{kind}{index}")
                y = layers.Conv2D(per_cell * depth, 3, padding="same", name=f"{kind}{index}_out")(y)
                outputs.append(layers.Reshape((-1, depth), name=f"{kind}{index}_rows")(y))
        if index < POOLED:
            x = layers.MaxPooling2D(2, padding="same", name=f"pool{index}")(x)
    scores = [layers.Activation("sigmoid", name=f"s{index}")(y) for index, y in enumerate(scores)]
    joined = [
        layers.Concatenate(axis=1, name=f"all_{kind}")(y) for kind, y in (("c", scores), ("l", offsets))
    ]
    network = keras.Model(image, joined)
    generator = np.random.default_rng(4)
    for layer in network.layers:
        if isinstance(layer, layers.BatchNormalization):
            shape = layer.get_weights()[0].shape
            ranges = ((0.7, 1.4), (-0.2, 0.2), (-0.2, 0.2), (0.5, 1.5))
            layer.set_weights([generator.uniform(low, high, shape) for low, high in ranges])
    return network
