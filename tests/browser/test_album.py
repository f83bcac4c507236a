"""Several photos at once, and the samples."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.matching import assert_same
from tests.browser.visit import Visit
from tests.pictures import both_faces


@pytest.fixture
def photos(tmp_path: Path, photo: Path) -> list[Path]:
    """Two faces; nobody; no picture at all; one face that is found in a wider picture."""
    empty, text, wide = tmp_path / "empty.png", tmp_path / "notes.txt", tmp_path / "wide.jpg"
    Image.fromarray(np.full((240, 320, 3), 200, np.uint8)).save(empty)
    text.write_text("Not a picture.")
    Image.fromarray(both_faces()).save(wide, quality=92)
    return [photo, empty, text, wide]


def strip(page: Page) -> Locator:
    return page.locator("#photos button")


def test_every_photo_is_looked_at_and_each_can_be_brought_to_the_stage(
    visit: Visit, photos: list[Path]
) -> None:
    page = visit.open()
    visit.choose(photos)
    visit.wait_for("paused")
    expect(strip(page)).to_have_count(4)
    expect(strip(page).nth(3)).to_contain_text("1 no mask")
    expect(strip(page).nth(1)).to_contain_text("No face found")
    expect(strip(page).nth(2)).to_contain_text("Not a picture")
    expect(strip(page).nth(2)).to_be_disabled()
    assert_same(visit.detections(), visit.ask_server(photos[0])["detections"])
    strip(page).nth(3).click()
    expect(strip(page).nth(3)).to_have_attribute("aria-current", "true")
    expect(page.locator("#still")).to_have_attribute("width", "1024")
    assert_same(visit.detections(), visit.ask_server(photos[3])["detections"])


def test_the_strip_scrolls_by_itself(visiting: Callable[..., Visit], photos: list[Path]) -> None:
    visit = visiting(viewport={"width": 360, "height": 640})
    page = visit.open()
    visit.choose(photos)
    expect(strip(page).nth(3)).to_contain_text("1 no mask")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    strip(page).nth(3).focus()
    page.keyboard.press("Enter")
    expect(strip(page).nth(3)).to_have_attribute("aria-current", "true")
    expect(strip(page).nth(3)).to_be_in_viewport(ratio=1)


def test_the_threshold_holds_for_all_photos(visit: Visit, photos: list[Path]) -> None:
    page = visit.open()
    visit.choose(photos)
    expect(strip(page).nth(3)).to_contain_text("1 no mask")
    page.get_by_role("slider", name="Minimum score").fill("0.95")
    for index in (0, 3):
        expect(strip(page).nth(index)).to_contain_text("No face found")


def test_a_single_photo_has_no_strip(visit: Visit, photo: Path) -> None:
    page = visit.open()
    visit.choose(photo)
    visit.wait_for("paused")
    expect(page.locator("#gallery")).to_be_hidden()


def test_when_nothing_is_a_picture_the_page_says_so(visit: Visit, tmp_path: Path) -> None:
    paths = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for path in paths:
        path.write_text("Not a picture.")
    visit.open()
    visit.choose(paths)
    assert visit.failure() == "photo-unsupported"


def test_photos_can_be_pasted(visit: Visit, photo: Path) -> None:
    page = visit.open()
    page.evaluate(
        """(base64) => {
          const clipboardData = new DataTransfer();
          const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
          clipboardData.items.add(new File([bytes], 'pasted.png', {type: 'image/png'}));
          document.dispatchEvent(new ClipboardEvent('paste', {clipboardData, bubbles: true}));
        }""",
        b64encode(photo.read_bytes()).decode(),
    )
    visit.wait_for("paused")
    assert_same(visit.detections(), visit.ask_server(photo)["detections"])


def test_a_sample_that_comes_late_does_not_disturb_the_camera(visiting: Callable[..., Visit]) -> None:
    visit = visiting(service_workers="block")
    page = visit.open()
    held: list[Route] = []
    page.route("**/samples/cat.*", lambda route: held.append(route))
    with page.expect_request("**/samples/cat.*"):
        page.get_by_role("button", name="A cat").click()
    while not held:
        page.wait_for_timeout(50)
    visit.start()
    expect(page.locator("#detections > li")).to_have_count(2)
    with page.expect_response("**/samples/cat.*"):
        held[0].continue_()
    page.wait_for_timeout(500)
    expect(page.locator("body")).to_have_attribute("data-state", "running")
    expect(page.locator("#detections > li")).to_have_count(2)


@pytest.mark.parametrize(
    ("name", "counts"), [("Two people", [1, 1]), ("Eight portraits", [5, 3]), ("A cat", [0, 1])]
)
def test_samples_show_what_the_page_can_do(visit: Visit, name: str, counts: list[int]) -> None:
    page = visit.open()
    page.get_by_role("button", name=name).click()
    expect(page.locator("#stage")).to_have_attribute("data-show", "still")
    visit.wait_for("paused")
    assert [int(text) for text in page.locator(".counts-number").all_inner_texts()] == counts
