"""The loss of a batch: run the network and, if there is one, its teacher."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor, nn

from detector.card import Card
from training.learning.geometry import decode_boxes
from training.learning.lessons import read_outputs, read_soft_labels
from training.learning.losses import Lesson, detection_loss
from training.learning.windows import Batch, anchors_at


class Objective:
    """The loss of a network in one stage. On a GPU the first step compiles its parts, which takes a
    minute."""

    def __init__(
        self,
        network: nn.Module,
        card: Card,
        size: int,
        device: torch.device,
        teacher: nn.Module | None = None,
        taught_by: Sequence[str] = (),
    ) -> None:
        """size: of the stage's windows. taught_by: classes of the teacher or of the soft labels, if any.

        Raises:
            ValueError: a class of the network is not among them.
        """
        self._device, self._scale = device, card.input.scale
        self._anchors = torch.from_numpy(anchors_at(card, size)).to(device)
        self._variances = torch.tensor(card.variances, device=device)
        self._columns = None
        if taught_by:
            if not set(card.classes) <= set(taught_by):
                raise ValueError(f"teacher: expected the classes {list(card.classes)}, got {list(taught_by)}")
            self._columns = torch.tensor([taught_by.index(name) for name in card.classes], device=device)
        usual = (
            size == card.input.width
        )  # for other sizes the network computes constants, which is not compiled
        self._network = self._compile(network) if usual else network
        self._teacher = self._compile(teacher) if teacher is not None and usual else teacher
        self._loss = self._compile(detection_loss)

    def __call__(self, batch: Batch) -> Tensor:
        """float [], differentiable."""
        bbox_regression, logits = self._run(self._network, batch.images)
        decoded = decode_boxes(bbox_regression, self._anchors, self._variances)
        lesson = self._ask_teacher(batch, decoded)
        loss: Tensor = self._loss(decoded, logits, batch.matches, lesson, self._columns)
        return loss

    @torch.no_grad()
    def _ask_teacher(self, batch: Batch, decoded: Tensor) -> Lesson | None:
        if self._teacher is not None and batch.clean is not None:
            return read_outputs(*self._run(self._teacher, batch.clean), self._anchors, self._variances)
        return None if batch.soft is None else read_soft_labels(batch.soft, decoded)

    def _run(self, network: Any, images: Tensor) -> tuple[Tensor, Tensor]:
        """uint8 [B, 3, side, side] to float32 outputs, in mixed precision where that is faster."""
        scaled = (images.float() * self._scale).contiguous(memory_format=torch.channels_last)
        with torch.autocast(self._device.type, torch.bfloat16, enabled=has_bfloat16(self._device)):
            bbox_regression, logits = network(scaled)
        return bbox_regression.float(), logits.float()

    def _compile(self, function: Any) -> Any:
        return torch.compile(function, dynamic=False) if self._device.type == "cuda" else function


def has_bfloat16(device: torch.device) -> bool:
    """Whether mixed precision in bfloat16 is faster than float32 on this device."""
    if device.type == "cuda":
        return bool(torch.cuda.is_bf16_supported(including_emulation=False))
    return bool(torch.ops.mkldnn._is_mkldnn_bf16_supported()) if device.type == "cpu" else False
