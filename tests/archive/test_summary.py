from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from archive.record import Record, read_record, write_record
from archive.summary import MOST_BARS, gather_hours, gather_minutes, render, share, write_summary
from archive.tally import Tally

RECORD = Record(["pictures"], "path", 1.0, "onnxruntime", "face-mask-260", "0" * 64, blocks=3, items=70)


def make_tally() -> Tally:
    face = {
        "label": "mask",
        "score": 0.51,
        "box": [1, 2, 3, 4],
        "source": "<b>.jpg",
        "frame": 0,
        "seconds": None,
    }
    return Tally(
        rows=4,
        failed=1,
        with_faces=2,
        faces=Counter(mask=3, no_mask=1),
        groups={"a": Counter(rows=4, failed=1, mask=3, no_mask=1)},
        hours={"2024-05-01T13": Counter(rows=2, mask=1), "2024-05-02T00": Counter(rows=2, no_mask=1)},
        minutes={"0": Counter(rows=1, mask=1)},
        reasons=Counter({"The picture is damaged.": 1}),
        examples=[["<b>.jpg", "The picture is damaged."]],
        unsure=[{**face, "jpeg": "AAAA"}],
    )


def test_the_summary_is_data(tmp_path: Path) -> None:
    write_summary(str(tmp_path), RECORD, make_tally())
    summary = json.loads((tmp_path / "summary.json").read_text())
    assert summary["faces"] == {"mask": 3, "no_mask": 1}
    assert summary["mask_share"] == 0.75
    assert (summary["pictures"], summary["failed"], summary["model"]) == (4, 1, "face-mask-260")
    assert summary["hours"]["2024-05-01T13"] == {"rows": 2, "mask": 1}


def test_the_page_asks_nobody_for_anything() -> None:
    page = render(RECORD, make_tally())
    assert re.findall(r"""(?:src|href)=["']?([^"'>]+)""", page) == ["data:image/jpeg;base64,AAAA"]
    assert "url(" not in page
    assert "<b>" not in page
    assert "&lt;b&gt;.jpg" in page
    assert "75.0%" in page


def test_an_empty_archive_has_a_page_too() -> None:
    assert "–" in render(RECORD, Tally(rows=1))
    assert share(Counter()) is None


@pytest.mark.parametrize(
    ("hours", "first"),
    [(24, "2024-01-01 00"), (24 * 40, "2024-01-01"), (24 * 200, "2024-01")],
)
def test_hours_are_gathered_until_they_fit(hours: int, first: str) -> None:
    days = [f"2024-{month:02d}-{day:02d}" for month in range(1, 13) for day in range(1, 29)]
    counts = {f"{days[hour // 24]}T{hour % 24:02d}": Counter(rows=1, mask=2) for hour in range(hours)}
    bars = gather_hours(counts)
    assert bars[0].name == first
    assert len(bars) <= MOST_BARS
    assert sum(bar.faces["mask"] for bar in bars) == 2 * hours


def test_minutes_are_gathered_until_they_fit() -> None:
    gathered = gather_minutes({str(minute): Counter(rows=1) for minute in range(600)})
    assert len(gathered) <= MOST_BARS
    assert sum(counts["rows"] for counts in gathered.values()) == 600


def test_a_run_goes_on_only_with_what_it_began_with(tmp_path: Path) -> None:
    output = str(tmp_path)
    asked = Record(["pictures"], "path", 1.0, "onnxruntime", "face-mask-260", "0" * 64)
    assert read_record(output, asked, resume=False) is None
    assert read_record(output, asked, resume=True) is None
    write_record(output, RECORD)
    assert read_record(output, asked, resume=True) == RECORD
    with pytest.raises(ValueError, match="--resume continues it"):
        read_record(output, asked, resume=False)
    other = Record(["pictures"], "path", 1.0, "onnxruntime", "face-mask-260", "1" * 64)
    with pytest.raises(ValueError, match=r"--resume: the run in .* has weights_sha256 '0+', this one '1+'"):
        read_record(output, other, resume=True)


def test_a_folder_with_other_things_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").touch()
    with pytest.raises(ValueError, match="is not empty"):
        read_record(str(tmp_path), RECORD, resume=False)
