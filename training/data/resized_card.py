"""A card for another input size, with the same anchors in pixels."""

from __future__ import annotations

from dataclasses import replace

from detector.card import AnchorSpec, Card
from detector.network.architecture import feature_map_sizes, find_layout

STEP_PX = 64
"""Between two inputs on which the same weights make sense; see :func:`resize_card`."""

SLACK_PX = 4
"""How far an input may deviate from that."""


def check_input(card: Card, size: int) -> None:
    """Check that the network works at an input of size × size pixels.

    Raises:
        ValueError: the card is not square, names an unknown layout, or its feature maps do not match its
            input; or the size differs from the card's by more than a multiple of STEP_PX ± SLACK_PX.
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
    rounded_up, of_the_card = -size % STEP_PX, -width % STEP_PX  # pixels that the pools add
    if abs(rounded_up - of_the_card) > SLACK_PX or min(feature_map_sizes(layout, size, size)[-1]) < 1:
        likely = range(width % STEP_PX, 2 * width, STEP_PX)
        sizes = [s for s in likely if min(feature_map_sizes(layout, s, s)[-1]) >= 1]
        raise ValueError(f"input {size}: expected {', '.join(map(str, sizes))} or close to one of these")


def resize_card(card: Card, size: int) -> Card:
    """The card for an input of size × size pixels.

    The network is fully convolutional. On a larger input its maps have more cells, and its anchors, which
    keep their size in pixels, are smaller shares of the picture.

    The pools before a map define the distance of its cells (8 to 64 pixels), but anchors are spread evenly
    over the picture. The network's last three heads have learned the difference (:mod:`detector.network.grid`
    corrects it for the others). It is the same at sizes that differ by a multiple of STEP_PX. At 300 pixels
    instead of 324 the boxes of large faces are up to 20 pixels off.
    """
    ratio = card.input.width / size
    anchors = AnchorSpec(
        feature_maps=feature_map_sizes(find_layout(card), size, size),
        scales=tuple((first * ratio, second * ratio) for first, second in card.anchors.scales),
        aspect_ratios=card.anchors.aspect_ratios,
    )
    return replace(card, input=replace(card.input, width=size, height=size), anchors=anchors, published=None)
