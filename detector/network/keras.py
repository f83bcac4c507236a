"""The network, built from a card: a tiny SSD whose five heads share one backbone.

The only module of this package that imports Keras.
"""

from __future__ import annotations

import keras
from keras import layers

from detector.card import Card
from detector.network.architecture import (
    BACKBONE_CHANNELS,
    BATCH_NORM_EPSILON,
    HEAD_CHANNELS,
    NUM_HEADS,
    POOLED,
)
from detector.network.grid import grid_offsets


def build_network(card: Card) -> keras.Model:
    """Build the untrained network that a card describes.

    Input: float32 [N, height, width, 3], scaled as the card says.
    Outputs, in this order: ``bbox_regression`` float32 [N, A, 4], raw offsets as
    :func:`detector.boxes.decode_boxes` reads them, and ``scores`` float32 [N, A, C] in 0..1 (sigmoid: the
    classes are independent and there is no background class). The layers carry the card's output names.

    Source of the layout: the published description of the 2020 face mask detector by AIZOO. What
    :mod:`detector.network.grid` adds at the end has nothing to learn.

    Raises:
        ValueError: the card's feature maps are not those this backbone makes from the card's input size.
    """
    image = layers.Input((card.input.height, card.input.width, 3), name="image")
    feature_maps = []
    x = image
    for index, channels in enumerate(BACKBONE_CHANNELS):
        last = index == len(BACKBONE_CHANNELS) - 1
        x = _conv_bn_relu(x, channels, f"backbone_{index}", "valid" if last else "same")
        if index >= len(BACKBONE_CHANNELS) - NUM_HEADS:
            feature_maps.append(x)
        if index < POOLED:
            x = layers.MaxPooling2D(2, padding="same", name=f"backbone_{index}_pool")(x)

    made = tuple((x.shape[1], x.shape[2]) for x in feature_maps)
    if made != card.anchors.feature_maps:
        raise ValueError(
            f"card key 'anchors.feature_maps': expected {made} for an input of "
            f"{card.input.height}×{card.input.width}, got {card.anchors.feature_maps}"
        )

    per_cell, num_classes = card.anchors.per_cell, len(card.classes)
    bbox_regression = [_head(x, per_cell, 4, None, f"head_{i}_loc") for i, x in enumerate(feature_maps)]
    scores = [_head(x, per_cell, num_classes, "sigmoid", f"head_{i}_cls") for i, x in enumerate(feature_maps)]
    from_cells = layers.Concatenate(axis=1, name="loc_from_cells")(bbox_regression)
    grid = grid_offsets(card, card.input.height, card.input.width)
    outputs = [
        layers.Rescaling(1.0, offset=grid, name=card.outputs.bbox_regression)(from_cells),
        layers.Concatenate(axis=1, name=card.outputs.scores)(scores),
    ]
    return keras.Model(image, outputs, name="face_mask_detector")


def _conv_bn_relu(x: keras.KerasTensor, channels: int, name: str, padding: str = "same") -> keras.KerasTensor:
    x = layers.Conv2D(channels, 3, padding=padding, use_bias=False, name=f"{name}_conv")(x)
    x = layers.BatchNormalization(epsilon=BATCH_NORM_EPSILON, name=f"{name}_bn")(x)
    return layers.ReLU(name=f"{name}_relu")(x)


def _head(
    x: keras.KerasTensor, per_cell: int, depth: int, activation: str | None, name: str
) -> keras.KerasTensor:
    """Two convolutions, then ``depth`` numbers per anchor: [N, rows * columns * per_cell, depth]."""
    x = _conv_bn_relu(x, HEAD_CHANNELS, name)
    x = layers.Conv2D(per_cell * depth, 3, padding="same", name=f"{name}_out")(x)
    x = layers.Reshape((-1, depth), name=f"{name}_rows")(x)
    return x if activation is None else layers.Activation(activation, name=f"{name}_act")(x)
