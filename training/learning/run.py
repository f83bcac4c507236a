"""The training loop."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from tqdm import tqdm

from detector.backends.pytorch import UNREADABLE
from detector.card import Card
from detector.network.pytorch import Network
from training.data.dataset import Sample
from training.data.resized_card import check_input
from training.evaluation.curves import plot_log
from training.evaluation.detections import Predict
from training.evaluation.metrics import Metrics, measure
from training.learning.memory import keep_freed_memory
from training.learning.moving_average import MovingAverage
from training.learning.objective import Objective
from training.learning.recipe import Recipe
from training.learning.teacher import ZOOM, Teacher, seen_by_teacher
from training.learning.windows import Batch, TrainingSet, Windows, load_windows

CHECKPOINT_S = 120
SHOWN_STEPS = 20
"""Steps between two looks at the loss: a look waits for the GPU."""

LOSS_SHARE = 0.02
"""Of the latest step in the mean loss that is shown."""

LARGEST_GRADIENT = 10.0
"""Norm of the gradient of all weights."""

PRIOR = 0.01
"""Score of every anchor before training, so that background does not drown the first steps.

Source: https://arxiv.org/abs/1708.02002, section 4.1.
"""


class Training:
    """A run: its weights, their moving average, the optimizer, and its progress.

    ``progress`` is (stage, steps done in it). A checkpoint holds all of this, so a killed run continues from
    it with the same windows.
    """

    def __init__(
        self,
        card: Card,
        recipe: Recipe,
        folder: Path,
        device: torch.device,
        start: Path | None = None,
    ) -> None:
        """``start`` is the model whose weights the caller copies into the network, None for random weights.

        Raises:
            ValueError: the card or a stage's input does not fit the network.
        """
        for stage in recipe.stages:
            check_input(card, stage.input)
        torch.manual_seed(recipe.seed)
        self.recipe, self.folder, self.device, self.start = recipe, folder, device, start
        self.card = replace(card, classes=recipe.teacher_classes or card.classes)
        network: Network | Teacher
        network = Teacher(self.card) if recipe.teacher_classes else Network(self.card)
        initialise(network)
        self.network = network.to(device).to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.average = MovingAverage(self.network, recipe.ema_decay)
        self.optimizer = torch.optim.AdamW(
            [
                {
                    "params": [p for p in network.parameters() if p.ndim > 1],
                    "weight_decay": recipe.weight_decay,
                },
                {"params": [p for p in network.parameters() if p.ndim == 1], "weight_decay": 0.0},
            ],
            fused=device.type == "cuda",
        )
        self.progress = (0, 0)
        folder.mkdir(parents=True, exist_ok=True)

    def resume(self) -> bool:
        """Continue from the folder's checkpoint; False if there is none.

        Raises:
            ValueError: the checkpoint is damaged, or belongs to a run with another network, start or recipe.
        """
        path = self.folder / "checkpoint.pt"
        if not path.exists():
            return False
        try:
            state = torch.load(path, map_location=self.device, weights_only=True)
            self.network.load_state_dict(state["network"])
            self.average.network.load_state_dict(state["average"])
            self.average.steps = state["average_steps"]
            self.optimizer.load_state_dict(state["optimizer"])
            self.progress = (state["stage"], state["step"])
            same = state["start"] == str(self.start) and state["recipe"] == asdict(self.recipe)
        except UNREADABLE as error:
            raise ValueError(f"{path}: not a checkpoint of this card's network: {error}") from error
        if not same:
            raise ValueError(f"{path} belongs to a run with another start or recipe; choose another --output")
        return True

    @property
    def done(self) -> bool:
        """Whether the recipe's last stage is over."""
        return self.progress[0] >= len(self.recipe.stages)

    def save(self) -> None:
        """Write the checkpoint; if the process is killed meanwhile, the previous one remains.

        Raises:
            OSError: it cannot be written, for example on a full disk.
        """
        stage, step = self.progress
        state = {
            "network": self.network.state_dict(),
            "average": self.average.network.state_dict(),
            "average_steps": self.average.steps,
            "optimizer": self.optimizer.state_dict(),
            "stage": stage,
            "step": step,
            "start": str(self.start),
            "recipe": asdict(self.recipe),
        }
        partial = self.folder / "checkpoint.partial"
        try:
            torch.save(state, partial)
        except RuntimeError as error:
            raise OSError(f"{partial}: cannot be written: {error}") from error
        partial.replace(self.folder / "checkpoint.pt")

    def run(
        self,
        training_set: TrainingSet,
        validation: Sequence[Sample],
        workers: int,
        teacher: Teacher | None = None,
    ) -> None:
        """Train to the end of the recipe, with a teacher or the set's soft labels, if any.

        Raises:
            ValueError: the teacher lacks a class, or the loss is no longer a number.
        """
        keep_freed_memory()
        torch.backends.cudnn.benchmark = True
        first_stage, first_step = self.progress
        for index in range(first_stage, len(self.recipe.stages)):
            self._run_stage(index, first_step, training_set, validation, workers, teacher)
            first_step = 0
            self.progress = (index + 1, 0)
            self.save()

    def _run_stage(
        self,
        index: int,
        first_step: int,
        training_set: TrainingSet,
        validation: Sequence[Sample],
        workers: int,
        teacher: Teacher | None,
    ) -> None:
        stage, recipe = self.recipe.stages[index], self.recipe
        freeze(self.network, stage.frozen)
        zoom = ZOOM if recipe.teacher_classes else 1
        windows = Windows(
            training_set, self.card, recipe, index, self.device, zoom, clean=teacher is not None
        )
        batches = load_windows(windows, range(first_step, stage.steps), workers)
        taught_by = training_set.soft_classes if teacher is None else teacher.classes
        objective = Objective(self.network, self.card, stage.input, self.device, teacher, taught_by)
        before = sum(earlier.images for earlier in recipe.stages[:index])

        saved, mean_loss = time.monotonic(), None
        name = f"stage {index + 1} of {len(recipe.stages)}"
        bar = tqdm(
            total=stage.steps * stage.batch,
            initial=first_step * stage.batch,
            desc=name,
            unit="window",
            mininterval=2,
        )
        for step, batch in enumerate(batches, first_step):
            done = (step + 1) * stage.batch
            rate = recipe.learning_rate_at(self.average.steps, (before + done) / recipe.images)
            loss = self._step(objective, batch, rate)
            mean_loss = loss if mean_loss is None else torch.lerp(mean_loss, loss, LOSS_SHARE)
            self.progress = (index, step + 1)
            bar.update(stage.batch)
            if step % SHOWN_STEPS == 0:
                bar.set_postfix(loss=f"{_finite(mean_loss):.3f}", lr=f"{rate:.1e}", refresh=False)
            if time.monotonic() - saved > CHECKPOINT_S:
                self.save()
                saved = time.monotonic()
            if done // recipe.validate_every > (done - stage.batch) // recipe.validate_every:
                metrics = self.validate(validation)
                shown = f"{name}, {done} windows: loss {float(mean_loss):.3f}"
                bar.write(f"{shown}, {json.dumps(metrics.as_dict()['ap50'])}")
                entry = {"images_seen": before + done, "loss": float(mean_loss), "learning_rate": rate}
                self._log({**entry, "per_second": bar.format_dict["rate"], **metrics.as_dict()})
        bar.close()

    def _step(self, objective: Objective, batch: Batch, rate: float) -> Tensor:
        """Train on a batch; return its loss, float []."""
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        loss = objective(batch)
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self.network.parameters(), LARGEST_GRADIENT)
        self.optimizer.step()
        self.average.update(self.network)
        return loss.detach()

    def validate(self, samples: Sequence[Sample]) -> Metrics:
        """Measure the moving average of the weights."""
        network = self.average.network
        card = seen_by_teacher(self.card) if isinstance(network, Teacher) else self.card
        return measure(make_predict(network, self.device), samples, card)

    def _log(self, entry: dict[str, Any]) -> None:
        with (self.folder / "log.jsonl").open("a", encoding="utf-8") as log:
            log.write(json.dumps(entry) + "\n")
        plot_log(self.folder / "log.jsonl", self.folder / "log.png")


