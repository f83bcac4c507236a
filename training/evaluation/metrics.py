"""Average precision by pycocotools."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

from detector.anchors import generate_anchors
from detector.card import Card
from training.data.dataset import IGNORE, Sample
from training.data.face_sizes import FACE_SIZES, to_reference
from training.evaluation.detections import Predict, detect_per_class, run_network


@dataclass(frozen=True)
class Metrics:
    """Average precision per class; -1 for a class that has no face, or none of a size.

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
        """Mean AP50 over the classes that have a face."""
        return float(np.mean([v for v in self.ap50 if v >= 0] or [0]))

    def as_dict(self) -> dict[str, Any]:
        """The content of metrics.json; None if there is no face to measure."""

        def named(values: Sequence[float]) -> dict[str, float | None]:
            measured = {name: v for name, v in zip(self.classes, values, strict=True) if v >= 0}
            mean = round(float(np.mean(list(measured.values()))), 4) if measured else None
            rounded = {name: round(measured[name], 4) if name in measured else None for name in self.classes}
            return {**rounded, "mean": mean}

        return {
            "ap50": named(self.ap50),
            "ap": named(self.ap),
            "ap50_by_size": {size: named(values) for size, values in self.ap50_by_size.items()},
        }


def measure(predict: Predict, samples: Sequence[Sample], card: Card) -> Metrics:
    """Run a network over annotated pictures and measure it: per-class NMS, scores above SCORE_THRESH.

    Regions to ignore count neither as missed faces nor as false alarms, in any class.
    """
    anchors = generate_anchors(card.anchors)
    results = [
        result
        for output in run_network(predict, samples, card)
        for result in detect_per_class(output, anchors, card)
    ]
    return average_precision(samples, results, card)


def average_precision(samples: Sequence[Sample], results: list[dict[str, Any]], card: Card) -> Metrics:
    """Measure the results of :func:`training.evaluation.detections.detect_per_class` for each sample."""
    with contextlib.redirect_stdout(io.StringIO()):
        truth = COCO()
        truth.dataset = _ground_truth(samples, card.classes)  # type: ignore[assignment]
        truth.createIndex()
        found = truth.loadRes(results) if results else _without_faces(truth)
        evaluation = COCOeval(truth, found, "bbox")
        evaluation.params.areaRng = [[0, 1e8], *([a**2, b**2] for a, b in FACE_SIZES.values())]
        evaluation.params.areaRngLbl = ["all", *FACE_SIZES]
        evaluation.evaluate()
        evaluation.accumulate()
    scores, correct = _judge(evaluation)
    precision = evaluation.eval["precision"][..., -1]  # [IoU, recall, class, size]

    def average(values: NDArray[np.float64]) -> tuple[float, ...]:
        """Mean over all axes except the class; -1 for a class without a face of that size."""
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


def _without_faces(truth: COCO) -> COCO:
    """Empty results, which ``loadRes`` cannot make from an empty list."""
    found = COCO()
    found.dataset = {**truth.dataset, "annotations": []}
    found.createIndex()
    return found


def _judge(evaluation: COCOeval) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Score of every counted detection, and whether it is right at IoU .5."""
    scores: list[NDArray[np.float64]] = [np.zeros(0)]
    correct: list[NDArray[np.bool_]] = [np.zeros(0, np.bool_)]
    for image in evaluation.evalImgs:
        if image is not None and image["aRng"] == evaluation.params.areaRng[0]:
            counts = ~np.asarray(image["dtIgnore"][0], np.bool_)
            scores.append(np.asarray(image["dtScores"], np.float64)[counts])
            correct.append(np.asarray(image["dtMatches"][0])[counts] > 0)
    return np.concatenate(scores), np.concatenate(correct)


def _ground_truth(samples: Sequence[Sample], classes: Sequence[str]) -> dict[str, Any]:
    """COCO annotations in pixels of the reference; a region to ignore is a crowd in every class."""
    annotations: list[dict[str, Any]] = []
    for sample in samples:
        boxes = to_reference(sample.boxes, sample.width, sample.height)
        for box, label in zip(boxes, sample.labels, strict=True):
            x1, y1, x2, y2 = (float(edge) for edge in box)
            ignored = label == IGNORE
            for category in range(len(classes)) if ignored else [int(label)]:
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
        "categories": [{"id": i + 1, "name": name} for i, name in enumerate(classes)],
        "annotations": annotations,
    }
