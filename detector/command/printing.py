"""The printed results of each frame, and the errors of sources without frames."""

from __future__ import annotations

import json
from collections.abc import Sequence
from unicodedata import east_asian_width

from detector.languages import Language
from detector.postprocess import Detection


def to_json(source: str, frame: int, size: tuple[int, int], detections: Sequence[Detection]) -> str:
    """One line of JSON; ``size`` is (height, width) in pixels, ``frame`` counts from 0."""
    height, width = size
    content = {
        "source": source,
        "frame": frame,
        "image": {"width": width, "height": height},
        "detections": detections,
    }
    return json.dumps(content, ensure_ascii=False)


def to_table(
    source: str, frame: int, size: tuple[int, int], detections: Sequence[Detection], language: Language
) -> str:
    """A line for each face, aligned, under a line for the frame; labels in a language."""
    height, width = size
    faces = "1 face" if len(detections) == 1 else f"{len(detections) or 'no'} faces"
    lines = [f"{source}  frame {frame}  {width}×{height}  {faces}"]
    labels = [language.name_label(detection["label"]) for detection in detections]
    columns = max(map(_count_columns, labels), default=0)
    for label, detection in zip(labels, detections, strict=True):
        x1, y1, x2, y2 = detection["box"]
        space = " " * (columns - _count_columns(label))
        lines.append(
            f"  {label}{space}  {detection['score']:4.0%}  x {x1:6.1f} to {x2:6.1f}  y {y1:6.1f} to {y2:6.1f}"
        )
    return "\n".join(lines)


def to_sentence(error: Exception) -> str:
    """The message of an error, without the system's error number."""
    if isinstance(error, OSError) and error.strerror and error.filename:
        return f"{error.filename}: {error.strerror}"
    return str(error)


def _count_columns(text: str) -> int:
    """Width in terminal columns: a Chinese character takes two."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
