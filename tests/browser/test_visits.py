"""Who came: visits that are counted, kept, shown, saved and handed on."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from server.app import create_app
from tests.browser.serving import serving
from tests.browser.visit import Visit
from tests.receiver import Receiver

COUNTS = "[...document.querySelectorAll('#counts .counts-number')].map((number) => +number.innerText)"


def await_faces(visit: Visit) -> Page:
    """Two faces stand in front of the camera for long enough to be visits."""
    expect(visit.page.locator("#counts .counts-number").first).to_have_text("1")
    expect(visit.page.locator("#counts .counts-number").last).to_have_text("1")
    visit.page.wait_for_timeout(1000)
    return visit.page


def open_record(visit: Visit, query: str = "") -> Page:
    visit.page.goto(f"{visit.address}/visits{query}")
    visit.page.locator("#record[data-shown]").wait_for()
    return visit.page


def test_people_are_counted_once_kept_saved_and_deleted(visit: Visit, tmp_path: Path) -> None:
    page = visit.open()
    visit.start()
    await_faces(visit)
    page.get_by_role("button", name="Stop").click()
    visit.wait_for("paused")

    open_record(visit)
    expect(page.locator("#total")).to_have_text("2 visits")
    page.reload()
    expect(page.locator("#total")).to_have_text("2 visits")
    assert page.evaluate(COUNTS) == [1, 1]
    expect(page.locator("#share")).to_have_text("Share of mask: 50%")
    bars = page.locator(".chart-part").evaluate_all("bars => bars.map((bar) => bar.dataset.label).sort()")
    assert bars == ["mask", "no_mask"]
    page.get_by_text("As a table").first.click()
    expect(page.locator("#timeline-table").get_by_role("row")).to_have_count(5)
    expect(page.locator("#timeline-table")).to_contain_text("50%")
    expect(page.locator("#timeline-table").get_by_role("columnheader").nth(1)).to_have_text("mask")

    with page.expect_download() as saving:
        page.get_by_role("button", name="Save as CSV").click()
    saved = tmp_path / saving.value.suggested_filename
    saving.value.save_as(saved)
    with saved.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert sorted(row["label"] for row in rows) == ["mask", "no_mask"]
    assert all(row["begin"] < row["end"] for row in rows)
    page.get_by_label("What to save").select_option("All days")
    with page.expect_download() as saving:
        page.get_by_role("button", name="Save as JSON").click()
    visits = json.loads(Path(saving.value.path()).read_text(encoding="utf-8"))
    assert sorted(found["label"] for found in visits) == ["mask", "no_mask"]
    page.locator("#files").set_input_files(saved)
    expect(page.locator("#notice")).to_contain_text(saved.name)
    expect(page.locator("#total")).to_have_text("2 visits")
    page.get_by_role("button", name="This device only").click()

    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Delete the record").click()
    expect(page.locator("#total")).to_have_text("0 visits")

    page.locator("#files").set_input_files(saved)
    expect(page.locator("#total")).to_have_text("2 visits")
    expect(page.locator("#notice")).to_contain_text(saved.name)
    copy = saved.with_name("copy.csv")
    copy.write_bytes(saved.read_bytes())
    page.locator("#files").set_input_files([saved, copy])
    expect(page.locator("#notice")).to_contain_text("copy.csv")
    expect(page.locator("#total")).to_have_text("2 visits")
    page.get_by_role("button", name="This device only").click()
    expect(page.locator("#total")).to_have_text("0 visits")


def test_a_file_that_holds_no_visits_is_named_with_its_line(visit: Visit, tmp_path: Path) -> None:
    page = open_record(visit)
    broken = tmp_path / "broken.csv"
    broken.write_text("id,begin,end,label,labels,score\na-1,yesterday,today,mask,mask,1\n", encoding="utf-8")
    page.locator("#files").set_input_files(broken)
    expect(page.locator("#notice")).to_contain_text("broken.csv, line 2: this is not a visit")


def test_days_and_devices_are_shown_together(visit: Visit, tmp_path: Path) -> None:
    page = open_record(visit, "?lang=de")
    line = "{3}-{1},{0}T08:0{1}:00+00:00,{0}T08:09:00+00:00,{2},{2},0.9\n"
    for name, labels in {"east": ["mask", "no_mask"], "west": ["mask", "mask_worn_incorrectly"]}.items():
        lines = [line.format("2026-03-02", minute, label, name) for minute, label in enumerate(labels)]
        head = "id,begin,end,label,labels,score\n"
        (tmp_path / f"{name}.csv").write_text(head + "".join(lines), encoding="utf-8")
    page.locator("#files").set_input_files([tmp_path / "east.csv", tmp_path / "west.csv"])
    expect(page.locator("#total")).to_have_text("4 Besuche")
    expect(page.locator("#counts")).to_contain_text("Maske nicht über der Nase")
    assert page.evaluate(COUNTS) == [2, 1, 1]
    expect(page.locator(".chart-texture")).to_have_count(2)
    page.get_by_role("button", name="Vorheriger Tag").click()
    expect(page.locator("#total")).to_have_text("0 Besuche")
    page.locator("#day").fill("2026-03-02")
    expect(page.locator("#total")).to_have_text("4 Besuche")


def test_counting_can_be_switched_off(visit: Visit) -> None:
    page = visit.open("?record=0")
    visit.start()
    await_faces(visit)
    page.get_by_text("Settings", exact=True).click()
    page.get_by_label("Count visits").check()
    page.get_by_label("Count visits").uncheck()
    page.get_by_role("button", name="Stop").click()
    open_record(visit)
    expect(page.locator("#total")).to_have_text("0 visits")
    expect(page.locator("#visits-off")).to_be_visible()


def test_the_reception_desk_shows_today_and_since_when_it_runs(visit: Visit) -> None:
    page = visit.open("?view=kiosk&today=1", state="running")
    expect(page.locator("#today-visits")).to_contain_text("1 mask")
    expect(page.locator("#today-visits")).to_contain_text("1 no mask")
    expect(page.locator("#since")).to_contain_text("Running since")
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    # A reload is like a power cut: the page gets no warning, and still has today's counts afterwards.
    page.reload()
    visit.wait_for("running")
    expect(page.locator("#today-visits")).to_contain_text("mask")
    page.keyboard.press("Escape")
    expect(page.locator("#today-visits")).to_be_hidden()
    expect(page.locator("#since")).to_be_hidden()


def test_the_screen_stays_on(visit: Visit) -> None:
    visit.page.add_init_script(
        """
        window.locks = 0;
        navigator.wakeLock.request = async () => (locks++, {release() {}});
        """
    )
    page = visit.open("?view=kiosk", state="running")
    page.wait_for_function("() => locks === 1")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_function("() => locks === 2")


def test_the_reception_desk_tries_again_by_itself(visit: Visit) -> None:
    page = visit.page
    page.clock.install()
    page.route("**/model.*json", lambda route: route.abort())
    page.goto(f"{visit.address}/?view=kiosk")
    assert visit.failure() == "model-unreachable"
    visit.errors.clear()
    page.unroute("**/model.*json")
    page.clock.fast_forward(31_000)
    visit.wait_for("running")


@pytest.mark.parametrize("prefix", ["", "/masks"])
def test_visits_are_handed_on_where_the_host_asks_for_them(
    prefix: str, browsers: Callable[[str], Browser]
) -> None:
    with (
        closing(Receiver()) as receiver,
        serving(create_app({"WEBHOOK": receiver.url, "APPLICATION_ROOT": prefix or "/"})) as address,
    ):
        context = browsers("film").new_context()
        visit = Visit(context, f"{address}{prefix}")
        page = visit.open()
        expect(page.locator(".webhook")).to_contain_text("This page also sends the start, end and label")
        expect(page.locator(".stage-webhook")).to_be_hidden()
        page = visit.open("?view=kiosk&today=1", state="running")
        expect(page.locator(".stage-webhook")).to_be_visible()
        expect(page.locator("#today-visits")).to_contain_text("1 no mask")
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Stop").click()
        visit.wait_for("paused")
        receiver.wait(4)
        context.close()
    assert visit.foreign == visit.errors == []
    begun, ended = (
        {body["id"]: body for body in receiver.bodies if body["change"] == change}
        for change in ("begun", "ended")
    )
    assert begun.keys() == ended.keys()
    assert sorted(body["label"] for body in ended.values()) == ["mask", "no_mask"]
    fields = {"change", "id", "begin", "end", "label", "labels", "score"}
    assert all(body.keys() == fields for body in receiver.bodies)


def test_hidden_faces_are_gone_from_what_is_saved(visit: Visit, photo: Path, tmp_path: Path) -> None:
    page = visit.open("?hide=no_mask")
    visit.choose(photo)
    visit.wait_for("paused")
    with page.expect_download() as saving:
        page.get_by_role("button", name="Save this picture").click()
    saving.value.save_as(tmp_path / "saved.jpg")
    after, before = (
        np.asarray(Image.open(path).convert("L"), np.int16) for path in (tmp_path / "saved.jpg", photo)
    )
    for face in visit.detections():
        left, top, right, bottom = (round(edge) for edge in face["box"])
        inside = np.s_[top + 20 : bottom - 20, left + 20 : right - 20]
        steps = [np.abs(np.diff(picture[inside])).mean() for picture in (after, before)]
        assert (steps[0] < 0.5 * steps[1]) == (face["label"] == "no_mask")
