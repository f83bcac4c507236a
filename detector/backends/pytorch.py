"""PyTorch."""

from __future__ import annotations

from pathlib import Path
from pickle import UnpicklingError

import numpy as np
import torch
from numpy.typing import NDArray

from detector.backends import Output
from detector.card import Card
from detector.network.pytorch import Network

UNREADABLE = (UnpicklingError, RuntimeError, LookupError, TypeError, EOFError)
"""What PyTorch raises when a file does not hold the weights that it should."""


class PyTorchBackend:
    """A trained :class:`Network`."""

    def __init__(self, network: Network) -> None:
        self._network = network.eval()

    @torch.inference_mode()
    def run(self, batch: NDArray[np.float32]) -> Output:
        bbox_regression, logits = self._network(torch.from_numpy(batch).permute(0, 3, 1, 2))
        return bbox_regression.numpy(), logits.sigmoid().numpy()


def load(model: Path, card: Card) -> PyTorchBackend:
    """Read a state_dict of :class:`Network`; see :func:`detector.backends.load_backend`."""
    network = Network(card)
    network.load_state_dict(torch.load(model, map_location="cpu", weights_only=True))
    return PyTorchBackend(network)
