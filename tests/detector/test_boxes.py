from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from detector.boxes import clip_boxes, compute_iou, decode_boxes, encode_boxes
from tests.goldens import float32, golden_cases

VARIANCES = (0.1, 0.1, 0.2, 0.2)


@golden_cases("boxes.json", "boxes.oracle.json")
def test_golden(case: dict[str, Any], tolerance: float) -> None:
    boxes = float32(case["boxes"], -1, 4)
    got: NDArray[Any]
    expected: NDArray[Any]
    if case["operation"] == "iou":
        got, expected = compute_iou(float32(case["box"], 4), boxes), np.array(case["iou"])
        assert got.dtype == np.float64
    else:
        anchors = float32(case["anchors"], -1, 4)
        bbox_regression = float32(case["bbox_regression"], -1, 4)
        if case["operation"] == "decode":
            got, expected = decode_boxes(bbox_regression, anchors, case["variances"]), boxes
        else:
            got, expected = encode_boxes(boxes, anchors, case["variances"]), bbox_regression
        assert got.dtype == np.float32
    np.testing.assert_allclose(got, expected, rtol=0, atol=tolerance)


def test_decode_reverses_encode() -> None:
    rng = np.random.default_rng(0)
    corners = rng.random((2, 100, 2, 2)).astype(np.float32)
    boxes, anchors = (
        np.concatenate([low, low + size + 0.01], axis=1, dtype=np.float32)
        for low, size in corners.transpose(0, 2, 1, 3)
    )
    offsets = encode_boxes(boxes, anchors, VARIANCES)
    np.testing.assert_allclose(decode_boxes(offsets, anchors, VARIANCES), boxes, atol=1e-5)


def test_clip_limits_to_the_image() -> None:
    boxes = float32([[-0.5, 0.25, 0.5, 1.5], [2, -2, 3, -1]], -1, 4)
    np.testing.assert_array_equal(clip_boxes(boxes), float32([[0, 0.25, 0.5, 1], [1, 0, 1, 0]], -1, 4))


@pytest.mark.parametrize("function", [encode_boxes, decode_boxes])
def test_wrong_shapes_are_named(function: Any) -> None:
    name = "boxes" if function is encode_boxes else "bbox_regression"
    with pytest.raises(ValueError, match=rf"{name}: expected shape \[3, 4\], got \[2, 4\]"):
        function(np.zeros((2, 4), np.float32), np.zeros((3, 4), np.float32), VARIANCES)
    with pytest.raises(ValueError, match=r"anchors: expected shape \[N, 4\], got \[3, 5\]"):
        function(np.zeros((3, 5), np.float32), np.zeros((3, 5), np.float32), VARIANCES)


@pytest.mark.parametrize("bad", [[0.5, 0, 0.5, 1], [0, 1, 1, 0], [0, 0, np.nan, 1]])
def test_encode_refuses_a_box_without_area(bad: list[float]) -> None:
    anchors = float32([[0, 0, 1, 1]] * 2, -1, 4)
    boxes = float32([[0, 0, 1, 1], bad], -1, 4)
    with pytest.raises(ValueError, match=r"expected x2 > x1 and y2 > y1, got \[.*\] at index 1"):
        encode_boxes(boxes, anchors, VARIANCES)
