from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from detector.backends import Output
from detector.card import parse_card
from detector.detector import Detector
from tests.goldens import read_golden

CARD = parse_card(read_golden("postprocess.json")["cards"]["two anchors in each of two cells"])


class Stub:
    """Answers a picture of one colour with a score, on the first anchor, equal to its green level."""

    def run(self, batch: NDArray[np.float32]) -> Output:
        assert batch.shape == (1, 4, 8, 3)
        scores = np.zeros((1, 4, 2), np.float32)
        scores[0, 0, 1] = batch[..., 1].mean() / 255
        return np.zeros((1, 4, 4), np.float32), scores


def plain(green: int) -> NDArray[np.uint8]:
    return np.full((100, 200, 3), (0, green, 255), np.uint8)


def test_from_picture_to_faces() -> None:
    (face,) = Detector(CARD, Stub()).detect(plain(204))
    assert face == {"label": "no_mask", "score": pytest.approx(0.8), "box": [0, 25, 100, 75]}


def test_thresholds_default_to_the_card() -> None:
    detector = Detector(CARD, Stub())
    assert detector.detect(plain(102)) == []
    assert len(detector.detect(plain(102), score_thresh=0.3)) == 1
    assert detector.detect(plain(204), score_thresh=0.9) == []


def test_bad_input_is_named() -> None:
    detector = Detector(CARD, Stub())
    with pytest.raises(ValueError, match="image: expected uint8"):
        detector.detect(plain(0).astype(np.float32))
    with pytest.raises(ValueError, match=r"score_thresh: expected 0\.\.1, got 2"):
        detector.detect(plain(0), score_thresh=2)
    with pytest.raises(ValueError, match=r"nms_thresh: expected 0\.\.1, got -1"):
        detector.detect(plain(0), nms_thresh=-1)
