"""The training loop."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel
from tqdm import tqdm

from detector.backends.pytorch import UNREADABLE
from detector.card import Card
from detector.network.pytorch import Network
from training.data.dataset import Sample, read_images
from training.data.resized_card import check_input
from training.data.windows import Windows, anchors_at, load_windows
from training.evaluation.curves import plot_log
from training.evaluation.detections import Predict
from training.evaluation.metrics import Metrics, measure
from training.learning.losses import detection_loss
from training.learning.memory import keep_freed_memory
from training.learning.recipe import Recipe

CHECKPOINT_SECONDS = 120
PRIOR = 0.01
"""Score of every anchor before training, so that background does not drown the first steps.

Source: https://arxiv.org/abs/1708.02002, section 4.1.
"""


class Training:
    """A run: its weights, their moving average, the optimizer, and how far it is.

    ``progress`` is (stage, steps done in it); a checkpoint holds all of it, so a killed run goes on where it
    was, with the same windows.
    """

    def __init__(
        self, card: Card, recipe: Recipe, folder: Path, device: torch.device, start: Path | None = None
    ) -> None:
        """``start`` is the model whose weights the caller puts into the network, None for a fresh one.

        Raises:
            ValueError: the card or a stage's input does not suit the network.
        """
        for stage in recipe.stages:
            check_input(card, stage.input)
        torch.manual_seed(recipe.seed)
        self.card, self.recipe, self.folder, self.device, self.start = card, recipe, folder, device, start
        network = Network(card)
        initialise(network)
        self.network = network.to(device).to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.average = AveragedModel(self.network, avg_fn=moving_average(recipe.ema_decay), use_buffers=True)
        self.optimizer = torch.optim.AdamW(
            [
                {
                    "params": [p for p in network.parameters() if p.ndim > 1],
                    "weight_decay": recipe.weight_decay,
                },
                {"params": [p for p in network.parameters() if p.ndim == 1], "weight_decay": 0.0},
            ]
        )
        self.progress = (0, 0)
        folder.mkdir(parents=True, exist_ok=True)

    def resume(self) -> bool:
        """Go on from the folder's checkpoint; False if there is none.

        Raises:
            ValueError: the checkpoint is damaged, or of another run: another network, another start, or other
                stages up to where it is.
        """
        path = self.folder / "checkpoint.pt"
        if not path.exists():
            return False
        try:
            state = torch.load(path, map_location=self.device, weights_only=True)
            self.network.load_state_dict(state["network"])
            self.average.load_state_dict(state["average"])
            self.optimizer.load_state_dict(state["optimizer"])
            stage, step = self.progress = (state["stage"], state["step"])
            begun = stage + (step > 0)
            same = state["start"] == str(self.start) and state["stages"][:begun] == self._stages[:begun]
        except UNREADABLE as error:
            raise ValueError(f"{path}: not a checkpoint of this card's network: {error}") from error
        if not same:
            raise ValueError(f"{path} is of a run with another start or other stages; name another --output")
        return True

    @property
    def done(self) -> bool:
        """Whether the recipe's last stage is over."""
        return self.progress[0] >= len(self.recipe.stages)

    @property
    def _stages(self) -> list[dict[str, float]]:
        return [asdict(stage) for stage in self.recipe.stages]

    def save(self) -> None:
        """Write the checkpoint; a kill while it is written leaves the one before.

        Raises:
            OSError: it cannot be written, on a full disk for example.
        """
        stage, step = self.progress
        state = {
            "network": self.network.state_dict(),
            "average": self.average.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "stage": stage,
            "step": step,
            "start": str(self.start),
            "stages": self._stages,
        }
        partial = self.folder / "checkpoint.partial"
        try:
            torch.save(state, partial)
        except RuntimeError as error:
            raise OSError(f"{partial}: cannot be written: {error}") from error
        partial.replace(self.folder / "checkpoint.pt")

    def run(self, samples: Sequence[Sample], validation: Sequence[Sample], workers: int) -> None:
        """Train to the end of the recipe."""
        keep_freed_memory()
        images = read_images(samples)
        first_stage, first_step = self.progress
        for index in range(first_stage, len(self.recipe.stages)):
            self._run_stage(index, first_step, samples, images, validation, workers)
            first_step = 0
            self.progress = (index + 1, 0)
            self.save()

    def _run_stage(
        self,
        index: int,
        first_step: int,
        samples: Sequence[Sample],
        images: Sequence[NDArray[np.uint8]],
        validation: Sequence[Sample],
        workers: int,
    ) -> None:
        stage = self.recipe.stages[index]
        freeze(self.network, stage.frozen)
        seed = self.recipe.seed + index
        windows = Windows(samples, images, self.card, stage.input, self.recipe.sampling, seed)
        batches = load_windows(windows, first_step * stage.batch, stage.images, stage.batch, workers)
        anchors = torch.from_numpy(anchors_at(self.card, stage.input)).to(self.device)
        variances = torch.tensor(self.card.variances, device=self.device)

        saved, mean_loss = time.monotonic(), 0.0
        name = f"stage {index + 1} of {len(self.recipe.stages)}"
        bar = tqdm(total=stage.images, initial=first_step * stage.batch, desc=name, unit="img", mininterval=2)
        steps = range(first_step, stage.steps)
        for step, batch in zip(steps, self._to_device(batches), strict=True):
            rate = self.recipe.learning_rate(stage, step)
            loss = self._step(batch, anchors, variances, rate)
            mean_loss += (loss - mean_loss) * 0.02 if step > first_step else loss
            self.progress = (index, step + 1)
            bar.update(stage.batch)
            bar.set_postfix(loss=f"{mean_loss:.3f}", lr=f"{rate:.1e}", refresh=False)
            if time.monotonic() - saved > CHECKPOINT_SECONDS:
                self.save()
                saved = time.monotonic()
            done = (step + 1) * stage.batch
            if done // self.recipe.validate_every > step * stage.batch // self.recipe.validate_every:
                metrics = self.validate(validation)
                before = sum(stage.images for stage in self.recipe.stages[:index])
                entry = {"images_seen": before + done, "loss": mean_loss, "learning_rate": rate}
                self._log({**entry, **metrics.as_dict()})
                bar.write(
                    f"{name}, {done} images: loss {mean_loss:.3f}, {json.dumps(metrics.as_dict()['ap50'])}"
                )
        bar.close()

    def _to_device(self, batches: Any) -> Iterator[tuple[Tensor, Tensor, Tensor]]:
        for images, labels, boxes in batches:
            images = images.to(self.device, non_blocking=True).permute(0, 3, 1, 2)
            scaled = images.float() * self.card.input.scale
            yield scaled, labels.to(self.device), boxes.to(self.device)

    def _step(
        self, batch: tuple[Tensor, Tensor, Tensor], anchors: Tensor, variances: Tensor, rate: float
    ) -> float:
        images, labels, boxes = batch
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        with torch.autocast(self.device.type, torch.bfloat16, enabled=has_bfloat16(self.device)):
            bbox_regression, logits = self.network(images)
        loss = detection_loss(bbox_regression.float(), logits.float(), labels, boxes, anchors, variances)
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self.network.parameters(), 10.0)
        self.optimizer.step()
        self.average.update_parameters(self.network)
        return float(loss.detach())

    @property
    def averaged_network(self) -> Network:
        """The network with the moving average of the weights: the one to publish."""
        network = self.average.module
        assert isinstance(network, Network)
        return network.eval()

    def validate(self, samples: Sequence[Sample]) -> Metrics:
        """Measure the moving average of the weights."""
        return measure(make_predict(self.averaged_network, self.device), samples, self.card)

    def _log(self, entry: dict[str, Any]) -> None:
        with (self.folder / "log.jsonl").open("a", encoding="utf-8") as log:
            log.write(json.dumps(entry) + "\n")
        plot_log(self.folder / "log.jsonl", self.folder / "log.png")


