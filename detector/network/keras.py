"""The network, built from a card: a tiny SSD whose five heads share one backbone.

The only module of this package that imports Keras.
"""

from __future__ import annotations

import keras
from keras import layers

from detector.card import Card
from detector.network.architecture import BATCH_NORM_EPSILON, NUM_HEADS, Block, find_layout
from detector.network.grid import grid_offsets


def build_network(card: Card) -> keras.Model:
    """Build the untrained network that a card describes.

    Input: float32 [N, height, width, 3], scaled as the card says.
    Outputs, in this order: ``bbox_regression`` float32 [N, A, 4], raw offsets as
    :func:`detector.boxes.decode_boxes` reads them, and ``scores`` float32 [N, A, C] in 0..1 (sigmoid: the
    classes are independent and there is no background class). The layers carry the card's output names.

    The card names one of the layouts in :mod:`detector.network.architecture`. The constants that
    :mod:`detector.network.grid` adds at the end are not trained.

    Raises:
        ValueError: the card names an unknown layout, or its feature maps do not match the backbone's at this
            input size.
    """
    image = layers.Input((card.input.height, card.input.width, 3), name="image")
    layout = find_layout(card)
    feature_maps = []
    x = image
    for index, block in enumerate(layout.backbone):
        x = _conv_bn_relu(x, block, f"backbone_{index}")
        if index >= len(layout.backbone) - NUM_HEADS:
            feature_maps.append(x)
        if block.pooled:
            x = layers.MaxPooling2D(2, padding="same", name=f"backbone_{index}_pool")(x)

    made = tuple((x.shape[1], x.shape[2]) for x in feature_maps)
    if made != card.anchors.feature_maps:
        raise ValueError(
            f"card key 'anchors.feature_maps': expected {made} for an input of "
            f"{card.input.height}×{card.input.width}, got {card.anchors.feature_maps}"
        )

    per_cell, num_classes = card.anchors.per_cell, len(card.classes)
    branch = Block(layout.head_channels)
    bbox_regression = [_head(x, branch, per_cell, 4, f"head_{i}_loc") for i, x in enumerate(feature_maps)]
    logits = [_head(x, branch, per_cell, num_classes, f"head_{i}_cls") for i, x in enumerate(feature_maps)]
    scores = [layers.Activation("sigmoid", name=f"head_{i}_cls_act")(x) for i, x in enumerate(logits)]
    from_cells = layers.Concatenate(axis=1, name="loc_from_cells")(bbox_regression)
    grid = grid_offsets(card, card.input.height, card.input.width)
    outputs = [
        layers.Rescaling(1.0, offset=grid, name=card.outputs.bbox_regression)(from_cells),
        layers.Concatenate(axis=1, name=card.outputs.scores)(scores),
    ]
    return keras.Model(image, outputs, name="face_mask_detector")


def _conv_bn_relu(x: keras.KerasTensor, block: Block, name: str) -> keras.KerasTensor:
    """A convolution with stride has a separate padding layer, because Keras' "same" depends on the input
    size."""
    same = block.padding > 0 and block.stride == 1
    if block.padding and not same:
        x = layers.ZeroPadding2D(block.padding, name=f"{name}_pad")(x)
    x = layers.Conv2D(
        block.channels,
        block.kernel,
        strides=block.stride,
        padding="same" if same else "valid",
        use_bias=False,
        name=f"{name}_conv",
    )(x)
    x = layers.BatchNormalization(epsilon=BATCH_NORM_EPSILON, name=f"{name}_bn")(x)
    return layers.ReLU(name=f"{name}_relu")(x)


def _head(x: keras.KerasTensor, branch: Block, per_cell: int, depth: int, name: str) -> keras.KerasTensor:
    """Two convolutions, then ``depth`` numbers per anchor: [N, rows * columns * per_cell, depth]."""
    x = _conv_bn_relu(x, branch, name)
    x = layers.Conv2D(per_cell * depth, 3, padding="same", name=f"{name}_out")(x)
    return layers.Reshape((-1, depth), name=f"{name}_rows")(x)
