"""A card for another input size: the same weights see the same anchors, in pixels."""

from __future__ import annotations

from dataclasses import replace

from detector.architecture import feature_map_sizes
from detector.card import AnchorSpec, Card


def resize_card(card: Card, size: int) -> Card:
    """The card for an input of size × size pixels.

    The network is fully convolutional: on a larger input its maps have more cells and its anchors, of the
    same size in pixels, are smaller shares of the picture.

    Cells of a map lie as many pixels apart as the pools before it say (8 to 64), but their anchors are spread
    evenly over the picture; the network learns the difference. It is the same at sizes that lie a multiple
    of 128 pixels apart. At others every box is shifted by a pixel or two, which small faces do not forgive.
    """
    ratio = card.input.width / size
    anchors = AnchorSpec(
        feature_maps=feature_map_sizes(size, size),
        scales=tuple((first * ratio, second * ratio) for first, second in card.anchors.scales),
        aspect_ratios=card.anchors.aspect_ratios,
    )
    return replace(card, input=replace(card.input, width=size, height=size), anchors=anchors, published=None)
