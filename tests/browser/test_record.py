"""The page of the record, empty and with a whole year: seen, read, printed, walked through, kept."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import psutil
import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.browser.camera import make_film_camera
from tests.browser.chromium import complete_arguments, provide_chromium
from tests.browser.test_accessibility import violations
from tests.browser.visit import Visit

LABELS = ("mask", "mask", "no_mask", "mask_worn_incorrectly")
YEAR = [date(2026, 3, 2) - timedelta(days=days) for days in range(365)]

KEEP = """async (days) => {
  const opening = indexedDB.open('face-mask-detection.visits');
  await new Promise((resolve) => (opening.onsuccess = resolve));
  const change = opening.result.transaction(['visits', 'days'], 'readwrite');
  for (const [day, counts] of Object.entries(days)) {
    const begin = Date.parse(day);
    const visit = {day, begin, end: begin, id: day, label: 'mask', labels: ['mask'], score: 1};
    change.objectStore('visits').put(visit);
    change.objectStore('days').put({day, counts});
  }
  await new Promise((resolve) => (change.oncomplete = resolve));
  opening.result.close();
}"""
"""Puts a visit, and what is counted, of each day into the record."""

KEPT = """async () => {
  const opening = indexedDB.open('face-mask-detection.visits');
  await new Promise((resolve) => (opening.onsuccess = resolve));
  const stores = opening.result.transaction(['visits', 'days']);
  const read = (name) => new Promise((resolve) => {
    stores.objectStore(name).getAll().onsuccess = ({target}) => resolve(target.result.map(({day}) => day));
  });
  const days = [await read('visits'), await read('days')];
  opening.result.close();
  return days.map((list) => [...new Set(list)].sort());
}"""


def open_record(visit: Visit, query: str = "") -> Page:
    visit.page.goto(f"{visit.address}/visits/{query}")
    visit.page.locator("#record[data-shown]").wait_for()
    return visit.page


def fill(page: Page, folder: Path) -> None:
    """Open a file of a whole year: its last day busy from eight to six, the others less so."""
    rows = ["id,begin,end,label,labels,score"]
    for number, day in enumerate(YEAR):
        for visit in range(1 + number * 7 % 23 if number else 200):
            begin = datetime(day.year, day.month, day.day, 8, tzinfo=UTC) + timedelta(minutes=3 * visit)
            label = LABELS[(visit + visit // 5) % len(LABELS)]
            times = begin.isoformat(), (begin + timedelta(seconds=40)).isoformat()
            rows.append(",".join((f"{number}-{visit}", *times, label, label, "0.9")))
    (folder / "year.csv").write_text("\r\n".join(rows), encoding="utf-8")
    page.locator("#files").set_input_files(folder / "year.csv")
    expect(page.locator("#total")).to_contain_text("200")


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1440, "dark")])
def test_nothing_is_wrong_with_it(
    visiting: Callable[..., Visit], width: int, scheme: str, tmp_path: Path
) -> None:
    visit = visiting(viewport={"width": width, "height": 800}, color_scheme=scheme, timezone_id="UTC")
    page = open_record(visit)
    expect(page.locator("#nothing")).to_be_visible()
    assert violations(page) == []
    fill(page, tmp_path)
    for table in page.get_by_text("As a table").all():
        table.click()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_printed_it_is_one_page(
    visiting: Callable[..., Visit], width: int, paper: str, tmp_path: Path
) -> None:
    visit = visiting(viewport={"width": width, "height": 800}, color_scheme="dark", timezone_id="UTC")
    page = open_record(visit)
    fill(page, tmp_path)
    pages = re.findall(rb"/Type\s*/Page\b", page.pdf(format=paper, print_background=False))
    assert len(pages) == 1
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator("#timeline .chart-part").first).to_be_visible()
    expect(page.locator("#calendar .calendar-day").first).to_be_visible()
    expect(page.locator("#files-title")).to_be_hidden()


def test_its_drawings_are_walked_through_by_keyboard(visiting: Callable[..., Visit], tmp_path: Path) -> None:
    page = open_record(visiting(timezone_id="UTC", locale="en-GB"))
    fill(page, tmp_path)
    timeline, calendar = page.locator("#timeline"), page.locator("#calendar")
    chosen = page.locator("#timeline [aria-selected=true]")
    page.get_by_role("button", name="Next day").focus()
    page.keyboard.press("Shift+Tab")
    for _ in range(4):
        page.keyboard.press("Tab")
        if timeline.evaluate("element => element === document.activeElement"):
            break
    expect(timeline).to_be_focused()
    for key, start in [
        ("ArrowLeft", "17:45"),
        ("ArrowLeft", "17:30"),
        ("Home", "08:00"),
        ("ArrowLeft", "08:00"),
        ("ArrowRight", "08:15"),
        ("End", "17:45"),
    ]:
        page.keyboard.press(key)
        expect(chosen).to_have_attribute("data-key", start)
        identifier = chosen.get_attribute("id")
        expect(timeline).to_have_attribute("aria-activedescendant", str(identifier))
        said = chosen.locator("title").text_content()
        assert said
        assert said.startswith(f"{start}: ")
        expect(page.locator("#timeline-readout")).to_have_text(said)

    calendar.focus()
    for key, day, visits in [
        ("ArrowUp", "2026-03-01", 8),
        ("ArrowLeft", "2026-02-22", 1 + 8 * 7 % 23),
        ("ArrowDown", "2026-02-23", 1 + 7 * 7 % 23),
        ("ArrowRight", "2026-03-02", 200),
    ]:
        page.keyboard.press(key)
        expect(page.locator("#record")).to_have_attribute("data-shown", day)
        expect(page.locator("#calendar [aria-selected=true]")).to_have_attribute("data-key", day)
        expect(page.locator("#total")).to_have_text(re.compile(f"^{visits} "))
        expect(page.locator("#day")).to_have_value(day)
        expect(calendar).to_be_focused()


def test_at_midnight_today_goes_on_and_another_day_stays(visiting: Callable[..., Visit]) -> None:
    visit = visiting(timezone_id="UTC")
    clock = visit.page.clock
    clock.install(time=datetime(2026, 3, 1, 23, 59, 30, tzinfo=UTC))
    page = open_record(visit)
    shown, field = page.locator("#record"), page.locator("#day")
    expect(shown).to_have_attribute("data-shown", "2026-03-01")
    clock.run_for(60_000)
    expect(shown).to_have_attribute("data-shown", "2026-03-02")
    page.get_by_role("button", name="Previous day").click()
    expect(shown).to_have_attribute("data-shown", "2026-03-01")
    clock.fast_forward(24 * 60 * 60 * 1000)
    expect(field).to_have_attribute("max", "2026-03-03")
    expect(shown).to_have_attribute("data-shown", "2026-03-01")


def test_the_browser_is_asked_once_to_keep_what_is_there(visit: Visit) -> None:
    visit.page.add_init_script("window.asked = 0; navigator.storage.persist = async () => ++asked > 0;")
    page = open_record(visit)
    assert page.evaluate("asked") == 0
    page.evaluate(KEEP, {str(date.today() - timedelta(days=3)): {"mask": 1}})
    open_record(visit)
    page.wait_for_function("() => asked === 1")
    page.get_by_role("button", name="Previous day").click()
    expect(page.locator("#record")).to_have_attribute("data-shown", str(date.today() - timedelta(days=1)))
    assert page.evaluate("asked") == 1
    visit.open("?view=kiosk", state="running")
    page.wait_for_function("() => asked === 1")


def test_what_is_older_than_a_year_goes(visit: Visit) -> None:
    page = open_record(visit)
    today = date.today()
    names = {days: str(today - timedelta(days=days)) for days in (1, 365, 366, 400)}
    page.evaluate(KEEP, {day: {"mask": 1} for day in names.values()})
    assert page.evaluate(KEPT) == [sorted(names.values())] * 2
    count_two(visit)
    assert page.evaluate(KEPT) == [[names[365], names[1], str(today)]] * 2


def test_of_too_many_visits_the_oldest_days_go(visit: Visit) -> None:
    page = open_record(visit)
    today = date.today()
    names = [str(today - timedelta(days=days)) for days in (3, 2, 1)]
    page.evaluate(KEEP, {day: {"mask": 400_000, "no_mask": 100_000} for day in names})
    count_two(visit)
    assert page.evaluate(KEPT) == [[names[2], str(today)]] * 2


def count_two(visit: Visit) -> None:
    """Two people come; ends when the record has them."""
    page = visit.open("?view=kiosk&today=1", state="running")
    expect(page.locator("#today-visits")).to_contain_text("1 mask")
    expect(page.locator("#today-visits")).to_contain_text("1 no mask")
    open_record(visit)
    expect(page.locator("#total")).to_have_text("2 visits")


def test_what_is_on_the_screen_survives_a_browser_that_is_killed(
    playwright: Playwright, address: str, tmp_path: Path
) -> None:
    profile = tmp_path / "profile"
    options: dict[str, Any] = {
        "executable_path": provide_chromium(playwright),
        "args": complete_arguments(make_film_camera(tmp_path / "film.y4m")),
    }
    context = playwright.chromium.launch_persistent_context(profile, **options)
    visit = Visit(context, address)
    page = visit.open("?view=kiosk&today=1", state="running")
    expect(page.locator("#today-visits")).to_contain_text("1 mask")
    expect(page.locator("#today-visits")).to_contain_text("1 no mask")
    browser = next(
        process
        for process in psutil.Process().children(recursive=True)
        if f"--user-data-dir={profile}" in process.cmdline() and "--type=" not in " ".join(process.cmdline())
    )
    with page.expect_event("close"):
        os.kill(browser.pid, signal.SIGKILL)

    context = playwright.chromium.launch_persistent_context(profile, **options)
    visit = Visit(context, address)
    page = open_record(visit)
    expect(page.locator("#total")).to_have_text("2 visits")
    visit.open("?view=kiosk&today=1", state="running")
    expect(page.locator("#today-visits")).to_contain_text("mask")
    context.close()
    assert visit.errors == visit.foreign == []
