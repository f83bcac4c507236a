"""The boxes of many photos, looked up for a whole batch at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray


class BoxTable:
    """Boxes of photos, with a value or a row of values for each box."""

    def __init__(self, boxes: Sequence[NDArray[np.floating[Any]]], values: Sequence[NDArray[Any]]) -> None:
        """boxes: [K, 4] for each photo; values: [K] or [K, C] for each photo."""
        self._counts = np.array([len(rows) for rows in boxes], np.int64)
        self._first = np.cumsum(self._counts) - self._counts
        self._boxes = np.concatenate([*boxes, np.zeros((1, 4))]).astype(np.float64)
        self._values = np.concatenate([*values, np.zeros((1, *values[0].shape[1:]), values[0].dtype)])

    def take(self, rows: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[Any], NDArray[np.bool_]]:
        """Boxes float64 [B, K, 4] and values [B, K] or [B, K, C] of photos ``rows``, and bool [B, K], False
        for padding; K is at least 1."""
        counts = self._counts[rows]
        column = np.arange(max(1, counts.max(initial=0)))
        real = column < counts[:, None]
        index = np.where(real, self._first[rows][:, None] + column, len(self._boxes) - 1)
        return self._boxes[index], self._values[index], real


def keep_columns(kept: NDArray[np.bool_], *arrays: NDArray[Any]) -> list[NDArray[Any]]:
    """Move the kept entries of each row to its front and drop columns that no row needs.

    Args:
        kept: bool [B, K].
        arrays: [B, K] or [B, K, C].

    Returns:
        ``kept`` and the arrays, [B, J] or [B, J, C], with the smallest J ≥ 1 that holds all kept entries.
    """
    order = np.argsort(~kept, axis=1, kind="stable")[:, : max(1, int(kept.sum(axis=1).max(initial=0)))]
    return [np.take_along_axis(a, order if a.ndim == 2 else order[..., None], 1) for a in (kept, *arrays)]
