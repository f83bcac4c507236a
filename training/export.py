"""python -m training.export: publish the weights of a run, or the mean of several, finished or not."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

import numpy as np
import torch

from detector.backends.pytorch import UNREADABLE
from detector.card import Card, Outputs, load_author_card, load_card
from detector.command.parsing import make_command_parser
from detector.network.pytorch import Network, get_weights
from detector.network.rounding import PUBLISHED_TYPE
from training.arguments import command
from training.data.annotations import DESCRIPTION, read_annotations
from training.evaluation.curves import plot_precision_recall
from training.evaluation.detections import run_network
from training.evaluation.metrics import measure
from training.learning.calibration import calibrate, favour
from training.learning.model_soup import average_networks, measure_batch_norm
from training.learning.rounded_network import round_network
from training.learning.run import make_predict

os.environ.setdefault("KERAS_BACKEND", "torch")
os.environ.setdefault("KERAS_TORCH_DEVICE", "cpu")  # on a GPU convolutions are rounded coarsely

import keras

from detector.network.keras import build_network

TOLERANCE = 1e-4
"""Largest difference allowed between the outputs of the PyTorch and the Keras network."""


def publish(
    network: Network,
    card_path: Path,
    validation: Path,
    folder: Path,
    device: torch.device,
    favoured: str | None = None,
) -> dict[str, Any]:
    """Calibrate a network on validation pictures, measure it and write the converter's input.

    The written model is not rounded, so that training can continue from it. The figures are those of the
    model that the converter will publish, with rounded weights.

    Args:
        favoured: a rare class, see :func:`training.learning.calibration.favour`.

    Writes ``face_mask.keras``, ``card.json``, ``metrics.json`` and ``precision_recall.png`` into the folder.

    Returns:
        The content of metrics.json.

    Raises:
        ValueError: the Keras model does not give the same output, the annotations are malformed, or the card
            lacks the favoured class.
    """
    card = load_card(card_path)
    samples = read_annotations(validation, card.classes)
    predict = make_predict(network.to(device), device)
    calibrate(network, measure(predict, samples, card))
    if favoured:
        favour(network, favoured, list(run_network(predict, samples, card)), card)
    rounded = round_network(network, PUBLISHED_TYPE)
    metrics = measure(make_predict(rounded, device), samples, card)
    model = to_keras(network, card)

    folder.mkdir(parents=True, exist_ok=True)
    partial = folder / "partial.keras"
    model.save(partial)
    partial.replace(folder / "face_mask.keras")
    if card_path.resolve() != (folder / "card.json").resolve():
        shutil.copyfile(card_path, folder / "card.json")
    report = {"dataset": validation.stem, "images": len(samples), **metrics.as_dict()}
    (folder / "metrics.json").write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    plot_precision_recall(metrics, folder / "precision_recall.png")
    return report


def to_keras(network: Network, card: Card) -> keras.Model:
    """Copy weights into :func:`detector.network.keras.build_network`, and check that the outputs agree.

    Raises:
        ValueError: the outputs differ by more than TOLERANCE on a random picture.
    """
    model = build_network(card)
    for name, layer in network.named_layers():
        model.get_layer(name).set_weights(get_weights(layer))

    shape = (1, card.input.height, card.input.width, 3)
    picture = np.random.default_rng(0).random(shape, np.float32)
    with torch.inference_mode():
        bbox_regression, logits = network.cpu().eval()(torch.from_numpy(picture).permute(0, 3, 1, 2))
    expected = (bbox_regression.numpy(), logits.sigmoid().numpy())
    for name, a, b in zip(Outputs._fields, model(picture, training=False), expected, strict=True):
        error = float(np.abs(keras.ops.convert_to_numpy(a) - b).max())
        if not error <= TOLERANCE:
            raise ValueError(f"{name}: expected a difference of at most {TOLERANCE} to PyTorch, got {error}")
    return model


def load_average(checkpoint: Path, card: Card) -> Network:
    """The moving average of the weights in a checkpoint of :class:`training.learning.run.Training`.

    Raises:
        ValueError: the checkpoint belongs to another network.
        OSError: it cannot be read.
    """
    network = Network(card)
    try:
        network.load_state_dict(torch.load(checkpoint, map_location="cpu", weights_only=True)["average"])
    except UNREADABLE as error:
        raise ValueError(f"{checkpoint}: not a checkpoint of this card's network: {error}") from error
    return network


@command
def main(arguments: list[str] | None = None) -> None:
    parser = make_command_parser(
        "training.export", "Publish the weights of a run, or the mean of several runs, finished or not."
    )
    parser.add_argument(
        "--run",
        type=Path,
        nargs="+",
        default=[Path("runs/latest")],
        help="folders of runs; several with the same start are averaged, default: runs/latest",
    )
    parser.add_argument("--card", type=Path, default=Path("models/card.json"), help="default: %(default)s")
    parser.add_argument("--output", type=Path, default=Path("models"), help="default: %(default)s")
    parser.add_argument(
        "--val",
        type=Path,
        required=True,
        help=f"what to calibrate and measure on: {DESCRIPTION}",
    )
    parser.add_argument(
        "--train",
        type=Path,
        help="whole pictures to compute batch norm statistics from (default: keep those of the windows)",
    )
    parser.add_argument(
        "--favour",
        metavar="CLASS",
        help="a rare class; raise its scores, so that its faces get another label less often",
    )
    options = parser.parse_args(arguments)
    card = load_author_card(options.card)
    network = average_networks([load_average(run / "checkpoint.pt", card) for run in options.run])
    if options.train:
        measure_batch_norm(network, read_annotations(options.train, card.classes, "train"), card)
    report = publish(network, options.card, options.val, options.output, torch.device("cpu"), options.favour)
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    sys.exit(main())
