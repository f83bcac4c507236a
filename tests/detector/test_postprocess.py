from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from detector.anchors import generate_anchors
from detector.card import parse_card
from detector.postprocess import postprocess
from tests.goldens import float32, golden_cases, read_golden

CARDS = {name: parse_card(card) for name, card in read_golden("postprocess.json")["cards"].items()}
CARD = CARDS["two anchors in each of two cells"]
ANCHORS = generate_anchors(CARD.anchors)
OFFSETS, SCORES = np.zeros((4, 4), np.float32), np.zeros((4, 2), np.float32)


@golden_cases("postprocess.json")
def test_golden(case: dict[str, Any], tolerance: float) -> None:
    card = CARDS[case["card"]]
    got = postprocess(
        float32(case["bbox_regression"], -1, 4),
        float32(case["scores"], -1, len(card.classes)),
        generate_anchors(card.anchors),
        card,
        tuple(case["image_size"]),
        case.get("score_thresh"),
        case.get("nms_thresh"),
    )
    assert [face["label"] for face in got] == [face["label"] for face in case["detections"]]
    for face, expected in zip(got, case["detections"], strict=True):
        assert face["score"] == float(np.float32(expected["score"]))
        np.testing.assert_allclose(face["box"], expected["box"], rtol=0, atol=tolerance)


def test_a_leading_batch_of_one_is_accepted() -> None:
    scores = SCORES.copy()
    scores[2, 1] = 0.75
    once = postprocess(OFFSETS, scores, ANCHORS, CARD, (100, 200))
    assert once
    assert postprocess(OFFSETS[None], scores[None], ANCHORS, CARD, (100, 200)) == once


def test_wrong_shapes_are_named() -> None:
    with pytest.raises(ValueError, match=r"bbox_regression: expected shape \[4, 4\], got \[3, 4\]"):
        postprocess(OFFSETS[:3], SCORES, ANCHORS, CARD, (100, 200))
    with pytest.raises(ValueError, match=r"scores: expected shape \[4, 2\], got \[4, 3\]"):
        postprocess(OFFSETS, np.zeros((4, 3), np.float32), ANCHORS, CARD, (100, 200))
    with pytest.raises(ValueError, match=r"scores: expected shape \[4, 2\], got \[2, 4, 2\]"):
        postprocess(OFFSETS, np.stack([SCORES, SCORES]), ANCHORS, CARD, (100, 200))


def test_wrong_type_is_named() -> None:
    with pytest.raises(ValueError, match="scores: expected float32, got float64"):
        postprocess(OFFSETS, SCORES.astype(np.float64), ANCHORS, CARD, (100, 200))


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("name", ["bbox_regression", "scores"])
def test_output_that_is_not_finite_is_named(name: str, value: float) -> None:
    outputs: dict[str, NDArray[np.float32]] = {
        "bbox_regression": OFFSETS.copy(),
        "scores": SCORES.copy(),
    }
    outputs[name][1, 1] = value
    with pytest.raises(ValueError, match=f"{name}: expected finite numbers, got {value}"):
        postprocess(outputs["bbox_regression"], outputs["scores"], ANCHORS, CARD, (100, 200))


@pytest.mark.parametrize("value", [-0.1, 1.1, np.nan])
@pytest.mark.parametrize("name", ["score_thresh", "nms_thresh"])
def test_thresholds_out_of_range_are_named(name: str, value: float) -> None:
    with pytest.raises(ValueError, match=f"{name}: expected 0..1, got {value}"):
        postprocess(OFFSETS, SCORES, ANCHORS, CARD, (100, 200), **{name: value})
