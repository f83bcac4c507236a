"""The network in PyTorch, for training and for users of PyTorch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F

from detector.card import Card
from detector.network.architecture import BATCH_NORM_EPSILON, NUM_HEADS, Block, find_layout
from detector.network.grid import grid_offsets

Layer = nn.Conv2d | nn.BatchNorm2d
"""What has weights."""


class ConvBlock(nn.Module):
    """Convolution without bias, then batch norm; the caller applies ReLU."""

    def __init__(self, inputs: int, block: Block) -> None:
        super().__init__()
        self.conv = nn.Conv2d(
            inputs, block.channels, block.kernel, stride=block.stride, padding=block.padding, bias=False
        )
        self.bn = nn.BatchNorm2d(block.channels, eps=BATCH_NORM_EPSILON)

    def forward(self, x: Tensor) -> Tensor:
        return self.bn(self.conv(x))  # type: ignore[no-any-return]


class Head(nn.Module):
    """One branch on one feature map: [N, C, rows, columns] to [N, rows * columns * per_cell, depth]."""

    def __init__(self, inputs: int, channels: int, per_cell: int, depth: int) -> None:
        super().__init__()
        self.depth = depth
        self.block = ConvBlock(inputs, Block(channels))
        self.out = nn.Conv2d(channels, per_cell * depth, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        x = self.out(F.relu(self.block(x)))
        return x.permute(0, 2, 3, 1).reshape(len(x), -1, self.depth)


class Network(nn.Module):
    """The same network as :func:`detector.network.keras.build_network`, channels first.

    It is fully convolutional, so any input size works. The card defines the number of anchors per cell and of
    classes.

    from_cells: float [], 1; 0 in a copy of a network without :mod:`detector.network.grid`.
    grid: float [A, 4], added to the offsets of pictures of the card's size.
    """

    from_cells: Tensor
    grid: Tensor

    def __init__(self, card: Card) -> None:
        super().__init__()
        per_cell, num_classes = card.anchors.per_cell, len(card.classes)
        layout = find_layout(card)
        channels, inputs = layout.head_channels, (3, *(block.channels for block in layout.backbone[:-1]))
        self.backbone = nn.ModuleList(map(ConvBlock, inputs, layout.backbone))
        self.loc = nn.ModuleList(Head(given, channels, per_cell, 4) for given in layout.head_inputs)
        self.cls = nn.ModuleList(Head(given, channels, per_cell, num_classes) for given in layout.head_inputs)
        self._card, self._layout = card, layout
        self.register_buffer("from_cells", torch.ones(()))
        self.register_buffer("grid", self._make_grid(card.input.height, card.input.width), persistent=False)

    def forward(self, images: Tensor) -> tuple[Tensor, Tensor]:
        """float [N, 3, height, width] to raw offsets [N, A, 4] and class logits [N, A, C]."""
        feature_maps = []
        x = images
        for index, (block, spec) in enumerate(zip(self.backbone, self._layout.backbone, strict=True)):
            x = block(x)
            is_feature_map = index >= len(self.backbone) - NUM_HEADS
            if is_feature_map:
                x = F.relu(x)
                feature_maps.append(x)
            if spec.pooled:
                x = F.max_pool2d(x, 2, ceil_mode=True)
            if not is_feature_map:
                x = F.relu(x)  # after the pool: the same result at a quarter of the cost
        bbox_regression = torch.cat([head(x) for head, x in zip(self.loc, feature_maps, strict=True)], dim=1)
        logits = torch.cat([head(x) for head, x in zip(self.cls, feature_maps, strict=True)], dim=1)
        height, width = images.shape[-2:]
        usual = (height, width) == (self._card.input.height, self._card.input.width)
        grid = self.grid if usual else self._make_grid(height, width).to(images.device)
        return bbox_regression + self.from_cells * grid, logits

    def _make_grid(self, height: int, width: int) -> Tensor:
        return torch.from_numpy(grid_offsets(self._card, height, width))

    def named_layers(self) -> Iterator[tuple[str, Layer]]:
        """Every layer that has weights, by its name in :func:`detector.network.keras.build_network`."""
        blocks = [(f"backbone_{index}", block) for index, block in enumerate(self.backbone)]
        for kind, heads in (("loc", self.loc), ("cls", self.cls)):
            for index, head in enumerate(heads):
                assert isinstance(head, Head)
                blocks.append((f"head_{index}_{kind}", head.block))
                yield f"head_{index}_{kind}_out", head.out
        for name, block in blocks:
            assert isinstance(block, ConvBlock)
            yield f"{name}_conv", block.conv
            yield f"{name}_bn", block.bn


def get_weights(layer: Layer) -> list[NDArray[np.float32]]:
    """Copies of a layer's weights, in the format of Keras' ``get_weights``.

    Returns:
        For a convolution: the kernel [height, width, in, out] and the bias, if any. For a batch norm: gamma,
        beta, mean and variance.
    """
    return [_turn(tensor.detach().cpu(), 2, 3, 1, 0).numpy().copy() for tensor in _list_weights(layer)]


def set_weights(layer: Layer, weights: Sequence[NDArray[np.float32]]) -> None:
    """Copy weights into a layer, as Keras' ``set_weights`` does.

    Args:
        weights: in the order and layout of :func:`get_weights`.

    Raises:
        ValueError: their number or a shape does not match.
    """
    targets = _list_weights(layer)
    expected = [list(_turn(tensor, 2, 3, 1, 0).shape) for tensor in targets]
    got = [list(values.shape) for values in weights]
    if got != expected:
        raise ValueError(f"expected weights of shape {expected}, got {got}")
    for target, values in zip(targets, weights, strict=True):
        target.data.copy_(_turn(torch.from_numpy(np.array(values)), 3, 2, 0, 1))


def make_bias(norm: nn.BatchNorm2d, bias: NDArray[np.float32]) -> None:
    """Reduce a batch norm, in place, to a bias [C], after it was folded into its convolution.

    Raises:
        ValueError: the bias has the wrong shape.
    """
    variance = np.full_like(bias, 1 - norm.eps)
    set_weights(norm, [np.ones_like(bias), bias, np.zeros_like(bias), variance])


def _list_weights(layer: Layer) -> list[Tensor]:
    """In Keras' order."""
    if isinstance(layer, nn.BatchNorm2d):
        assert layer.running_mean is not None
        assert layer.running_var is not None
        return [layer.weight, layer.bias, layer.running_mean, layer.running_var]
    return [layer.weight] if layer.bias is None else [layer.weight, layer.bias]


def _turn(weights: Tensor, *axes: int) -> Tensor:
    """Convert a kernel from [out, in, height, width] (PyTorch) to [height, width, in, out] (Keras)."""
    return weights.permute(axes) if weights.ndim == 4 else weights
