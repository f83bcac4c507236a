"""The layout of the network, shared by its Keras and its PyTorch form.

Source: the published description of the 2020 face mask detector by AIZOO.
"""

BACKBONE_CHANNELS = (32, 64, 64, 64, 128, 128, 64, 64)
"""Output channels of convolutions 0..7; the last NUM_HEADS feed the heads."""

NUM_HEADS = 5

POOLED = 6
"""Convolutions 0..POOLED-1 are each followed by a 2×2 max-pool."""

HEAD_CHANNELS = 64
BATCH_NORM_EPSILON = 1e-3


def feature_map_sizes(height: int, width: int) -> tuple[tuple[int, int], ...]:
    """Rows and columns of each head's map for an input of that many pixels.

    260 × 260 gives 33, 17, 9, 5 and, through the last convolution without padding, 3.
    """
    sizes = []
    for index in range(len(BACKBONE_CHANNELS)):
        if index == len(BACKBONE_CHANNELS) - 1:
            height, width = height - 2, width - 2
        sizes.append((height, width))
        if index < POOLED:
            height, width = -(-height // 2), -(-width // 2)
    return tuple(sizes[-NUM_HEADS:])
