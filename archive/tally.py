"""The counts of a block, so that the summary of an archive needs only little data for each block."""

from __future__ import annotations

import base64
import io
import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from archive.frames import Frame
from detector.postprocess import Detection

UNSURE_PER_BLOCK, UNSURE = 4, 48
FAILED_EXAMPLES = 50
CROP_PX = 128
"""Side of a face on the contact sheet."""

MARGIN = 0.4
"""Of a face's larger side, shown around it."""


@dataclass
class Tally:
    """Counts of one block or of many.

    rows: pictures and frames, the failed ones too. faces: by label.
    groups: folder, shard or film -> counts. hours: 'YYYY-MM-DDTHH' taken -> counts. minutes: of films.
        The counts are 'rows', 'failed' and one for each label.
    reasons: error sentence without its numbers -> how often.
    examples: [source, sentence] of the first failures.
    unsure: the faces with the lowest scores, each with a small JPEG as base64.
    """

    rows: int = 0
    failed: int = 0
    with_faces: int = 0
    faces: Counter[str] = field(default_factory=Counter)
    groups: dict[str, Counter[str]] = field(default_factory=dict)
    hours: dict[str, Counter[str]] = field(default_factory=dict)
    minutes: dict[str, Counter[str]] = field(default_factory=dict)
    reasons: Counter[str] = field(default_factory=Counter)
    examples: list[list[str]] = field(default_factory=list)
    unsure: list[dict[str, Any]] = field(default_factory=list)

    def add_frame(self, frame: Frame, detections: list[Detection]) -> None:
        counts = Counter({"rows": 1, **Counter(detection["label"] for detection in detections)})
        self.rows += 1
        self.with_faces += bool(detections)
        self.faces.update(detection["label"] for detection in detections)
        if frame.error is not None:
            counts["failed"] = 1
            self.failed += 1
            self.reasons[_without_numbers(frame.error, frame.source)] += 1
            self.examples = [*self.examples, [frame.source, frame.error]][:FAILED_EXAMPLES]
        _count(self.groups, frame.group, counts)
        if frame.taken:
            _count(self.hours, frame.taken.strftime("%Y-%m-%dT%H"), counts)
        if frame.seconds is not None:
            _count(self.minutes, str(int(frame.seconds // 60)), counts)
        for detection in detections:
            self._keep_if_unsure(frame, detection)

    def _keep_if_unsure(self, frame: Frame, detection: Detection) -> None:
        full = len(self.unsure) == UNSURE_PER_BLOCK
        if full and detection["score"] >= self.unsure[-1]["score"]:
            return
        assert frame.preview is not None
        assert frame.size is not None
        face = {
            **detection,
            "source": frame.source,
            "frame": frame.number,
            "seconds": frame.seconds,
            "jpeg": _cut_out(frame.preview, detection["box"], frame.preview.shape[0] / frame.size[0]),
        }
        self.unsure = sorted([*self.unsure, face], key=_by_score)[:UNSURE_PER_BLOCK]

    def add(self, other: Tally) -> None:
        """Add another block's counts; the order of blocks does not change the sum."""
        self.rows += other.rows
        self.failed += other.failed
        self.with_faces += other.with_faces
        self.faces.update(other.faces)
        self.reasons.update(other.reasons)
        for mine, theirs in (
            (self.groups, other.groups),
            (self.hours, other.hours),
            (self.minutes, other.minutes),
        ):
            for key, counts in theirs.items():
                _count(mine, key, counts)
        self.examples = sorted([*self.examples, *other.examples])[:FAILED_EXAMPLES]
        self.unsure = sorted([*self.unsure, *other.unsure], key=_by_score)[:UNSURE]

    def to_json(self) -> str:
        return json.dumps(vars(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str | bytes) -> Tally:
        content = json.loads(text)
        for name in ("faces", "reasons"):
            content[name] = Counter(content[name])
        for name in ("groups", "hours", "minutes"):
            content[name] = {key: Counter(counts) for key, counts in content[name].items()}
        return cls(**content)


def _count(counts: dict[str, Counter[str]], key: str, more: Mapping[str, int]) -> None:
    counts.setdefault(key, Counter()).update(more)


def _by_score(face: dict[str, Any]) -> tuple[float, str, int, list[float]]:
    return face["score"], face["source"], face["frame"], face["box"]


def _without_numbers(sentence: str, source: str) -> str:
    return re.sub(r"\d+(\.\d+)?", "…", sentence.replace(source, "…"))


def _cut_out(preview: NDArray[np.uint8], box: list[float], scale: float) -> str:
    """A square around a face as a small JPEG, base64; parts outside the picture are grey."""
    x1, y1, x2, y2 = (edge * scale for edge in box)
    half = max(x2 - x1, y2 - y1) * (0.5 + MARGIN)
    x, y = (x1 + x2) / 2, (y1 + y2) / 2
    square = tuple(round(edge) for edge in (x - half, y - half, x + half, y + half))
    height, width = preview.shape[:2]
    left, top = max(0, square[0]), max(0, square[1])
    inside = preview[top : min(height, square[3]), left : min(width, square[2])]
    canvas = Image.new("RGB", (max(1, square[2] - square[0]), max(1, square[3] - square[1])), "gray")
    canvas.paste(Image.fromarray(inside), (left - square[0], top - square[1]))
    stream = io.BytesIO()
    canvas.resize((CROP_PX, CROP_PX)).save(stream, "JPEG", quality=80)
    return base64.b64encode(stream.getvalue()).decode()
