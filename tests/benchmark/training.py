"""The training loop's figure, as a Markdown table: ``python -m tests.benchmark.training``.

Compares windows per second of the whole loop (windows, matching, loss, optimizer, moving average) with those
of a bare forward and backward pass of the same network on ready data, measured in turn on one device.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import numpy as np
import torch
from tqdm import trange

from detector.card import Card, load_card
from detector.network.pytorch import Network
from tests.benchmark.tables import print_table
from training.data.dataset import Sample
from training.data.photos import keep_photos
from training.learning.objective import Objective, has_bfloat16
from training.learning.recipe import Recipe, Stage, load_recipe
from training.learning.run import Training, freeze
from training.learning.windows import TrainingSet, Windows, load_windows

ROOT = Path(__file__).parents[2]
PAIRS = 12
STEPS_AT_ONCE = 2


STAGES = (Stage(132, 1600, 16), Stage(260, 1200, 12), Stage(260, 1200, 12, frozen=2))


def main() -> None:
    card = load_card(ROOT / "models" / "card.json")
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")

    def measure(stage: Stage) -> tuple[str, ...]:
        recipe = replace(load_recipe(ROOT / "training" / "recipe.toml"), stages=(stage,))
        with TemporaryDirectory() as folder:
            bare, whole = compare(Training(card, recipe, Path(folder), device), recipe, card)
        frozen = f", {stage.frozen} blocks frozen" if stage.frozen else ""
        name = f"{stage.input} px, batch {stage.batch}{frozen}"
        return name, f"{bare:.0f}", f"{whole:.0f}", f"{whole / bare:.2f}"

    header = ("window", "bare loop, windows/s", "training, windows/s", "ratio")
    print_table(header, map(measure, STAGES))


def compare(training: Training, recipe: Recipe, card: Card) -> tuple[float, float]:
    """Windows per second of the bare loop and of training, each the median of PAIRS turns."""
    (stage,) = recipe.stages
    samples, images = make_samples()
    photos = keep_photos(images, training.device)
    training_set = TrainingSet(samples, photos, card.classes, recipe.sampling)
    windows = Windows(training_set, card, recipe, 0, training.device)
    workers = 1 if training.device.type == "cpu" else 0
    batches = load_windows(windows, range((PAIRS + 1) * STEPS_AT_ONCE), workers)
    objective = Objective(training.network, card, stage.input, training.device)

    def whole_step() -> None:
        training._step(objective, next(batches), rate=1e-4)

    freeze(training.network, stage.frozen)
    bare_step = make_bare_step(training.device, stage, card)
    seconds: dict[str, list[float]] = {"bare": [], "whole": []}
    for _ in trange(PAIRS + 1, desc=f"{stage.input} px", leave=False):
        for name, step in (("bare", bare_step), ("whole", whole_step)):
            start = perf_counter()
            for _ in range(STEPS_AT_ONCE):
                step()
            if training.device.type == "cuda":
                torch.cuda.synchronize()
            seconds[name].append(perf_counter() - start)
    per_turn = STEPS_AT_ONCE * stage.batch
    return per_turn / median(seconds["bare"][1:]), per_turn / median(seconds["whole"][1:])


def make_bare_step(device: torch.device, stage: Stage, card: Card):  # type: ignore[no-untyped-def]
    """Forward and backward on one batch that is ready, with the sum of the outputs for a loss."""
    network = Network(card).to(device).to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    freeze(network, stage.frozen)
    images = torch.rand(stage.batch, 3, stage.input, stage.input, device=device)
    images = images.to(memory_format=torch.channels_last)

    def step() -> None:
        with torch.autocast(device.type, torch.bfloat16, enabled=has_bfloat16(device)):
            bbox_regression, logits = network(images)
        (bbox_regression.float().sum() + logits.float().sum()).backward()
        for parameter in network.parameters():
            parameter.grad = None

    return step


def make_samples() -> tuple[list[Sample], list[np.ndarray]]:
    """Pictures of noise with a few boxes: the cost of a window does not depend on what it shows."""
    generator = np.random.default_rng(0)
    samples, images = [], []
    for index in range(32):
        corners = generator.uniform(0, 250, (4, 2))
        boxes = np.concatenate([corners, corners + generator.uniform(15, 80, (4, 2))], axis=1)
        labels = generator.integers(0, 2, 4)
        samples.append(Sample(index, Path(), 448, 336, boxes.astype(np.float32), labels))
        images.append(generator.integers(0, 256, (336, 448, 3), np.uint8))
    return samples, images


if __name__ == "__main__":
    main()
