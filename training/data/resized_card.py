"""A card for another input size: the same weights see the same anchors, in pixels."""

from __future__ import annotations

from dataclasses import replace

from detector.card import AnchorSpec, Card
from detector.network.architecture import feature_map_sizes, find_layout

STEP = 64
"""Pixels between two inputs on which the same weights make sense; see :func:`resize_card`."""

SLACK = 4
"""Pixels that an input may have more or fewer than that."""


def check_input(card: Card, size: int) -> None:
    """Make sure that the network makes sense at an input of size × size pixels.

    Raises:
        ValueError: the card is not square, names no layout of ours, or its feature maps are not those of its
            input; or the size is not the card's, give or take a multiple of STEP and SLACK pixels.
    """
    height, width = card.input.height, card.input.width
    if height != width:
        raise ValueError(f"card key 'input': expected a square to train on, got {width}×{height}")
    layout = find_layout(card)
    made = feature_map_sizes(layout, height, width)
    if made != card.anchors.feature_maps:
        raise ValueError(
            f"card key 'anchors.feature_maps': expected {made} for an input of {height}×{width}, "
            f"got {card.anchors.feature_maps}"
        )
    rounded_up, of_the_card = -size % STEP, -width % STEP  # by the pools, in pixels
    if abs(rounded_up - of_the_card) > SLACK or min(feature_map_sizes(layout, size, size)[-1]) < 1:
        likely = range(width % STEP, 2 * width, STEP)
        sizes = [s for s in likely if min(feature_map_sizes(layout, s, s)[-1]) >= 1]
        raise ValueError(f"input {size}: expected {', '.join(map(str, sizes))} or close to one of these")


def resize_card(card: Card, size: int) -> Card:
    """The card for an input of size × size pixels.

    The network is fully convolutional: on a larger input its maps have more cells and its anchors, of the
    same size in pixels, are smaller shares of the picture.

    Cells of a map lie as many pixels apart as the pools before it say (8 to 64), but their anchors are spread
    evenly over the picture. The network's last three heads have learned the difference
    (:mod:`detector.network.grid` takes it off the others), and it is the same at sizes a multiple of STEP
    apart. At 300 pixels instead of 324 the boxes of large faces are up to 20 pixels off.
    """
    ratio = card.input.width / size
    anchors = AnchorSpec(
        feature_maps=feature_map_sizes(find_layout(card), size, size),
        scales=tuple((first * ratio, second * ratio) for first, second in card.anchors.scales),
        aspect_ratios=card.anchors.aspect_ratios,
    )
    return replace(card, input=replace(card.input, width=size, height=size), anchors=anchors, published=None)
