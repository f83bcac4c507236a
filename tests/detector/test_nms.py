from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from detector.nms import nms
from tests.goldens import float32, golden_cases


@golden_cases("nms.json", "nms.oracle.json")
def test_golden(case: dict[str, Any], tolerance: float) -> None:
    keep = nms(float32(case["boxes"], -1, 4), float32(case["scores"], -1), case["nms_thresh"])
    assert keep.tolist() == case["keep"]


def test_wrong_shapes_are_named() -> None:
    with pytest.raises(ValueError, match=r"boxes: expected shape \[N, 4\], got \[4\]"):
        nms(np.zeros(4, np.float32), np.zeros(1, np.float32), 0.4)
    with pytest.raises(ValueError, match=r"scores: expected shape \[2\], got \[2, 2\]"):
        nms(np.zeros((2, 4), np.float32), np.zeros((2, 2), np.float32), 0.4)


@pytest.mark.parametrize("nms_thresh", [-0.1, 1.1, np.nan])
def test_threshold_out_of_range(nms_thresh: float) -> None:
    with pytest.raises(ValueError, match=rf"nms_thresh: expected 0..1, got {nms_thresh}"):
        nms(np.zeros((0, 4), np.float32), np.zeros(0, np.float32), nms_thresh)
