"""Network output to detections."""

from __future__ import annotations

from functools import reduce
from typing import TypedDict

import numpy as np
from numpy.typing import NDArray

from detector.boxes import clip_boxes, decode_boxes
from detector.card import Card
from detector.nms import nms


class Detection(TypedDict):
    """One face. ``box`` is [x1, y1, x2, y2] in pixels of the source image; ``score`` is 0..1."""

    label: str
    score: float
    box: list[float]


def postprocess(
    bbox_regression: NDArray[np.float32],
    scores: NDArray[np.float32],
    anchors: NDArray[np.float32],
    card: Card,
    image_size: tuple[int, int],
    score_thresh: float | None = None,
    nms_thresh: float | None = None,
) -> list[Detection]:
    """Filter, decode, suppress, clip and scale the output of the network for one picture.

    A score is kept when it is greater than the threshold as a float32. Boxes are suppressed before they are
    clipped; boxes without an area inside the picture are dropped.

    Args:
        bbox_regression: float32 [A, 4] or [1, A, 4], raw offsets.
        scores: float32 [A, C] or [1, A, C], 0..1.
        anchors: float32 [A, 4], from :func:`detector.anchors.generate_anchors`.
        image_size: (height, width) of the source picture in pixels.
        score_thresh: keep a face when its larger class score is greater; 0..1, the card's default if None.
        nms_thresh: suppress a box when its IoU with a better one is greater; 0..1, the card's if None.

    Returns:
        One detection per face, by score descending, ties by anchor index.

    Raises:
        ValueError: a shape or a threshold is wrong, or the network's output is not finite.
    """
    score_thresh = card.thresholds.score if score_thresh is None else score_thresh
    nms_thresh = card.thresholds.nms if nms_thresh is None else nms_thresh
    if not 0 <= score_thresh <= 1:
        raise ValueError(f"score_thresh: expected 0..1, got {score_thresh}")
    bbox_regression = _check_output("bbox_regression", bbox_regression, (len(anchors), 4))
    scores = _check_output("scores", scores, (len(anchors), len(card.classes)))

    best = reduce(np.maximum, scores.T)
    candidates = np.flatnonzero(best > np.float32(score_thresh))
    boxes = decode_boxes(bbox_regression[candidates], anchors[candidates], card.variances)
    kept = nms(boxes, best[candidates], nms_thresh)

    height, width = image_size
    pixels = clip_boxes(boxes[kept]).astype(np.float64) * (width, height, width, height)
    return [
        Detection(
            label=card.classes[int(scores[index].argmax())],
            score=float(best[index]),
            box=[float(edge) for edge in box],
        )
        for index, box in zip(candidates[kept], pixels, strict=True)
        if box[2] > box[0] and box[3] > box[1]
    ]


def _check_output(name: str, values: NDArray[np.float32], shape: tuple[int, int]) -> NDArray[np.float32]:
    if values.shape not in (shape, (1, *shape)):
        raise ValueError(f"{name}: expected shape {list(shape)}, got {list(values.shape)}")
    if values.dtype != np.float32:
        raise ValueError(f"{name}: expected float32, got {values.dtype}")
    if not np.isfinite(values).all():
        bad = values[~np.isfinite(values)]
        raise ValueError(f"{name}: expected finite numbers, got {bad[0]} and {bad.size - 1} more like it")
    return values.reshape(shape)
