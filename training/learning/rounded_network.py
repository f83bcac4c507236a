"""A network as the converter will publish it: with folded batch norm and rounded kernels."""

from __future__ import annotations

import copy

import numpy as np
from numpy.typing import NDArray
from torch import nn

from detector.network.folding import fold_into_kernel
from detector.network.pytorch import Network, get_weights, make_bias, set_weights
from detector.network.rounding import WEIGHT_TYPES


def round_network(network: Network, weight_type: str) -> Network:
    """A copy with the weights that files of a type restore.

    Args:
        weight_type: a key of :data:`detector.network.rounding.WEIGHT_TYPES`.
    """
    rounded = copy.deepcopy(network).eval()
    layers = dict(rounded.named_layers())
    for name, layer in layers.items():
        if isinstance(layer, nn.Conv2d):
            kernel, *bias = get_weights(layer)
            norm = layers.get(name.removesuffix("conv") + "bn")
            if isinstance(norm, nn.BatchNorm2d):
                kernel, shift = fold(kernel, norm)
                make_bias(norm, shift)
            set_weights(layer, [WEIGHT_TYPES[weight_type].round(kernel), *bias])
    return rounded


def fold(
    kernel: NDArray[np.float32], norm: nn.BatchNorm2d
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Kernel [height, width, in, out] and bias of one convolution that replaces both."""
    gamma, beta, mean, variance = get_weights(norm)
    folded, bias = fold_into_kernel(kernel, 0, gamma, beta, mean, variance, norm.eps)
    return folded.astype(np.float32), bias.astype(np.float32)
