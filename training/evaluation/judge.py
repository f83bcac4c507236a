"""Compare detections, as page and server show them, with annotated faces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detector.boxes import compute_area, compute_intersection, compute_iou
from detector.postprocess import Detection
from training.data.dataset import IGNORE, Sample
from training.data.face_sizes import face_sides

MATCH_IOU = 0.5


@dataclass(frozen=True)
class Verdict:
    """A face with its detection, or a false alarm.

    truth: class index of the face, None for a false alarm.
    answer: class index that the network gave, None for a face that was not found at any score.
    score: 0..1 of the detection; 0 without one.
    box: float [4], xyxy in pixels of the picture: the detection's, or the face's if there is none.
    side: of the face, or of a false alarm, in pixels of the reference.
    face: float [4], the annotated box in pixels of the picture; None for a false alarm.
    overlap: IoU of a false alarm's box with the nearest face; 0..1.

    At a threshold, a face with a lower score is missed, and a false alarm with a lower score is not counted.
    """

    sample: Sample
    truth: int | None
    answer: int | None
    score: float
    box: NDArray[np.float64]
    side: float
    face: NDArray[np.float64] | None
    overlap: float = 0.0

    @property
    def right(self) -> bool:
        return self.truth is not None and self.truth == self.answer


def judge(sample: Sample, detections: Sequence[Detection], classes: Sequence[str]) -> list[Verdict]:
    """Match each detection, by descending score, to the free face of any class with the highest IoU.

    A match needs an IoU of MATCH_IOU. A detection without a match does not count if half of its area lies in
    a region to ignore.

    Args:
        detections: from :func:`detector.postprocess.postprocess`, by score descending.
    """
    is_face = sample.labels != IGNORE
    faces, truths = sample.boxes[is_face], sample.labels[is_face]
    boxes = np.array([detection["box"] for detection in detections], np.float32).reshape(-1, 4)
    iou = compute_iou(boxes[:, np.newaxis], faces)
    ignored = _share_inside(boxes, sample.boxes[~is_face]) >= 0.5

    verdicts = []
    free = np.ones(len(faces), np.bool_)
    sides = face_sides(faces, sample.width, sample.height)
    alarm_sides = face_sides(boxes, sample.width, sample.height)
    for index, detection in enumerate(detections):
        answer, score = classes.index(detection["label"]), detection["score"]
        box = np.array(detection["box"], np.float64)
        overlaps = np.where(free, iou[index], 0)
        if overlaps.max(initial=0) >= MATCH_IOU:
            face = int(overlaps.argmax())
            free[face] = False
            side, annotated = float(sides[face]), faces[face].astype(np.float64)
            verdicts.append(Verdict(sample, int(truths[face]), answer, score, box, side, annotated))
        elif not ignored[index]:
            nearest = float(iou[index].max(initial=0))
            side = float(alarm_sides[index])
            verdicts.append(Verdict(sample, None, answer, score, box, side, None, nearest))
    for face in np.flatnonzero(free):
        box = faces[face].astype(np.float64)
        verdicts.append(Verdict(sample, int(truths[face]), None, 0.0, box, float(sides[face]), box))
    return verdicts


def confuse(verdicts: Sequence[Verdict], num_classes: int, score_thresh: float) -> NDArray[np.int64]:
    """The confusion matrix [C + 1, C + 1]: rows are the truth, columns the answers; the last row is false
    alarms, the last column missed faces."""
    table = np.zeros((num_classes + 1, num_classes + 1), np.int64)
    for verdict in verdicts:
        answer = verdict.answer if verdict.score > score_thresh else None
        if verdict.truth is not None or answer is not None:
            row = num_classes if verdict.truth is None else verdict.truth
            table[row, num_classes if answer is None else answer] += 1
    return table


def _share_inside(boxes: NDArray[np.float32], regions: NDArray[np.float32]) -> NDArray[np.float32]:
    """Largest share of each box's area [N] that lies in one of the regions."""
    shared = compute_intersection(boxes[:, np.newaxis], regions).max(axis=1, initial=0)
    share: NDArray[np.float32] = shared / compute_area(boxes)
    return share
