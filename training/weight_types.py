"""python -m training.weight_types: what the browser file's weight type costs in average precision."""

from __future__ import annotations

import argparse
import copy
import sys
from collections.abc import Callable

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from detector.card import load_card
from detector.network.pytorch import Network
from training.arguments import add_annotations, add_trained_model, command
from training.data.annotations import read_annotations
from training.evaluation.metrics import measure
from training.learning.pretrained import load_pretrained
from training.learning.run import make_predict

Quantize = Callable[[NDArray[np.float32]], NDArray[np.float32]]

ALLOWED_LOSS = 0.002
"""Of mean AP50 against float32: by average precision alone, the smallest type within it would do."""


@command
def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m training.weight_types", description=__doc__)
    add_annotations(parser)
    add_trained_model(parser)
    options = parser.parse_args(arguments)
    card = load_card(options.card)
    samples = read_annotations(options.annotations, card.classes)
    network = Network(card)
    load_pretrained(network, options.model, card.classes)
    found: dict[str, float] = {}
    print(f"{'type':<8}{'bytes':>12}" + "".join(f"{name:>10}" for name in (*card.classes, "mean")))
    for name, (size, quantize) in WEIGHT_TYPES.items():
        stored = store_weights(network, quantize)
        metrics = measure(make_predict(stored, torch.device("cpu")), samples, card)
        found[name] = metrics.mean_ap50
        figures = "".join(f"{value:>10.4f}" for value in (*metrics.ap50, metrics.mean_ap50))
        print(f"{name:<8}{size * count_weights(network):>12,}{figures}")
    print(f"smallest within {ALLOWED_LOSS} of f32: {choose_type(found)}")


def choose_type(mean_ap50: dict[str, float]) -> str:
    """The type with the fewest bytes whose mean AP50 is at most ALLOWED_LOSS under that of f32."""
    good = [name for name, value in mean_ap50.items() if value >= mean_ap50["f32"] - ALLOWED_LOSS]
    return min(good, key=lambda name: WEIGHT_TYPES[name][0])


def store_weights(network: Network, quantize: Quantize) -> Network:
    """A copy with the weights that a file of some type gives back: batch norm folded, tensor by tensor."""
    stored = copy.deepcopy(network).eval()
    layers = dict(stored.named_layers())
    for name, layer in layers.items():
        if isinstance(layer, nn.BatchNorm2d):
            convolution = layers[name.removesuffix("bn") + "conv"]
            assert isinstance(convolution, nn.Conv2d)
            kernel, bias = fold(convolution, layer)
            _set(convolution.weight, quantize(kernel))
            _set(layer.bias, quantize(bias))
            _make_identity(layer)
        elif layer.bias is not None:
            _set(layer.weight, quantize(layer.weight.detach().numpy()))
            _set(layer.bias, quantize(layer.bias.detach().numpy()))
    _set(stored.grid, quantize(stored.grid.numpy()))
    return stored


def fold(convolution: nn.Conv2d, norm: nn.BatchNorm2d) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Kernel and bias of one convolution that does the work of both; computed in float64."""
    assert norm.running_mean is not None
    assert norm.running_var is not None
    gain, shift, mean, variance, kernel = (
        tensor.detach().double().numpy()
        for tensor in (norm.weight, norm.bias, norm.running_mean, norm.running_var, convolution.weight)
    )
    gain = gain / np.sqrt(variance + norm.eps)
    folded = kernel * gain[:, None, None, None]
    return folded.astype(np.float32), (shift - mean * gain).astype(np.float32)


def count_weights(network: Network) -> int:
    """Numbers in a file of the folded network."""
    kernels = sum(layer.weight.numel() for _, layer in network.named_layers() if isinstance(layer, nn.Conv2d))
    biases = sum(layer.out_channels for _, layer in network.named_layers() if isinstance(layer, nn.Conv2d))
    return kernels + biases + network.grid.numel()


def to_float16(weights: NDArray[np.float32]) -> NDArray[np.float32]:
    return weights.astype(np.float16).astype(np.float32)


def to_uint8(weights: NDArray[np.float32]) -> NDArray[np.float32]:
    """256 levels from the smallest to the largest weight, shifted so that zero is one of them, as
    tensorflowjs' converter does; both ends may lose up to half a level."""
    low, high = float(weights.min()), float(weights.max())
    if low == high:
        return weights
    step = (high - low) / 255
    if low <= 0 <= high:
        low = -round(-low / step) * step
        high = low + 255 * step
    levels = np.round((weights.clip(low, high) - low) / step)
    stored: NDArray[np.float32] = (levels * step + low).astype(np.float32)
    return stored


WEIGHT_TYPES: dict[str, tuple[int, Quantize]] = {
    "f32": (4, lambda weights: weights),
    "f16": (2, to_float16),
    "uint8": (1, to_uint8),
}
"""Bytes of a weight, and the weights that a file of that type gives back."""


def _make_identity(norm: nn.BatchNorm2d) -> None:
    """All but the bias."""
    norm.running_mean.zero_()  # type: ignore[union-attr]
    norm.running_var.fill_(1 - norm.eps)  # type: ignore[union-attr]
    norm.weight.data.fill_(1)


def _set(target: Tensor, values: NDArray[np.float32]) -> None:
    target.data.copy_(torch.from_numpy(values))


if __name__ == "__main__":
    sys.exit(main())
