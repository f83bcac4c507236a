"""The page that explains the detector."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.camera import film_frame
from tests.browser.test_accessibility import violations
from tests.browser.visit import Visit

PIXELS = "canvas => canvas.toDataURL()"


@pytest.fixture
def page(visit: Visit) -> Page:
    visit.page.goto(f"{visit.address}/how-it-works")
    visit.wait_for("ready")
    return visit.page


def count(page: Page, figure: str) -> int:
    return int("".join(filter(str.isdigit, page.locator(f"#{figure}-text").inner_text())))


def test_one_box_for_each_face_stays(page: Page) -> None:
    usual = page.locator("#before-text").inner_text()
    page.get_by_label("Minimum score").fill("0.5")
    expect(page.locator("#before-text")).not_to_have_text(usual)
    page.get_by_label("Maximum overlap").fill("0.4")
    expect(page.locator("#after-text")).to_have_text("After: 2 boxes")
    assert count(page, "before") > 2
    page.get_by_label("Maximum overlap").fill("1")
    expect(page.locator("#after-text")).to_have_text(f"After: {count(page, 'before')} boxes")
    assert page.locator("#before").evaluate(PIXELS) == page.locator("#after").evaluate(PIXELS)


def test_anchors_follow_map_pointer_and_keys(page: Page) -> None:
    figure, cell = page.locator("#anchors"), page.locator("#cell")
    page.locator("#maps").get_by_text("3 × 3", exact=True).click()
    expect(cell).to_contain_text("Row 2, column 2 of 3 × 3")
    before = figure.evaluate(PIXELS)
    box = figure.bounding_box()
    assert box
    figure.hover(position={"x": box["width"] * 0.9, "y": box["height"] * 0.1})
    expect(cell).to_contain_text("Row 1, column 3 of 3 × 3")
    assert figure.evaluate(PIXELS) != before
    figure.focus()
    for key in ("ArrowDown", "ArrowLeft", "ArrowLeft", "ArrowLeft"):
        page.keyboard.press(key)
    expect(cell).to_contain_text("Row 2, column 1 of 3 × 3")


def await_other_picture(page: Page, before: str) -> str:
    """Wait until the figure shows something else than ``before``: what it shows then."""
    page.wait_for_function(
        "before => document.getElementById('before').toDataURL() !== before", arg=before, polling=200
    )
    return str(page.locator("#before").evaluate(PIXELS))


def test_the_visitor_s_own_picture(page: Page, tmp_path: Path) -> None:
    sample = page.locator("#before").evaluate(PIXELS)
    path = tmp_path / "photo.png"
    Image.new("RGB", (300, 300), "navy").save(path)
    page.locator("#file").set_input_files(path)
    expect(page.locator("#after-text")).to_have_text("After: 0 boxes")
    photo = await_other_picture(page, sample)
    page.get_by_role("button", name="Take a photo with the camera").click()
    await_other_picture(page, photo)
    expect(page.get_by_role("alert")).to_be_hidden()
    assert page.locator("#video").evaluate("video => video.srcObject") is None


def test_the_picture_asked_for_last_stays(page: Page, tmp_path: Path) -> None:
    sample = page.locator("#before").evaluate(PIXELS)
    path = tmp_path / "photo.png"
    Image.new("RGB", (300, 300), "navy").save(path)
    page.get_by_role("button", name="Take a photo with the camera").click()
    page.wait_for_function("() => document.getElementById('video').srcObject")
    page.locator("#file").set_input_files(path)
    photo = await_other_picture(page, sample)
    page.wait_for_function("() => !document.getElementById('video').srcObject")
    page.evaluate(
        "() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))"
    )
    assert page.locator("#before").evaluate(PIXELS) == photo


def test_a_bad_picture_is_named_and_the_page_goes_on(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Not a picture at all.")
    page.locator("#file").set_input_files(path)
    expect(page.get_by_role("alert")).to_contain_text("cannot read the file as a picture")
    page.get_by_label("Minimum score").fill("0.5")
    expect(page.get_by_role("alert")).to_be_hidden()


def test_without_javascript_it_still_explains(visiting: Callable[..., Visit]) -> None:
    visit = visiting(java_script_enabled=False, locale="zh-CN")
    visit.page.goto(f"{visit.address}/how-it-works")
    expect(visit.page.get_by_role("heading", name="工作原理")).to_be_visible()
    expect(visit.page.locator("#anchors")).to_be_hidden()
    expect(visit.page.get_by_role("table").first).to_contain_text("33 × 33")


@pytest.mark.parametrize("size", [(360, 640), (1280, 800)])
def test_nothing_sticks_out(visiting: Callable[..., Visit], size: tuple[int, int]) -> None:
    width, height = size
    visit = visiting(viewport={"width": width, "height": height})
    for address in ("/how-it-works", "/api", "/detect"):
        visit.page.goto(f"{visit.address}{address}")
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_axe_finds_nothing(visiting: Callable[..., Visit], tmp_path: Path, width: int, scheme: str) -> None:
    visit = visiting(viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce")
    page = visit.page
    page.goto(f"{visit.address}/how-it-works")
    visit.wait_for("ready")
    assert violations(page) == []
    page.goto(f"{visit.address}/api")
    assert violations(page) == []
    page.goto(f"{visit.address}/detect")
    assert violations(page) == []
    path = tmp_path / "photo.png"
    Image.fromarray(film_frame()).save(path)
    page.locator("input[name=image]").set_input_files(path)
    page.get_by_role("button", name="Find faces").click()
    expect(page.locator("#detections > li")).to_have_count(2)
    page.get_by_text("The result as JSON").click()
    assert violations(page) == []
