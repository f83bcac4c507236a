"""Where the cells of a feature map look, against where their anchors lie.

Cells lie as many pixels apart as the pools before them say; anchors are spread evenly over the picture. At
260 pixels the 33 cells of the first map lie 8 pixels apart and their anchors 7.88, so that the last anchor
lies 4 pixels left of its cell; on the second map it is 11. A convolution does not know which of its cells it
computes. A head that sees the whole picture learns it from the border; the first two see 70 and 142 pixels of
it, and no training could make them place a box better than that.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detector.anchors import anchor_shapes
from detector.card import Card
from detector.network.architecture import BACKBONE_CHANNELS, NUM_HEADS, feature_map_sizes

SHORT_SIGHTED = 2
"""Heads that see too little of the picture to know where in it they are."""


def grid_offsets(card: Card, height: int, width: int) -> NDArray[np.float32]:
    """The raw offsets that move each anchor of the short-sighted heads to the centre of its cell.

    The network adds them to what its convolutions say, which then need not know where they are.

    Args:
        card: of the network.
        height, width: of the input in pixels: the card's, or others, on which anchors have the same pixels.

    Returns:
        float32 [A, 4], as :func:`detector.boxes.decode_boxes` reads them; 0 for the other heads.
    """
    offsets = []
    maps = zip(feature_map_sizes(height, width), card.anchors.scales, strict=True)
    for head, ((rows, columns), scales) in enumerate(maps):
        shapes = anchor_shapes(scales, card.anchors.aspect_ratios)
        shapes *= (card.input.width, card.input.height)
        on_map = np.zeros((rows, columns, len(shapes), 4), np.float32)
        if head < SHORT_SIGHTED:
            step = 2 ** (len(BACKBONE_CHANNELS) - NUM_HEADS + head)
            x = (np.arange(columns) + 0.5) * (step - width / columns)
            y = (np.arange(rows) + 0.5) * (step - height / rows)
            on_map[..., 0] = x[:, np.newaxis] / shapes[:, 0] / card.variances[0]
            on_map[..., 1] = y[:, np.newaxis, np.newaxis] / shapes[:, 1] / card.variances[1]
        offsets.append(on_map.reshape(-1, 4))
    return np.concatenate(offsets)
