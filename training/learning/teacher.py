"""The teacher: an unpublished network of 24.6 million parameters, from which the small network learns.

The teacher sees windows at twice the size and has the same anchors and outputs as the small network, so every
anchor has a target. Source of the idea: https://arxiv.org/abs/1503.02531.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F

from detector.backends.pytorch import UNREADABLE
from detector.card import Card
from detector.network.architecture import BATCH_NORM_EPSILON, NUM_HEADS
from detector.network.grid import grid_offsets

ZOOM = 2
"""Pixels of the teacher's input for each of the network's that it teaches."""

STEM_CHANNELS = 32
CHANNELS, BLOCKS = (64, 128, 256, 320, 256, 256), (1, 2, 4, 3, 1, 1)
"""Of the six stages, each of which halves its map; the last four feed the first four heads."""

HEAD_CHANNELS = 192
RESIDUAL_GAIN = 0.2
"""Of the last batch norm of a residual block before training, so that blocks first pass their input on."""


class ConvNorm(nn.Sequential):
    """Convolution without bias, then batch norm; the caller applies ReLU."""

    def __init__(
        self, inputs: int, outputs: int, kernel: int = 3, stride: int = 1, padded: bool = True
    ) -> None:
        padding = kernel // 2 if padded else 0
        super().__init__(
            nn.Conv2d(inputs, outputs, kernel, stride, padding, bias=False),
            nn.BatchNorm2d(outputs, eps=BATCH_NORM_EPSILON),
        )


class ResidualBlock(nn.Module):
    """Two convolutions with a shortcut connection. Source: https://arxiv.org/abs/1512.03385."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.first, self.second = ConvNorm(channels, channels), ConvNorm(channels, channels)
        nn.init.constant_(self.second[1].weight, RESIDUAL_GAIN)  # type: ignore[arg-type]

    def forward(self, x: Tensor) -> Tensor:
        return F.relu(x + self.second(F.relu(self.first(x))))


class Stage(nn.Module):
    """A convolution that halves the feature map, then residual blocks."""

    def __init__(self, inputs: int, outputs: int, blocks: int) -> None:
        super().__init__()
        self.down = ConvNorm(inputs, outputs, stride=2)
        self.blocks = nn.Sequential(*(ResidualBlock(outputs) for _ in range(blocks)))

    def forward(self, x: Tensor) -> Tensor:
        return self.blocks(F.relu(self.down(x)))  # type: ignore[no-any-return]


class TeacherHead(nn.Module):
    """One branch on one feature map: [N, C, rows, columns] to [N, rows * columns * per_cell, depth]."""

    def __init__(self, per_cell: int, depth: int) -> None:
        super().__init__()
        self.depth = depth
        self.blocks = nn.ModuleList(ConvNorm(HEAD_CHANNELS, HEAD_CHANNELS) for _ in range(2))
        self.out = nn.Conv2d(HEAD_CHANNELS, per_cell * depth, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        for block in self.blocks:
            x = F.relu(block(x))
        return self.out(x).permute(0, 2, 3, 1).reshape(len(x), -1, self.depth)  # type: ignore[no-any-return]


class Teacher(nn.Module):
    """A residual network with a feature pyramid, and heads for the anchors of the small network.

    Source of the pyramid: https://arxiv.org/abs/1612.03144.
    """

    grid: Tensor

    def __init__(self, card: Card) -> None:
        """card: of the small network, with the teacher's classes."""
        super().__init__()
        self.card, self.classes = card, card.classes
        per_cell, num_classes = card.anchors.per_cell, len(card.classes)
        self.stem = ConvNorm(3, STEM_CHANNELS, stride=2)
        inputs = (STEM_CHANNELS, *CHANNELS[:-1])
        self.stages = nn.ModuleList(map(Stage, inputs, CHANNELS, BLOCKS))
        self.last = ConvNorm(CHANNELS[-1], HEAD_CHANNELS, padded=False)
        self.lateral = nn.ModuleList(ConvNorm(c, HEAD_CHANNELS, kernel=1) for c in CHANNELS[2:])
        self.smooth = nn.ModuleList(ConvNorm(HEAD_CHANNELS, HEAD_CHANNELS) for _ in self.lateral)
        self.loc = nn.ModuleList(TeacherHead(per_cell, 4) for _ in range(NUM_HEADS))
        self.cls = nn.ModuleList(TeacherHead(per_cell, num_classes) for _ in range(NUM_HEADS))
        self.register_buffer("grid", self._make_grid(card.input.height, card.input.width), persistent=False)

    def forward(self, images: Tensor) -> tuple[Tensor, Tensor]:
        """float [N, 3, 2 * height, 2 * width] to raw offsets [N, A, 4] and class logits [N, A, C]."""
        x = F.relu(self.stem(images))
        maps = []
        for stage in self.stages:
            x = stage(x)
            maps.append(x)
        last = F.relu(self.last(x))
        pyramid = [lateral(x) for lateral, x in zip(self.lateral, maps[2:], strict=True)]
        for upper in range(len(pyramid) - 1, 0, -1):
            lower = pyramid[upper - 1]
            pyramid[upper - 1] = lower + F.interpolate(pyramid[upper], size=lower.shape[-2:])
        feature_maps = [F.relu(s(F.relu(x))) for s, x in zip(self.smooth, pyramid, strict=True)]
        feature_maps.append(last)
        bbox_regression = torch.cat([head(x) for head, x in zip(self.loc, feature_maps, strict=True)], dim=1)
        logits = torch.cat([head(x) for head, x in zip(self.cls, feature_maps, strict=True)], dim=1)
        height, width = (side // ZOOM for side in images.shape[-2:])
        usual = (height, width) == (self.card.input.height, self.card.input.width)
        grid = self.grid if usual else self._make_grid(height, width).to(images.device)
        return bbox_regression + grid, logits

    def _make_grid(self, height: int, width: int) -> Tensor:
        return torch.from_numpy(taught_offsets(self.card, height, width))


def taught_offsets(card: Card, height: int, width: int) -> NDArray[np.float32]:
    """The offsets of :func:`detector.network.grid.grid_offsets` for the cells of the usual network, whichever
    network learns: a teacher answers for these cells, and annotations are matched to them."""
    return grid_offsets(replace(card, network="usual"), height, width)


def seen_by_teacher(card: Card) -> Card:
    """The card of a teacher with its larger input; the anchors are unchanged."""
    larger = replace(card.input, width=ZOOM * card.input.width, height=ZOOM * card.input.height)
    return replace(card, input=larger)


def load_teacher(folder: Path, card: Card, device: torch.device) -> Teacher:
    """Load the teacher that a run has written into a folder, ready for inference.

    Args:
        card: of the network to be taught.

    Raises:
        ValueError: the folder has no teacher, or one for another card.
        OSError: it cannot be read.
    """
    path = folder / "checkpoint.pt"
    try:
        state = torch.load(path, map_location="cpu", weights_only=True)
        classes = tuple(state["recipe"]["teacher_classes"])
        if not classes:
            raise LookupError("its recipe has no teacher_classes")
        teacher = Teacher(replace(card, classes=classes))
        teacher.load_state_dict(state["average"])
    except UNREADABLE as error:
        raise ValueError(f"{path}: not the checkpoint of a teacher for this card: {error}") from error
    frozen = teacher.to(device).to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    return frozen.eval().requires_grad_(False)  # type: ignore[no-any-return]