def make_predict(network: nn.Module, device: torch.device) -> Predict:
    """Wrap the network as a function for :func:`training.evaluation.metrics.measure`."""

    @torch.inference_mode()
    def predict(batch: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        images = torch.from_numpy(batch).to(device).permute(0, 3, 1, 2)
        bbox_regression, logits = network.eval()(images)
        return bbox_regression.cpu().numpy(), logits.sigmoid().cpu().numpy()

    return predict


def freeze(network: Network | Teacher, blocks: int) -> None:
    """Make a network trainable except for the first blocks of its backbone, whose weights and norms are
    fixed."""
    network.train().requires_grad_(True)
    if isinstance(network, Network):
        network.backbone[:blocks].eval().requires_grad_(False)


def initialise(network: Network | Teacher) -> None:
    """He initialisation for the blocks, and PRIOR as the first score of every anchor."""
    for module in network.modules():
        if isinstance(module, nn.Conv2d):
            nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")
    for head in [*network.loc, *network.cls]:
        nn.init.normal_(head.out.weight, std=0.01)
        nn.init.zeros_(head.out.bias)
    for head in network.cls:
        nn.init.constant_(head.out.bias, float(np.log(PRIOR / (1 - PRIOR))))  # type: ignore[arg-type,union-attr]


def _finite(mean_loss: Tensor) -> float:
    """The loss as a number; waits for the device.

    Raises:
        ValueError: it is not finite.
    """
    value = float(mean_loss)
    if not np.isfinite(value):
        raise ValueError(
            "the loss is no longer a number: start again with a lower learning_rate in the recipe"
        )
    return value
