"""python -m training.input_sizes: measure the gain and the cost of a larger input for the same weights."""

from __future__ import annotations

import statistics
import sys
from collections.abc import Sequence
from time import perf_counter

import torch
from torch.utils.flop_counter import FlopCounterMode

from detector.card import load_card
from detector.command.parsing import make_command_parser
from detector.network.pytorch import Network
from training.arguments import add_annotations, add_trained_model, command
from training.data.annotations import read_annotations
from training.data.face_sizes import FACE_SIZES
from training.data.resized_card import check_input, resize_card
from training.evaluation.metrics import Metrics, measure
from training.learning.pretrained import load_pretrained
from training.learning.run import make_predict

SIZES = [260, 324, 390, 520]

ROUNDS = 15


@command
def main(arguments: list[str] | None = None) -> None:
    parser = make_command_parser(
        "training.input_sizes", "Measure what the same weights gain and cost with a larger input."
    )
    add_annotations(parser)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="default: %(default)s")
    add_trained_model(parser)
    options = parser.parse_args(arguments)
    card = load_card(options.card)
    for size in options.sizes:
        check_input(card, size)
    samples = read_annotations(options.annotations, card.classes)
    network = Network(card).eval()
    load_pretrained(network, options.model, card.classes)
    print(
        f"{'input':>5}{'anchors':>9}{'GMAC':>7}{'time':>6}"
        + "".join(f"{name:>9}" for name in (*card.classes, "mean", *FACE_SIZES))
    )
    for size, share in zip(options.sizes, measure_times(network, options.sizes), strict=True):
        resized = resize_card(card, size)
        metrics = measure(make_predict(network, torch.device("cpu")), samples, resized)
        cost = f"{count_operations(network, size) / 1e9:>7.2f}{share:>6.2f}"
        print(f"{size:>5}{resized.anchors.num_anchors:>9}{cost}{_describe(metrics)}", flush=True)


def count_operations(network: Network, size: int) -> int:
    """Multiply-accumulates of one run."""
    with FlopCounterMode(display=False) as counter, torch.inference_mode():
        network(torch.zeros(1, 3, size, size))
    return int(counter.get_total_flops()) // 2


def measure_times(network: Network, sizes: Sequence[int]) -> list[float]:
    """Median time of a run at each size, relative to the first size; the sizes are measured in turn."""
    pictures = [torch.zeros(1, 3, size, size) for size in sizes]
    times: list[list[float]] = [[] for _ in sizes]
    with torch.inference_mode():
        for _ in range(ROUNDS):
            for picture, seconds in zip(pictures, times, strict=True):
                start = perf_counter()
                network(picture)
                seconds.append(perf_counter() - start)
    medians = [statistics.median(seconds) for seconds in times]
    return [median / medians[0] for median in medians]


def _describe(metrics: Metrics) -> str:
    """AP50 of each class, its mean, and the mean for each face size."""
    by_size = metrics.as_dict()["ap50_by_size"]
    sizes = [by_size[size]["mean"] for size in FACE_SIZES]
    values = [*metrics.ap50, metrics.mean_ap50, *sizes]
    return "".join(f"{'–' if value is None or value < 0 else format(value, '.3f'):>9}" for value in values)


if __name__ == "__main__":
    sys.exit(main())
