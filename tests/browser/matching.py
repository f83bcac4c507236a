"""Detections compared."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detector.boxes import compute_iou
from detector.postprocess import Detection


def iou(a: Sequence[float], b: Sequence[float]) -> float:
    """Of two boxes [x1, y1, x2, y2] in pixels."""
    return float(compute_iou(np.array(a, np.float32), np.array([b], np.float32))[0])


def assert_same(got: Sequence[Detection], expected: Sequence[Detection]) -> None:
    """Two runtimes saw the same picture: the same labels, in nearly the same places, about as sure."""
    assert len(got) == len(expected)
    rest = list(got)
    for face in expected:
        match = max(rest, key=lambda other: iou(face["box"], other["box"]))
        rest.remove(match)
        assert match["label"] == face["label"]
        assert iou(match["box"], face["box"]) >= 0.95
        assert abs(match["score"] - face["score"]) <= 0.03
