"""Average precision by pycocotools."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval
from tqdm import tqdm

from detector.anchors import generate_anchors
from detector.boxes import decode_boxes
from detector.card import Card
from detector.nms import nms
from detector.preprocess import preprocess
from training.dataset import IGNORE, Sample, read_picture

Predict = Callable[[NDArray[np.float32]], tuple[NDArray[np.float32], NDArray[np.float32]]]
"""float32 [1, height, width, 3] to (bbox_regression [1, A, 4], scores [1, A, C])."""

SCORE_THRESH = 0.02
MAX_CANDIDATES = 300
"""Boxes of one class of one picture that enter NMS, best first."""

FACE_SIZES = {"tiny": (0, 12), "small": (12, 24), "medium": (24, 64), "large": (64, 1e4)}
"""Side of a face, the square root of its area, in pixels of the network's input."""


@dataclass(frozen=True)
class Metrics:
    """Average precision per class.

    precision: float64 [C, 101], at recall 0, .01 … 1 and IoU .5.
    scores, correct: float64 [N] and bool [N], every detection of every class outside the regions to ignore,
        and whether it is a face of that class at IoU .5.
    """

    classes: tuple[str, ...]
    ap50: tuple[float, ...]
    ap: tuple[float, ...]
    ap50_by_size: dict[str, tuple[float, ...]]
    precision: NDArray[np.float64]
    scores: NDArray[np.float64]
    correct: NDArray[np.bool_]

    @property
    def mean_ap50(self) -> float:
        return float(np.mean(self.ap50))

    def as_dict(self) -> dict[str, Any]:
        """What metrics.json holds."""

        def named(values: Sequence[float]) -> dict[str, float]:
            per_class = zip(self.classes, values, strict=True)
            return {**{name: round(v, 4) for name, v in per_class}, "mean": round(float(np.mean(values)), 4)}

        return {
            "ap50": named(self.ap50),
            "ap": named(self.ap),
            "ap50_by_size": {size: named(values) for size, values in self.ap50_by_size.items()},
        }


def measure(predict: Predict, samples: Sequence[Sample], card: Card) -> Metrics:
    """Run a network over annotated pictures and measure it: per-class NMS, scores above SCORE_THRESH.

    Regions to ignore count neither as a face that was missed nor as a false alarm, for no class.
    """
    anchors = generate_anchors(card.anchors)
    results: list[dict[str, Any]] = []
    for sample in tqdm(samples, "evaluate", unit="img", leave=False):
        bbox_regression, scores = predict(preprocess(read_picture(sample), card))
        results += _detect_all(sample.image_id, bbox_regression[0], scores[0], anchors, card)
    return _evaluate(samples, results, card)


def _detect_all(
    image_id: int,
    bbox_regression: NDArray[np.float32],
    scores: NDArray[np.float32],
    anchors: NDArray[np.float32],
    card: Card,
) -> list[dict[str, Any]]:
    """COCO results of one picture, boxes in pixels of the network's input."""
    size = np.array([card.input.width, card.input.height] * 2, np.float32)
    results = []
    for category in range(len(card.classes)):
        class_scores = scores[:, category]
        candidates = np.flatnonzero(class_scores > SCORE_THRESH)
        best = np.argsort(-class_scores[candidates], kind="stable")[:MAX_CANDIDATES]
        candidates = candidates[best]
        boxes = decode_boxes(bbox_regression[candidates], anchors[candidates], card.variances)
        for kept in nms(boxes, class_scores[candidates], card.thresholds.nms):
            x1, y1, x2, y2 = np.clip(boxes[kept], 0, 1) * size
            results.append(
                {
                    "image_id": image_id,
                    "category_id": category + 1,
                    "bbox": [float(x1), float(y1), float(x2 - x1), float(y2 - y1)],
                    "score": float(class_scores[candidates[kept]]),
                }
            )
    return results


def _evaluate(samples: Sequence[Sample], results: list[dict[str, Any]], card: Card) -> Metrics:
    with contextlib.redirect_stdout(io.StringIO()):
        truth = COCO()
        truth.dataset = _ground_truth(samples, card)  # type: ignore[assignment]
        truth.createIndex()
        found = truth.loadRes(results) if results else COCO()
        evaluation = COCOeval(truth, found, "bbox")
        evaluation.params.areaRng = [[0, 1e8], *([a**2, b**2] for a, b in FACE_SIZES.values())]
        evaluation.params.areaRngLbl = ["all", *FACE_SIZES]
        if results:
            evaluation.evaluate()
            evaluation.accumulate()
    if not results:
        nothing = (0.0,) * len(card.classes)
        sizes = dict.fromkeys(FACE_SIZES, nothing)
        curve = np.zeros((len(card.classes), 101))
        return Metrics(card.classes, nothing, nothing, sizes, curve, np.zeros(0), np.zeros(0, np.bool_))

    scores, correct = _judge(evaluation)
    precision = evaluation.eval["precision"][..., -1]  # [IoU, recall, class, size]

    def average(values: NDArray[np.float64]) -> tuple[float, ...]:
        """Mean over all axes but the class; -1 marks a class without a face of that size."""
        return tuple(float(v) for v in values.reshape(-1, values.shape[-1]).mean(axis=0))

    return Metrics(
        classes=card.classes,
        ap50=average(precision[0, :, :, 0]),
        ap=average(precision[:, :, :, 0]),
        ap50_by_size={size: average(precision[0, :, :, i + 1]) for i, size in enumerate(FACE_SIZES)},
        precision=precision[0, :, :, 0].T,
        scores=scores,
        correct=correct,
    )


def _judge(evaluation: COCOeval) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Score of every detection that counts, and whether it is right at IoU .5."""
    scores: list[NDArray[np.float64]] = [np.zeros(0)]
    correct: list[NDArray[np.bool_]] = [np.zeros(0, np.bool_)]
    for image in evaluation.evalImgs:
        if image is not None and image["aRng"] == evaluation.params.areaRng[0]:
            counts = ~np.asarray(image["dtIgnore"][0], np.bool_)
            scores.append(np.asarray(image["dtScores"], np.float64)[counts])
            correct.append(np.asarray(image["dtMatches"][0])[counts] > 0)
    return np.concatenate(scores), np.concatenate(correct)


def _ground_truth(samples: Sequence[Sample], card: Card) -> dict[str, Any]:
    """COCO annotations in pixels of the network's input; a region to ignore is a crowd of every class."""
    annotations: list[dict[str, Any]] = []
    for sample in samples:
        scale = [card.input.width / sample.width, card.input.height / sample.height] * 2
        for box, label in zip(sample.boxes * scale, sample.labels, strict=True):
            x1, y1, x2, y2 = (float(edge) for edge in box)
            ignored = label == IGNORE
            for category in range(len(card.classes)) if ignored else [int(label)]:
                annotations.append(
                    {
                        "id": len(annotations) + 1,
                        "image_id": sample.image_id,
                        "category_id": category + 1,
                        "bbox": [x1, y1, x2 - x1, y2 - y1],
                        "area": (x2 - x1) * (y2 - y1),
                        "iscrowd": int(ignored),
                    }
                )
    return {
        "info": {},
        "images": [{"id": sample.image_id} for sample in samples],
        "categories": [{"id": i + 1, "name": name} for i, name in enumerate(card.classes)],
        "annotations": annotations,
    }
