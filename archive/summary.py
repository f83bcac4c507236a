"""``summary.json`` and ``report.html``: the results of a whole archive, for programs and for people."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from importlib.resources import files
from typing import Any, NamedTuple

from jinja2 import Environment

from archive.files import join, write_whole
from archive.record import Record
from archive.tally import Tally

MASK = "mask"
LARGEST_GROUPS = 30
MOST_BARS = 60
"""In a chart over time: more hours are gathered into days, months, years."""

HOUR, DAY, MONTH, YEAR = 13, 10, 7, 4
"""Letters of 'YYYY-MM-DDTHH' that tell so much."""


class Bar(NamedTuple):
    """A bar of a chart: its name, and its faces by label."""

    name: str
    faces: dict[str, int]
    rows: int
    failed: int


def write_summary(output: str, record: Record, tally: Tally) -> None:
    """Write both files.

    Raises:
        OSError: the folder cannot be written.
    """
    summary = {
        **asdict(record),
        "pictures": tally.rows,
        "failed": tally.failed,
        "with_faces": tally.with_faces,
        "faces": dict(tally.faces),
        "mask_share": share(tally.faces),
        "reasons": dict(tally.reasons),
        "groups": {name: dict(counts) for name, counts in tally.groups.items()},
        "hours": {hour: dict(counts) for hour, counts in tally.hours.items()},
        "minutes": {minute: dict(counts) for minute, counts in tally.minutes.items()},
    }
    text = json.dumps(summary, indent=2, sort_keys=True, ensure_ascii=False)
    write_whole(join(output, "summary.json"), text.encode())
    write_whole(join(output, "report.html"), render(record, tally).encode())


def share(faces: Counter[str]) -> float | None:
    """Faces with a mask among all faces, 0..1; None if there are none."""
    return faces[MASK] / total if (total := sum(faces.values())) else None


def render(record: Record, tally: Tally) -> str:
    """The page, without scripts or external files."""
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    labels = sorted(tally.faces, key=lambda label: (label != MASK, label))
    largest = sorted(tally.groups.items(), key=lambda group: (-group[1]["rows"], group[0]))
    page = environment.from_string(files("archive").joinpath("report.html").read_text(encoding="utf-8"))
    return page.render(
        record=record,
        tally=tally,
        labels=labels,
        share=share(tally.faces),
        groups=[_make_bar(name, counts) for name, counts in largest[:LARGEST_GROUPS]],
        others=max(0, len(largest) - LARGEST_GROUPS),
        over_time=gather_hours(tally.hours),
        over_film=[_make_bar(name, counts) for name, counts in gather_minutes(tally.minutes).items()],
        reasons=sorted(tally.reasons.items(), key=lambda reason: (-reason[1], reason[0])),
    )


def gather_hours(hours: dict[str, Counter[str]]) -> list[Bar]:
    """Counts over time, in the finest steps that fit into a chart."""
    gathered: dict[str, Counter[str]] = {}
    for letters in (HOUR, DAY, MONTH, YEAR):
        gathered = {}
        for hour, counts in sorted(hours.items()):
            gathered.setdefault(hour[:letters].replace("T", " "), Counter()).update(counts)
        if len(gathered) <= MOST_BARS:
            break
    return [_make_bar(name, counts) for name, counts in gathered.items()]


def gather_minutes(minutes: dict[str, Counter[str]]) -> dict[str, Counter[str]]:
    """Counts over the length of the films, in the finest steps of minutes that fit into a chart."""
    last = max(map(int, minutes), default=0)
    step = last // MOST_BARS + 1
    gathered: dict[str, Counter[str]] = {}
    for minute, counts in sorted(minutes.items(), key=_number):
        gathered.setdefault(f"minute {int(minute) // step * step}", Counter()).update(counts)
    return gathered


def _make_bar(name: str, counts: Counter[str]) -> Bar:
    faces = {label: number for label, number in counts.items() if label not in ("rows", "failed")}
    return Bar(name, faces, counts["rows"], counts["failed"])


def _number(entry: tuple[str, Any]) -> int:
    return int(entry[0])
