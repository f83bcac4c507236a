"""What axe-core finds wrong with the pages: nothing, in any state, size or theme."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visit import Visit

AXE = (Path(__file__).parents[2] / "static" / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")


def violations(page: Page) -> list[str]:
    """Each violation, and what would mend it."""
    page.evaluate(AXE)
    found = page.evaluate("axe.run().then(({violations}) => violations)")
    return [f"{rule['id']}: {node['failureSummary']}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_the_page(visiting: Callable[..., Visit], photo: Path, width: int, scheme: str) -> None:
    visit = visiting(viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce")
    page = visit.open()
    assert violations(page) == []
    visit.start()
    expect(page.locator("#detections > li")).to_have_count(2)
    page.get_by_text("Settings", exact=True).click()
    page.get_by_text("Speed and memory").click()
    assert violations(page) == []
    visit.choose([photo, photo])
    expect(page.locator("#photos button").nth(1)).to_contain_text("1 mask")
    assert violations(page) == []


def test_the_view_for_a_reception_desk(visit: Visit) -> None:
    page = visit.open("?view=kiosk", state="running")
    expect(page.locator("#live")).to_have_attribute("data-verdict", "no_mask")
    assert violations(page) == []


def test_a_failure(visiting: Callable[..., Visit]) -> None:
    visit = visiting("denied")
    page = visit.open()
    page.get_by_role("button", name="Start camera").click()
    visit.failure()
    assert violations(page) == []


LISTEN = """() => {
  window.said = [];
  const element = document.getElementById('announcement');
  new MutationObserver(() => said.push(element.textContent)).observe(element, {childList: true});
}"""


def test_announcements_are_calm(visit: Visit) -> None:
    page = visit.open()
    page.evaluate(LISTEN)
    visit.start()
    expect(page.locator("#announcement")).to_have_text("1 mask and 1 no mask")
    page.wait_for_timeout(3000)
    assert page.evaluate("said.length") <= 3


def test_the_same_result_of_another_photo_is_announced(visit: Visit, photo: Path) -> None:
    page = visit.open()
    page.evaluate(LISTEN)
    for times in (1, 2):
        visit.choose(photo)
        page.wait_for_function(
            "times => said.filter((text) => text === '1 mask and 1 no mask').length === times", arg=times
        )


def test_focus_stays_near_when_a_failure_goes(visiting: Callable[..., Visit]) -> None:
    visit = visiting("denied")
    page = visit.open()
    page.get_by_role("button", name="Start camera").click()
    visit.failure()
    page.evaluate("() => { navigator.mediaDevices.getUserMedia = () => new Promise(() => {}); }")
    page.get_by_role("button", name="Try the camera again").click()
    visit.wait_for("loading")
    expect(page.locator("#stage")).to_be_focused()
