"""The view for a reception desk."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.visit import Visit

LISTEN = """
  window.notes = [];
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...args) {
    notes.push(this.frequency.value);
    return start.apply(this, args);
  };
"""

SLOW_GRANTS = """
  window.screens = [];
  let element = null;
  Object.defineProperty(Document.prototype, 'fullscreenElement', {get: () => element});
  Element.prototype.requestFullscreen = async function () {
    await new Promise((resolve) => (window.grantScreen = resolve));
    element = this;
  };
  Document.prototype.exitFullscreen = async () => screens.push('left');
  navigator.wakeLock.request = async () => {
    await new Promise((resolve) => (window.grantLock = resolve));
    return {release: () => screens.push('released')};
  };
"""


def test_an_address_opens_the_view_and_starts_the_camera(visit: Visit) -> None:
    page = visit.open("?view=kiosk", state="running")
    expect(page.locator("#counts")).to_be_in_viewport()
    expect(page.get_by_role("button", name="Stop")).to_be_hidden()
    expect(page.locator("#live")).to_have_attribute("data-verdict", "no_mask")
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Stop")).to_be_visible()
    page.wait_for_url(lambda url: "view=" not in url)


@pytest.mark.parametrize("size", [(640, 360), (360, 640), (1280, 800)])
def test_the_picture_takes_the_room_that_there_is(
    visiting: Callable[..., Visit], size: tuple[int, int]
) -> None:
    width, height = size
    page = visiting(viewport={"width": width, "height": height}).open("?view=kiosk", state="running")
    expect(page.locator("#counts")).to_be_in_viewport(ratio=1)
    box = page.locator("#overlay").bounding_box()
    assert box
    assert box["width"] / box["height"] == pytest.approx(4 / 3, abs=0.02)
    assert box["width"] > 0.7 * width or box["height"] > 0.6 * height


def test_a_button_opens_and_closes_it(visit: Visit) -> None:
    page = visit.open()
    visit.start()
    page.get_by_role("button", name="Full screen").click()
    expect(page.get_by_role("button", name="Photos or video")).to_be_hidden()
    page.wait_for_url(lambda url: "view=kiosk" in url)
    page.get_by_role("button", name="Leave full screen").click()
    expect(page.get_by_role("button", name="Photos or video")).to_be_visible()
    expect(page.get_by_role("button", name="Full screen", exact=False)).to_be_focused()


def test_what_is_granted_after_leaving_is_given_back(visit: Visit) -> None:
    visit.page.add_init_script(SLOW_GRANTS)
    page = visit.open()
    visit.start()
    page.get_by_role("button", name="Full screen").click()
    page.get_by_role("button", name="Leave full screen").click()
    assert page.evaluate("screens") == []
    page.evaluate("() => (grantScreen(), grantLock())")
    page.wait_for_function("() => screens.includes('left') && screens.includes('released')")


def test_the_sound_is_off_until_it_is_wanted(visit: Visit) -> None:
    visit.page.add_init_script(LISTEN)
    page = visit.open("?view=kiosk", state="running")
    expect(page.locator("#live")).to_have_attribute("data-verdict", "no_mask")
    assert page.evaluate("notes") == []
    page = visit.open("?view=kiosk&sound=1", state="running")
    expect(page.locator("#live")).to_have_attribute("data-verdict", "no_mask")
    page.wait_for_function("() => notes.length > 1")
    first, second = page.evaluate("notes")[-2:]
    assert first > second
