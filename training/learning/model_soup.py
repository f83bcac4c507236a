"""A model soup: the mean of networks with the same start, and its batch norm statistics."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import torch
from torch import Tensor
from torch.optim.swa_utils import update_bn
from tqdm import tqdm

from detector.card import Card
from detector.network.pytorch import Network
from detector.preprocess import preprocess
from training.data.dataset import Sample, read_picture

PICTURES, BATCH = 1500, 30
"""More pictures change nothing."""


def average_networks(networks: Sequence[Network]) -> Network:
    """The mean of the weights of networks, written into the first.

    The mean is better than each network if all were trained from the same weights for a short time.
    Source: https://arxiv.org/abs/2203.05482.
    """
    first, *_ = networks
    states = [network.state_dict() for network in networks]
    mean = {
        name: torch.stack([state[name] for state in states]).mean(dim=0)
        if value.is_floating_point()
        else value
        for name, value in states[0].items()
    }
    first.load_state_dict(mean)
    return first


def measure_batch_norm(network: Network, samples: Sequence[Sample], card: Card) -> None:
    """Recompute the batch norm statistics from whole pictures, as the network will see them, in place.

    In training they are a moving average over windows, and after averaging networks they do not fit the mean.
    Source: https://arxiv.org/abs/2105.07576.
    """
    chosen = np.random.default_rng(0).permutation(len(samples))[:PICTURES]
    update_bn(_read_batches([samples[index] for index in chosen], card), network)
    network.eval()


def _read_batches(samples: Sequence[Sample], card: Card) -> Iterator[Tensor]:
    """float32 [BATCH, 3, height, width]."""
    for start in tqdm(range(0, len(samples), BATCH), "batch norm", unit="batch", leave=False):
        pictures = [preprocess(read_picture(sample), card) for sample in samples[start : start + BATCH]]
        yield torch.from_numpy(np.concatenate(pictures)).permute(0, 3, 1, 2)
