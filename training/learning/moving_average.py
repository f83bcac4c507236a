"""The moving average of a network's weights, which is measured and published."""

from __future__ import annotations

import copy

import torch
from torch import Tensor, nn


class MovingAverage:
    """An exponential moving average that forgets the first steps quickly: its decay grows up to ``decay``.

    The average begins with the weights after the first step.

    network: with the average of all weights and of the statistics of batch norm.
    """

    def __init__(self, network: nn.Module, decay: float) -> None:
        self.network = copy.deepcopy(network).eval().requires_grad_(False)
        self.steps, self._decay = 0, decay

    @torch.no_grad()
    def update(self, network: nn.Module) -> None:
        """Add the weights after a step to the average."""
        decay = min(self._decay, (1 + self.steps) / (10 + self.steps)) if self.steps else 0
        self.steps += 1
        torch._foreach_lerp_(_numbers(self.network), _numbers(network), 1 - decay)


def _numbers(network: nn.Module) -> list[Tensor]:
    return [value for value in network.state_dict().values() if value.is_floating_point()]
