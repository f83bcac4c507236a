"""The precision of stored weights, the same for every format and every measurement.

Kernels are rounded; they hold 97 % of the numbers. Biases and constants are not rounded.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

HIGHEST_LEVEL = 255


@dataclass(frozen=True)
class Levels:
    """Weights in eight bits, as TensorFlow.js stores them: a weight is level * scale + low, as float32."""

    levels: NDArray[np.uint8]
    scale: float
    low: float

    def restore(self) -> NDArray[np.float32]:
        return (self.levels * self.scale + self.low).astype(np.float32)


def to_levels(weights: NDArray[np.float32]) -> Levels:
    """256 levels from the smallest weight to the largest; both are levels themselves.

    Weights that came from levels give the same levels again.

    Args:
        weights: float32, of any shape, not empty.
    """
    low, high = float(weights.min()), float(weights.max())
    scale = (high - low) / HIGHEST_LEVEL
    levels = np.rint((weights.astype(np.float64) - low) / (scale or 1))
    return Levels(levels.astype(np.uint8), scale, low)


def _to_uint8(weights: NDArray[np.float32]) -> NDArray[np.float32]:
    return to_levels(weights).restore()


def _to_float16(weights: NDArray[np.float32]) -> NDArray[np.float32]:
    return weights.astype(np.float16).astype(np.float32)


@dataclass(frozen=True)
class WeightType:
    """A type of stored weights: bytes per number, and the kernel that is read back from a file."""

    size: int
    round: Callable[[NDArray[np.float32]], NDArray[np.float32]]


WEIGHT_TYPES = {
    "f32": WeightType(4, lambda weights: weights),
    "f16": WeightType(2, _to_float16),
    "uint8": WeightType(1, _to_uint8),
}

PUBLISHED_TYPE = "uint8"
"""Of the weights that page and server run, and that figures are measured with."""
