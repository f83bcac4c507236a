"""Batches prepared ahead of time, while the network learns from earlier ones."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import Any, TypeVar

import torch
from torch import Tensor
from torch.utils._pytree import tree_leaves

T = TypeVar("T")

AHEAD = 2
"""Batches."""


def prefetch(prepare: Callable[[int], T], steps: range, device: torch.device) -> Iterator[T]:
    """Call ``prepare`` for each step in order, in another thread and on another stream of a GPU.

    A copy from the host to the GPU waits for its own stream. On the stream that trains, it would wait for the
    whole step.

    Args:
        prepare: returns tensors on the device, alone or in tuples.
    """
    streams = torch.get_device_module(device)
    own = streams.Stream(device)

    def prepare_on_stream(step: int) -> tuple[T, Any]:
        with streams.stream(own):
            return prepare(step), own.record_event()

    with ThreadPoolExecutor(1) as thread:
        later = iter(steps)
        coming = deque(thread.submit(prepare_on_stream, step) for step in islice(later, AHEAD))
        while coming:
            batch, ready = coming.popleft().result()
            coming.extend(thread.submit(prepare_on_stream, step) for step in islice(later, 1))
            training = streams.current_stream()
            training.wait_event(ready)
            for tensor in tree_leaves(batch):
                if isinstance(tensor, Tensor) and tensor.is_cuda:
                    tensor.record_stream(training)  # its memory is not reused before this stream is done
            yield batch
