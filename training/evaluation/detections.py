"""Run a network over annotated pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from detector.boxes import decode_boxes
from detector.card import Card
from detector.nms import nms
from detector.preprocess import preprocess
from training.data.dataset import Sample, read_picture
from training.data.face_sizes import REFERENCE_PX

Predict = Callable[[NDArray[np.float32]], tuple[NDArray[np.float32], NDArray[np.float32]]]
"""float32 [1, height, width, 3] to (bbox_regression [1, A, 4], scores [1, A, C])."""

Output = tuple[Sample, NDArray[np.float32], NDArray[np.float32]]

SCORE_THRESH = 0.02
MAX_CANDIDATES = 300
"""Boxes of one class of one picture that enter NMS, best first."""


def run_network(predict: Predict, samples: Sequence[Sample], card: Card) -> Iterator[Output]:
    """Yield each sample with bbox_regression float32 [A, 4] and scores float32 [A, C]; show a progress
    bar."""
    for sample in tqdm(samples, "evaluate", unit="img", leave=False):
        bbox_regression, scores = predict(preprocess(read_picture(sample), card))
        yield sample, bbox_regression[0], scores[0]


def detect_per_class(output: Output, anchors: NDArray[np.float32], card: Card) -> list[dict[str, Any]]:
    """COCO results of one picture for average precision: NMS per class, scores above SCORE_THRESH; boxes in
    pixels of the reference."""
    sample, bbox_regression, scores = output
    results = []
    for category in range(len(card.classes)):
        class_scores = scores[:, category]
        candidates = np.flatnonzero(class_scores > SCORE_THRESH)
        best = np.argsort(-class_scores[candidates], kind="stable")[:MAX_CANDIDATES]
        candidates = candidates[best]
        boxes = decode_boxes(bbox_regression[candidates], anchors[candidates], card.variances)
        for kept in nms(boxes, class_scores[candidates], card.thresholds.nms):
            x1, y1, x2, y2 = np.clip(boxes[kept], 0, 1) * REFERENCE_PX
            results.append(
                {
                    "image_id": sample.image_id,
                    "category_id": category + 1,
                    "bbox": [float(x1), float(y1), float(x2 - x1), float(y2 - y1)],
                    "score": float(class_scores[candidates[kept]]),
                }
            )
    return results
