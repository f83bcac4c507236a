"""The page with JavaScript switched off."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import expect

from tests.browser.camera import film_frame
from tests.browser.visit import Visit


def test_the_form_works(visiting: Callable[..., Visit], tmp_path: Path) -> None:
    path = tmp_path / "photo.png"
    Image.fromarray(film_frame()).save(path)
    visit = visiting(java_script_enabled=False)
    page = visit.page
    page.goto(visit.address)
    expect(page.get_by_text("JavaScript is off in this browser")).to_be_visible()
    expect(page.locator("#live")).to_be_hidden()
    page.locator("input[name=image]").set_input_files(path)
    page.get_by_role("button", name="Find faces").click()
    expect(page.locator("#detections > li")).to_have_count(2)
    expect(page.get_by_role("img", name="photo.png")).to_be_visible()
