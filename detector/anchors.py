"""Anchors: the reference boxes that the network's offsets are relative to."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from detector.card import AnchorSpec


def generate_anchors(spec: AnchorSpec) -> NDArray[np.float32]:
    """Make every anchor of a spec, in the order of the network's output.

    For each feature map, for each cell row by row, centred at ((column + .5) / columns, (row + .5) / rows):
    scale s1 at the first aspect ratio, scale s2 at the first aspect ratio, then s1 at every other ratio,
    with width = s * sqrt(ratio) and height = s / sqrt(ratio).

    A map of one cell, scales (.5, .7) and ratios (1, .25) gives
    [[.25, .25, .75, .75], [.15, .15, .85, .85], [.375, 0, .625, 1]].

    Returns:
        float32 [A, 4], xyxy, in shares of the input (0..1; anchors at the border extend beyond).
    """
    maps = []
    for (rows, columns), scales in zip(spec.feature_maps, spec.scales, strict=True):
        half = anchor_shapes(scales, spec.aspect_ratios) / 2

        y, x = np.meshgrid(
            (np.arange(rows) + 0.5) / rows, (np.arange(columns) + 0.5) / columns, indexing="ij"
        )
        centres = np.stack([x, y], axis=-1).reshape(-1, 1, 2)
        maps.append(np.concatenate([centres - half, centres + half], axis=-1).reshape(-1, 4))
    return np.concatenate(maps, dtype=np.float32)


def anchor_shapes(scales: tuple[float, float], aspect_ratios: Sequence[float]) -> NDArray[np.float64]:
    """Width and height of each anchor of a cell, in shares of the input: float64 [per cell, 2]."""
    s1, s2 = scales
    first, *others = aspect_ratios
    scale, ratio = np.array([(s1, first), (s2, first), *((s1, other) for other in others)]).T
    return np.stack([scale * np.sqrt(ratio), scale / np.sqrt(ratio)], axis=1)
