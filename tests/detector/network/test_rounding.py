"""Weights in fewer bits: as tensorflowjs' converter stores them, give or take a level, and stable."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from detector.network.rounding import PUBLISHED_TYPE, WEIGHT_TYPES, to_levels


def make_weights(low: float, high: float) -> NDArray[np.float32]:
    return np.random.default_rng(0).uniform(low, high, (3, 3, 8, 4)).astype(np.float32)


def test_levels_by_hand() -> None:
    stored = to_levels(np.array([-1, 0, 0.6, 50, 254], np.float32))
    assert (stored.scale, stored.low) == (1, -1)
    assert stored.levels.tolist() == [0, 1, 2, 51, 255]
    assert stored.restore().tolist() == [-1, 0, 1, 50, 254]


@pytest.mark.parametrize("limits", [(-0.3, 0.9), (0.2, 0.9), (-0.9, -0.2), (-1e-3, 5), (7.7, 7.7)])
def test_a_level_is_at_most_half_a_step_away_and_the_ends_stay(limits: tuple[float, float]) -> None:
    weights = make_weights(*limits)
    rounded = WEIGHT_TYPES["uint8"].round(weights)
    assert rounded.dtype == np.float32
    assert (rounded.min(), rounded.max()) == (weights.min(), weights.max())
    step = np.ptp(weights) / 255
    assert np.abs(rounded - weights).max() <= 0.5001 * step
    assert len(np.unique(rounded)) <= 256


@pytest.mark.parametrize("limits", [(-0.3, 0.9), (0.2, 0.9), (1e-4, 3e4), (-3e4, 1e-4)])
@pytest.mark.parametrize("name", WEIGHT_TYPES)
def test_what_is_rounded_stays_as_it_is(name: str, limits: tuple[float, float]) -> None:
    once = WEIGHT_TYPES[name].round(make_weights(*limits))
    np.testing.assert_array_equal(WEIGHT_TYPES[name].round(once), once)


def test_the_published_type_has_eight_bits() -> None:
    assert WEIGHT_TYPES[PUBLISHED_TYPE].size == 1
