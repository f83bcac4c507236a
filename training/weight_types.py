"""python -m training.weight_types: measure the average precision of weights stored in fewer bits."""

from __future__ import annotations

import sys

import torch
from torch import nn

from detector.card import load_card
from detector.command.parsing import make_command_parser
from detector.network.pytorch import Network
from detector.network.rounding import WEIGHT_TYPES
from training.arguments import add_annotations, add_trained_model, command
from training.data.annotations import read_annotations
from training.evaluation.metrics import measure
from training.learning.pretrained import load_pretrained
from training.learning.rounded_network import round_network
from training.learning.run import make_predict

ALLOWED_LOSS = 0.002
"""Of mean AP50 against float32: the smallest type within it will do."""


@command
def main(arguments: list[str] | None = None) -> None:
    parser = make_command_parser(
        "training.weight_types", "Measure the average precision of weights stored in fewer bits."
    )
    add_annotations(parser)
    add_trained_model(parser)
    options = parser.parse_args(arguments)
    card = load_card(options.card)
    samples = read_annotations(options.annotations, card.classes)
    network = Network(card)
    load_pretrained(network, options.model, card.classes)
    found: dict[str, float] = {}
    print(f"{'type':<8}{'bytes':>12}" + "".join(f"{name:>10}" for name in (*card.classes, "mean")))
    for name, weight_type in WEIGHT_TYPES.items():
        stored = round_network(network, name)
        metrics = measure(make_predict(stored, torch.device("cpu")), samples, card)
        found[name] = metrics.mean_ap50
        figures = "".join(f"{value:>10.4f}" for value in (*metrics.ap50, metrics.mean_ap50))
        print(f"{name:<8}{count_bytes(network, weight_type.size):>12,}{figures}")
    print(f"smallest within {ALLOWED_LOSS} of f32: {choose_type(found)}")


def choose_type(mean_ap50: dict[str, float]) -> str:
    """The type with the fewest bytes whose mean AP50 is at most ALLOWED_LOSS below that of f32."""
    good = [name for name, value in mean_ap50.items() if value >= mean_ap50["f32"] - ALLOWED_LOSS]
    return min(good, key=lambda name: WEIGHT_TYPES[name].size)


def count_bytes(network: Network, size: int) -> int:
    """Bytes of a file of the folded network with ``size`` bytes for each number of a kernel."""
    convolutions = [layer for _, layer in network.named_layers() if isinstance(layer, nn.Conv2d)]
    kernels = sum(layer.weight.numel() for layer in convolutions)
    biases = sum(layer.out_channels for layer in convolutions)
    return size * kernels + 4 * (biases + network.grid.numel())


if __name__ == "__main__":
    sys.exit(main())
