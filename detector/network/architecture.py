"""The layouts of the network, shared by its Keras and its PyTorch form.

Every layout has the same five maps, anchors and outputs, so cards, decoders and recipes work for all.
"""

from __future__ import annotations

from dataclasses import dataclass

from detector.card import Card

NUM_HEADS = 5
BATCH_NORM_EPSILON = 1e-3


@dataclass(frozen=True)
class Block:
    """A convolution without bias, batch norm and ReLU, then a 2×2 max-pool if it is pooled.

    kernel, stride: pixels, for height and width. padding: zeros on each side.
    """

    channels: int
    kernel: int = 3
    stride: int = 1
    padding: int = 1
    pooled: bool = False

    def make_side(self, side: int) -> int:
        """Rows or columns of the convolution's output for an input side."""
        return (side + 2 * self.padding - self.kernel) // self.stride + 1


@dataclass(frozen=True)
class Layout:
    """backbone: its last NUM_HEADS blocks feed the heads. head_channels: of both branches of each head."""

    backbone: tuple[Block, ...]
    head_channels: int

    @property
    def head_inputs(self) -> tuple[int, ...]:
        """Channels of each head's map."""
        return tuple(block.channels for block in self.backbone[-NUM_HEADS:])


LAYOUTS = {
    "usual": Layout(
        backbone=(
            *(Block(channels, pooled=True) for channels in (32, 64, 64, 64, 128, 128)),
            Block(64),
            Block(64, padding=0),
        ),
        head_channels=64,
    ),
    "lite": Layout(
        backbone=(
            Block(16, kernel=5, stride=2, padding=2),
            Block(32, stride=2),
            Block(40),
            Block(64, stride=2),
            Block(64),
            *(Block(channels, stride=2) for channels in (112, 96, 64)),
            Block(64, padding=0),
        ),
        head_channels=32,
    ),
}
"""By the card's ``network``. The usual one is that of AIZOO's detector of 2020, as published; lite does
a third of its work."""


def find_layout(card: Card) -> Layout:
    """The layout that a card names.

    Raises:
        ValueError: the card's network was built elsewhere.
    """
    if card.network not in LAYOUTS:
        raise ValueError(
            f"card key 'network': expected {' or '.join(LAYOUTS)} to build a network, got '{card.network}'"
        )
    return LAYOUTS[card.network]


def feature_map_sizes(layout: Layout, height: int, width: int) -> tuple[tuple[int, int], ...]:
    """Rows and columns of each head's map for an input size in pixels.

    260 × 260 gives 33, 17, 9, 5 and, through the last convolution without padding, 3.
    """
    sizes = []
    for block in layout.backbone:
        height, width = block.make_side(height), block.make_side(width)
        sizes.append((height, width))
        if block.pooled:
            height, width = -(-height // 2), -(-width // 2)
    return tuple(sizes[-NUM_HEADS:])


def cell_grids(layout: Layout) -> list[tuple[int, float]]:
    """Cell centres of each head's map: distance between them, and position of the first, in pixels.

    For the first head of the usual layout they are 8 and 4: its cells are adjacent squares of 8 pixels.
    """
    grids = []
    step, first = 1, 0.5
    for block in layout.backbone:
        first += ((block.kernel - 1) / 2 - block.padding) * step
        step *= block.stride
        grids.append((step, first))
        if block.pooled:
            first += step / 2
            step *= 2
    return grids[-NUM_HEADS:]
