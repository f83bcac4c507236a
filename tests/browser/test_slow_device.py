"""The page chooses the lite model where the usual one is slow, says so, and lets the visitor undo it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, Route, expect

from detector import load_detector
from tests.browser.camera import film_frame
from tests.browser.matching import assert_same
from tests.browser.serving import serving
from tests.browser.test_accessibility import violations
from tests.browser.test_offline import await_worker
from tests.browser.visit import Visit

USUAL, LITE = "face-mask-260", "face-mask-260-lite"
SLOW, FAST = 1000.0, 0.001
"""How many times slower the worker's clock says that a device is than this machine."""


IS_LITE_KEPT = """async () => {
  const [name] = await caches.keys();
  const kept = await (await caches.open(name)).keys();
  return kept.some(({url}) => /model-lite.*\\.bin/.test(url));
}"""


def pace(page: Page, slower: float) -> None:
    """Make the page measure a device of that speed, however busy this machine is."""
    clock = f"{{ const now = performance.now.bind(performance); performance.now = () => {slower} * now(); }}"

    def change(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=clock + answer.text())

    page.unroute("**/dist/worker.*js")
    page.route("**/dist/worker.*js", change)


def list_fetched(page: Page) -> list[str]:
    """Folders of the models whose weights are fetched from now on."""
    folders: list[str] = []

    def note(url: str) -> None:
        if ".bin" in url:
            folders.append(url.split("/")[-2])

    page.context.on("request", lambda request: note(request.url))
    return folders


def notice(page: Page) -> Locator:
    return page.get_by_role("status").filter(has_text="the page uses the lite one")


def undo(page: Page) -> Locator:
    return page.get_by_role("button", name="Use the usual model")


def expect_model(page: Page, name: str, *, told: bool) -> None:
    expect(page.locator("#model")).to_have_value(name)
    expect(notice(page)).to_have_count(int(told))
    expect(undo(page)).to_be_visible(visible=told)


@pytest.fixture
def unmeasured(visiting: Callable[..., Visit]) -> Visit:
    """A first visit; no service worker gets in between the page and its routes."""
    return visiting(measured=False, service_workers="block")


def test_a_slow_device_gets_the_lite_model_and_keeps_it(unmeasured: Visit, photo: Path) -> None:
    visit = unmeasured
    pace(visit.page, SLOW)
    page = visit.open()
    expect_model(page, LITE, told=True)
    assert parse_qs(urlsplit(page.url).query) == {}
    assert violations(page) == []
    visit.choose(photo)
    visit.wait_for("paused")
    assert_same(visit.detections(), load_detector("lite")(photo))

    pace(page, FAST)
    fetched = list_fetched(page)
    page.reload()
    visit.wait_for("ready")
    expect_model(page, LITE, told=True)
    assert set(fetched) == {"model-lite"}


def test_the_camera_of_a_slow_device_runs_on_the_lite_model(unmeasured: Visit) -> None:
    pace(unmeasured.page, SLOW)
    page = unmeasured.open()
    unmeasured.start()
    expect(page.locator("#detections > li")).to_have_count(2)
    expect_model(page, LITE, told=True)


def test_a_fast_device_keeps_the_usual_model(unmeasured: Visit) -> None:
    pace(unmeasured.page, FAST)
    fetched = list_fetched(unmeasured.page)
    page = unmeasured.open()
    expect_model(page, USUAL, told=False)
    # Screen readers announce what changes in a status that was already there.
    expect(page.get_by_role("status").and_(page.locator("#lite-notice"))).to_have_count(1)
    pace(page, SLOW)
    page.reload()
    unmeasured.wait_for("ready")
    expect_model(page, USUAL, told=False)
    assert set(fetched) == {"model"}


def test_the_usual_model_comes_back_and_stays(unmeasured: Visit) -> None:
    pace(unmeasured.page, SLOW)
    page = unmeasured.open()
    undo(page).focus()
    page.keyboard.press("Enter")
    expect_model(page, USUAL, told=False)
    expect(page.locator("#stage")).to_be_focused()
    unmeasured.wait_for("ready")
    unmeasured.open()
    expect_model(page, USUAL, told=False)
    fetched = list_fetched(page)
    unmeasured.open()
    assert set(fetched) == {"model"}


def test_a_choice_in_the_settings_wins_and_stays(unmeasured: Visit) -> None:
    pace(unmeasured.page, SLOW)
    page = unmeasured.open()
    page.get_by_text("Settings", exact=True).click()
    page.get_by_label("Model", exact=True).select_option("face-mask-390")
    expect_model(page, "face-mask-390", told=False)
    unmeasured.wait_for("ready")
    unmeasured.open()
    expect_model(page, "face-mask-390", told=False)


def test_an_address_with_a_model_wins(unmeasured: Visit) -> None:
    pace(unmeasured.page, SLOW)
    page = unmeasured.open(f"?model={USUAL}")
    expect_model(page, USUAL, told=False)
    unmeasured.open()
    expect_model(page, LITE, told=True)
    unmeasured.open(f"?model={USUAL}")
    expect_model(page, USUAL, told=False)


def test_a_reset_measures_again(unmeasured: Visit) -> None:
    pace(unmeasured.page, SLOW)
    page = unmeasured.open()
    expect_model(page, LITE, told=True)
    pace(page, FAST)
    page.get_by_text("Settings", exact=True).click()
    page.get_by_role("button", name="Reset all").click()
    expect_model(page, USUAL, told=False)
    unmeasured.wait_for("ready")
    expect_model(page, USUAL, told=False)


def test_without_a_network_the_lite_model_works(browsers: Callable[[str], Browser], tmp_path: Path) -> None:
    path = tmp_path / "photo.png"
    Image.fromarray(film_frame()).save(path)
    context = browsers("film").new_context()
    with serving() as address:
        visit = Visit(context, address, measured=False)
        page = visit.page
        pace(page, SLOW)
        visit.open()
        expect_model(page, LITE, told=True)
        await_worker(page, "active", "activated")
        while not page.evaluate(IS_LITE_KEPT):
            page.wait_for_timeout(100)
    page.goto(f"{address}/")
    visit.wait_for("ready")
    expect_model(page, LITE, told=True)
    visit.choose(path)
    visit.wait_for("paused")
    assert_same(visit.detections(), load_detector("lite")(path))
    context.close()
