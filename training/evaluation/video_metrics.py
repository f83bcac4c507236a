"""How steady a detector's results are while one near face moves in front of a camera."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detector import Detector
from detector.boxes import compute_area, compute_iou
from detector.postprocess import Detection
from training.data.dataset import IGNORE, Sample, read_picture
from training.evaluation.motion import FRAMES_PER_SECOND, film_face

SMALLEST_PX = 60
"""Side in pixels of the picture; a smaller face, filmed near, would be a blur that no camera shows."""

SECONDS = 4
MATCH_IOU = 0.4

Answer = tuple[str, float] | None
"""Label and score of one frame; None where the face was not found."""


@dataclass(frozen=True)
class Steadiness:
    """Shares 0..1, over all faces; a change is a different label in two consecutive frames.

    lost: frames in which the face was not found.
    wrong: frames in which it was found with the wrong label.
    frames_changed: of the pairs of frames that both show the face.
    seconds_changed: seconds with at least one change.
    jitter: mean difference of the scores of two consecutive frames with the same label.
    """

    faces: int
    frames: int
    lost: float
    wrong: float
    frames_changed: float
    seconds_changed: float
    jitter: float

    def as_dict(self) -> dict[str, Any]:
        return {name: round(value, 4) for name, value in vars(self).items()}


def choose_samples(samples: Sequence[Sample], limit: int) -> list[Sample]:
    """Choose pictures with a single, large enough face, spread evenly over the data set."""
    chosen = [
        sample
        for sample in samples
        if len(sample.labels) == 1
        and sample.labels[0] != IGNORE
        and compute_area(sample.boxes[0]) >= SMALLEST_PX**2
    ]
    indices = np.linspace(0, len(chosen) - 1, min(limit, len(chosen)), dtype=int)
    return [chosen[index] for index in indices]


def film(sample: Sample, detect: Detector) -> list[Answer]:
    """The detector's results for each frame; a sample always gives the same frames."""
    generator = np.random.default_rng(sample.image_id)
    frames = film_face(read_picture(sample), sample.boxes[0], SECONDS, generator)
    return [find_face(detect(image), box) for image, box in frames]


def find_face(detections: Sequence[Detection], box: NDArray[np.float64]) -> Answer:
    """The detection with the highest IoU with the face, if it is at least MATCH_IOU."""
    best, answer = MATCH_IOU, None
    for detection in detections:
        found = np.array([detection["box"]], np.float32)
        overlap = float(compute_iou(box.astype(np.float32), found)[0])
        if overlap >= best:
            best, answer = overlap, (detection["label"], detection["score"])
    return answer


def measure_steadiness(answers: Sequence[Sequence[Answer]], truths: Sequence[str]) -> Steadiness:
    """answers: detections of each face, frame by frame. truths: the label of each face."""
    frames = [answer for film in answers for answer in film]
    wrong = [
        answer is not None and answer[0] != truth
        for film, truth in zip(answers, truths, strict=True)
        for answer in film
    ]
    changed, jitter, seconds = [], [], []
    for film in answers:
        changes = np.zeros(len(film), np.bool_)
        for index, (before, after) in enumerate(pairwise(film), 1):
            if before is not None and after is not None:
                changes[index] = before[0] != after[0]
                changed.append(bool(changes[index]))
                if not changes[index]:
                    jitter.append(abs(before[1] - after[1]))
        starts = range(0, len(film), FRAMES_PER_SECOND)
        seconds += [bool(changes[start : start + FRAMES_PER_SECOND].any()) for start in starts]
    return Steadiness(
        faces=len(answers),
        frames=len(frames),
        lost=_mean([answer is None for answer in frames]),
        wrong=_mean(wrong),
        frames_changed=_mean(changed),
        seconds_changed=_mean(seconds),
        jitter=_mean(jitter),
    )


def _mean(values: Sequence[float]) -> float:
    return float(np.mean(values)) if values else 0.0
