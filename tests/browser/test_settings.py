"""The visitor's settings: what they do, what is remembered, and what an address says."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from detector import load_detector
from tests.browser.matching import assert_same
from tests.browser.visit import Visit


def open_settings(page: Page) -> None:
    page.get_by_text("Settings", exact=True).click()


def expect_query(page: Page, **values: str) -> None:
    """The address follows what is set a moment later."""
    page.wait_for_url(lambda url: parse_qs(urlsplit(url).query) == {k: [v] for k, v in values.items()})


def test_settings_are_remembered_and_can_be_shared(visit: Visit) -> None:
    page = visit.open()
    open_settings(page)
    page.get_by_role("slider", name="Minimum score").fill("0.3")
    page.get_by_label("Labels").uncheck()
    expect_query(page, score_thresh="0.3", labels="0")
    visit.open()
    open_settings(page)
    expect(page.get_by_role("slider", name="Minimum score")).to_have_value("0.3")
    expect(page.get_by_label("Labels")).not_to_be_checked()


@pytest.mark.parametrize(
    ("clipboard", "said"),
    [
        ("{writeText: async (text) => { window.copied = text; }}", "Copied"),
        ("{writeText: () => Promise.reject(new Error('denied'))}", "Your browser blocked copying"),
    ],
)
def test_a_link_to_the_view_is_copied(visit: Visit, clipboard: str, said: str) -> None:
    visit.page.add_init_script(f"Object.defineProperty(navigator, 'clipboard', {{value: {clipboard}}})")
    page = visit.open("?score_thresh=0.3")
    open_settings(page)
    share = page.get_by_role("button", name="Copy a link to this view")
    button = share.element_handle()
    share.click()
    page.wait_for_function("([button, said]) => button.textContent.startsWith(said)", arg=[button, said])
    assert page.evaluate("window.copied") == (page.url if said == "Copied" else None)
    expect(share).to_be_visible()


def test_another_language_keeps_what_is_set(visit: Visit) -> None:
    page = visit.open("?nms_thresh=0.3")
    page.get_by_role("slider", name="Minimum score").fill("0.35")
    page.get_by_role("banner").get_by_role("link", name="中文").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh")
    visit.wait_for("ready")
    expect_query(page, score_thresh="0.35", nms_thresh="0.3")
    assert urlsplit(page.url).path.endswith("/zh/")
    expect(page.locator("#score_thresh")).to_have_value("0.35")


def test_a_shared_address_wins_but_is_not_remembered(visit: Visit) -> None:
    page = visit.open("?score_thresh=0.7&nms_thresh=0.2")
    expect(page.get_by_role("slider", name="Minimum score")).to_have_value("0.7")
    visit.open()
    expect(page.get_by_role("slider", name="Minimum score")).to_have_value("0.45")


def test_a_reset_brings_the_model_s_own_thresholds_back(visit: Visit, photo: Path) -> None:
    page = visit.open("?score_thresh=0.95&other=1")
    visit.choose(photo)
    visit.wait_for("paused")
    expect(page.locator("#detections > li")).to_have_count(0)
    open_settings(page)
    page.get_by_role("button", name="Reset all").click()
    expect(page.locator("#detections > li")).to_have_count(2)
    expect_query(page, other="1")


def test_another_backend_takes_over_what_is_on_the_stage(visit: Visit, photo: Path) -> None:
    page = visit.open()
    visit.choose(photo)
    visit.wait_for("paused")
    usual = visit.detections()
    open_settings(page)
    page.get_by_label("Runs on").select_option("cpu")
    expect(page.locator("#engine")).to_contain_text("JavaScript")
    visit.wait_for("paused")
    expect(page.locator("#detections > li")).to_have_count(len(usual))
    expect_query(page, backend="cpu")


def test_the_mirror_can_be_turned(visit: Visit) -> None:
    page = visit.open()
    visit.start()
    transform = "video => getComputedStyle(video).transform"
    assert page.locator("#video").evaluate(transform) == "matrix(-1, 0, 0, 1, 0, 0)"
    open_settings(page)
    page.get_by_label("Mirror").select_option("Not mirrored")
    assert page.locator("#video").evaluate(transform) == "none"


def test_another_model_takes_over_what_is_on_the_stage(visit: Visit, photo: Path) -> None:
    detect = load_detector("hd")
    page = visit.open()
    visit.choose(photo)
    visit.wait_for("paused")
    open_settings(page)
    page.get_by_label("Model", exact=True).select_option(detect.card.name)
    visit.wait_for("paused")
    assert_same(visit.detections(), detect(photo))
    expect_query(page, model=detect.card.name)


def test_a_slider_that_moves_a_lot_is_followed_to_its_end(visit: Visit, photo: Path) -> None:
    """Browsers let a page write its address only so often, and some throw beyond that."""
    visit.page.add_init_script(
        """(() => {
          const write = history.replaceState;
          let left = 20;
          history.replaceState = (...values) => {
            if (!left--) throw new DOMException('too often', 'SecurityError');
            write.apply(history, values);
          };
        })()"""
    )
    page = visit.open()
    visit.choose(photo)
    visit.wait_for("paused")
    page.locator("#score_thresh").evaluate(
        """(slider) => {
          for (let percent = 5; percent <= 95; percent++) {
            slider.value = percent / 100;
            slider.dispatchEvent(new Event('input', {bubbles: true}));
          }
        }"""
    )
    expect(page.locator("#detections > li")).to_have_count(0)
    expect_query(page, score_thresh="0.95")


def test_another_model_can_be_chosen_where_one_cannot_be_fetched(visit: Visit) -> None:
    visit.page.route("**/model-hd/*", lambda route: route.abort("connectionfailed"))
    page = visit.open("?model=face-mask-390", state="error")
    assert visit.failure() == "model-unreachable"
    open_settings(page)
    page.get_by_label("Model", exact=True).select_option("face-mask-260")
    visit.wait_for("ready")