def make_predict(network: Network, device: torch.device) -> Predict:
    """The network as :func:`training.evaluation.metrics.measure` calls it."""

    @torch.inference_mode()
    def predict(batch: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        images = torch.from_numpy(batch).to(device).permute(0, 3, 1, 2)
        bbox_regression, logits = network.eval()(images)
        return bbox_regression.cpu().numpy(), logits.sigmoid().cpu().numpy()

    return predict


def freeze(network: Network, blocks: int) -> None:
    """Let a network learn, all but the first blocks of its backbone: their weights and norms stay."""
    network.train().requires_grad_(True)
    network.backbone[:blocks].eval().requires_grad_(False)


def moving_average(decay: float) -> Callable[[Tensor, Tensor, Tensor | int], Tensor]:
    """An exponential moving average that forgets the first steps quickly: its decay grows up to ``decay``."""

    def average(averaged: Tensor, current: Tensor, steps: Tensor | int) -> Tensor:
        share = 1 - min(decay, float(1 + steps) / float(10 + steps))
        return averaged + share * (current - averaged)

    return average


def initialise(network: Network) -> None:
    """He initialisation for the blocks, and PRIOR as the first score of every anchor."""
    for module in network.modules():
        if isinstance(module, nn.Conv2d):
            nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")
    for head in [*network.loc, *network.cls]:
        nn.init.normal_(head.out.weight, std=0.01)
        nn.init.zeros_(head.out.bias)
    for head in network.cls:
        nn.init.constant_(head.out.bias, float(np.log(PRIOR / (1 - PRIOR))))  # type: ignore[arg-type,union-attr]


def has_bfloat16(device: torch.device) -> bool:
    """Whether mixed precision in bfloat16 is faster than float32 on this device."""
    if device.type == "cuda":
        return bool(torch.cuda.is_bf16_supported(including_emulation=False))
    return bool(torch.ops.mkldnn._is_mkldnn_bf16_supported()) if device.type == "cpu" else False
