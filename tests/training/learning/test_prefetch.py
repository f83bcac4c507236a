from __future__ import annotations

import threading

import pytest
import torch

from training.learning.prefetch import AHEAD, prefetch

CPU = torch.device("cpu")


def test_batches_come_in_order_and_are_prepared_ahead() -> None:
    started = [threading.Event() for _ in range(6)]

    def prepare(step: int) -> torch.Tensor:
        started[step - 3].set()
        return torch.tensor(step)

    batches = prefetch(prepare, range(3, 9), CPU)
    assert int(next(batches)) == 3
    assert all(event.wait(60) for event in started[: 1 + AHEAD])
    assert not started[1 + AHEAD].is_set(), "no more than AHEAD batches wait in memory"
    assert [int(batch) for batch in batches] == [4, 5, 6, 7, 8]


def test_a_fault_in_preparation_reaches_the_caller() -> None:
    def prepare(step: int) -> torch.Tensor:
        if step == 1:
            raise ValueError("photo 1")
        return torch.tensor(step)

    batches = prefetch(prepare, range(9), CPU)
    next(batches)
    with pytest.raises(ValueError, match="photo 1"):
        next(batches)


def test_a_caller_that_stops_early_does_not_hang() -> None:
    batches = prefetch(torch.tensor, range(1_000_000), CPU)
    next(batches)
    batches.close()  # type: ignore[attr-defined]
