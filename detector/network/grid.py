"""Offsets between the cells of a feature map and their anchors.

The pools and strides define the distance between cells; anchors are spread evenly over the picture. At 260
pixels the 33 cells of the first map lie 8 pixels apart and their anchors 7.88, so the last anchor lies 4
pixels left of its cell. On the second map it is 11 pixels. A convolution does not know the position of the
cell that it computes. A head that sees the whole picture learns the position from the border. The first two
heads see 70 and 142 pixels, so training cannot remove this error.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detector.anchors import anchor_shapes
from detector.card import Card
from detector.network.architecture import cell_grids, feature_map_sizes, find_layout

SHORT_SIGHTED = 2
"""Heads that see too little of the picture to know where in it they are."""


def grid_offsets(card: Card, height: int, width: int) -> NDArray[np.float32]:
    """The raw offsets that move each anchor of the first two heads to the centre of its cell.

    The network adds them to its convolutions' output, which is then relative to the cell.

    Args:
        card: of the network.
        height, width: of the input in pixels; if not the card's, anchors keep their size in pixels.

    Returns:
        float32 [A, 4], as :func:`detector.boxes.decode_boxes` reads them; 0 for the other heads.

    Raises:
        ValueError: the card's network was built elsewhere.
    """
    offsets = []
    layout = find_layout(card)
    sizes, cells = feature_map_sizes(layout, height, width), cell_grids(layout)
    for head, ((rows, columns), (step, first), scales) in enumerate(
        zip(sizes, cells, card.anchors.scales, strict=True)
    ):
        shapes = anchor_shapes(scales, card.anchors.aspect_ratios)
        shapes *= (card.input.width, card.input.height)
        on_map = np.zeros((rows, columns, len(shapes), 4), np.float32)
        if head < SHORT_SIGHTED:
            x = step * np.arange(columns) + first - (np.arange(columns) + 0.5) * (width / columns)
            y = step * np.arange(rows) + first - (np.arange(rows) + 0.5) * (height / rows)
            on_map[..., 0] = x[:, np.newaxis] / shapes[:, 0] / card.variances[0]
            on_map[..., 1] = y[:, np.newaxis, np.newaxis] / shapes[:, 1] / card.variances[1]
        offsets.append(on_map.reshape(-1, 4))
    return np.concatenate(offsets)
