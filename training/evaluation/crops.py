"""Contact sheets of the worst mistakes."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from detector.annotate import OTHER, STYLES
from training.data.dataset import read_picture
from training.evaluation.judge import Verdict

SIDE_PX = 144
"""Of a crop, in pixels."""

MARGIN = 0.6
"""Surroundings on each side, as a share of the box's longer side."""

LOOSE_IOU = 0.3
"""A false alarm that overlaps a face this much found the face, but its box is too loose."""


@dataclass(frozen=True)
class Crop:
    """jpeg: base64. caption: text below the picture."""

    jpeg: str
    caption: str


@dataclass(frozen=True)
class Sheet:
    """total: number of mistakes of this kind; ``crops`` are the worst."""

    title: str
    total: int
    crops: list[Crop]


def make_sheets(
    verdicts: Sequence[Verdict], classes: Sequence[str], score_thresh: float, per_sheet: int
) -> list[Sheet]:
    """False alarms, loose boxes and wrong classes by score, missed faces by size, all descending."""
    shown = sorted((v for v in verdicts if v.score > score_thresh), key=lambda v: -v.score)
    alarms = [v for v in shown if v.truth is None and v.overlap < LOOSE_IOU]
    loose = [v for v in shown if v.truth is None and v.overlap >= LOOSE_IOU]
    confused = [v for v in shown if v.truth is not None and not v.right]
    missed = [v for v in verdicts if v.truth is not None and v.score <= score_thresh]
    missed.sort(key=lambda v: -v.side)
    groups = {
        "False alarms": alarms,
        "Faces with a box too loose to count": loose,
        "Wrong class": confused,
        "Missed faces": missed,
    }
    return [
        Sheet(title, len(group), [_crop(verdict, classes) for verdict in group[:per_sheet]])
        for title, group in groups.items()
    ]


def _crop(verdict: Verdict, classes: Sequence[str]) -> Crop:
    x1, y1, x2, y2 = verdict.box
    half = max(x2 - x1, y2 - y1) * (0.5 + MARGIN)
    left, top = (x1 + x2) / 2 - half, (y1 + y2) / 2 - half
    scale = SIDE_PX / (2 * half)
    matrix = np.array([[scale, 0, -left * scale], [0, scale, -top * scale]])
    pixels = cv2.warpAffine(
        read_picture(verdict.sample),
        matrix,
        (SIDE_PX, SIDE_PX),
        flags=cv2.INTER_AREA,
        borderValue=(128, 128, 128),
    )
    picture = Image.fromarray(np.asarray(pixels, np.uint8))
    box = (verdict.box - [left, top, left, top]) * scale
    known = verdict.answer if verdict.truth is None else verdict.truth
    colour = STYLES.get(classes[known], OTHER).color if known is not None else OTHER.color
    ImageDraw.Draw(picture).rectangle([float(edge) for edge in box], outline=colour, width=2)
    return Crop(_encode(np.asarray(picture)), _caption(verdict, classes))


def _encode(image: NDArray[np.uint8]) -> str:
    _, data = cv2.imencode(".jpg", image[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 80])
    return base64.b64encode(data.tobytes()).decode()


def _caption(verdict: Verdict, classes: Sequence[str]) -> str:
    truth = "no face" if verdict.truth is None else classes[verdict.truth]
    answer = "nothing" if verdict.answer is None else f"{classes[verdict.answer]} {verdict.score:.2f}"
    near = f", IoU {verdict.overlap:.2f}" if verdict.overlap >= LOOSE_IOU else ""
    return f"{answer} for {truth}, {verdict.side:.0f} px{near}: {verdict.sample.path.name}"
