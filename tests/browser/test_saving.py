"""What the visitor takes away: the annotated picture, and the results as data."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
from PIL import Image
from playwright.sync_api import expect

from tests.browser.visit import Visit
from tests.pictures import both_faces


def test_the_snapshot_is_the_picture_with_its_frames(visit: Visit, photo: Path, tmp_path: Path) -> None:
    page = visit.open()
    button = page.get_by_role("button", name="Save this picture")
    expect(button).to_be_disabled()
    visit.choose(photo)
    visit.wait_for("paused")
    with page.expect_download() as saving:
        button.click()
    saving.value.save_as(tmp_path / saving.value.suggested_filename)
    with Image.open(tmp_path / saving.value.suggested_filename) as saved, Image.open(photo) as original:
        assert saved.format == "JPEG"
        assert saved.size == original.size
        after, before = (np.asarray(picture.convert("RGB"), np.int16) for picture in (saved, original))
    change = np.abs(after - before).max(axis=2)
    for face in visit.detections():
        left, top, right, bottom = (round(edge) for edge in face["box"])
        assert change[top:bottom, left - 1 : left + 2].max(axis=1).mean() > 60
        inside = change[top + 20 : bottom - 20, left + 20 : right - 20]
        assert np.median(inside) < 12


def test_results_of_all_photos_as_json_and_csv(visit: Visit, photo: Path, tmp_path: Path) -> None:
    wide = tmp_path / "wide.jpg"
    Image.fromarray(both_faces()).save(wide, quality=92)
    page = visit.open()
    visit.choose([photo, wide])
    expect(page.locator("#photos button").nth(1)).to_contain_text("1 no mask")
    shown = visit.detections()

    with page.expect_download() as saving:
        page.get_by_role("button", name="Save as JSON").click()
    entries = json.loads(Path(saving.value.path()).read_text(encoding="utf-8"))
    assert [entry["source"] for entry in entries] == [photo.name, wide.name]
    assert entries[0]["image"] == {"width": 640, "height": 480}
    for entry, face in zip(entries[0]["detections"], shown, strict=True):
        assert entry["label"] == face["label"]
        assert np.allclose(entry["box"], face["box"], atol=0.01)

    with page.expect_download() as saving:
        page.get_by_role("button", name="Save as CSV").click()
    with Path(saving.value.path()).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    faces = [(entry["source"], face["score"]) for entry in entries for face in entry["detections"]]
    assert [(row["source"], float(row["score"])) for row in rows] == faces


def test_results_of_the_camera_tell_their_times(visit: Visit) -> None:
    page = visit.open()
    visit.start()
    expect(page.locator("#detections > li")).to_have_count(2)
    page.wait_for_timeout(2000)
    with page.expect_download() as saving:
        page.get_by_role("button", name="Save as JSON").click()
    entries = json.loads(Path(saving.value.path()).read_text(encoding="utf-8"))
    times = [entry["time"] for entry in entries]
    assert times == sorted(times)
    assert {entry["source"] for entry in entries} == {"camera"}
