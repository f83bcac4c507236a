"""Photos, looked at in the browser."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.camera import film_frame
from tests.browser.matching import assert_same
from tests.browser.visit import Visit
from tests.kinds import make_kinds, png_header, with_heif_size
from tests.pictures import both_faces

TURNS = {
    1: None,
    3: Image.Transpose.ROTATE_180,
    6: Image.Transpose.ROTATE_90,
    8: Image.Transpose.ROTATE_270,
}
"""EXIF orientation -> how to turn the picture so that this orientation turns it back."""


@pytest.mark.parametrize("make", [film_frame, both_faces])
@pytest.mark.parametrize("name", ["photo.png", "photo.jpg", "photo.webp"])
def test_page_and_server_agree(visit: Visit, tmp_path: Path, make: Callable[[], Any], name: str) -> None:
    path = tmp_path / name
    Image.fromarray(make()).save(path, quality=92)
    visit.open()
    visit.choose(path)
    visit.wait_for("paused")
    answer = visit.ask_server(path)
    assert answer["detections"]
    assert_same(visit.detections(), answer["detections"])


@pytest.mark.parametrize("orientation", TURNS)
def test_photos_are_turned_upright(visit: Visit, tmp_path: Path, orientation: int) -> None:
    turn = TURNS[orientation]
    picture = Image.fromarray(film_frame())
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = tmp_path / "photo.jpg"
    (picture if turn is None else picture.transpose(turn)).save(path, quality=95, exif=exif)
    page = visit.open()
    visit.choose(path)
    visit.wait_for("paused")
    assert page.locator("#still").evaluate("({width, height}) => [width, height]") == list(picture.size)
    assert_same(visit.detections(), visit.ask_server(path)["detections"])


def test_a_huge_photo(visit: Visit, tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    picture = Image.fromarray(film_frame())
    picture.resize((10 * picture.width, 10 * picture.height), Image.Resampling.BICUBIC).save(path, quality=80)
    visit.open()
    visit.choose(path)
    visit.wait_for("paused")
    assert_same(visit.detections(), visit.ask_server(path)["detections"])


def test_a_photo_can_be_dropped(visit: Visit, photo: Path) -> None:
    page = visit.open()
    page.evaluate(
        """(base64) => {
          const transfer = new DataTransfer();
          const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
          transfer.items.add(new File([bytes], 'photo.png', {type: 'image/png'}));
          const options = {dataTransfer: transfer, bubbles: true, cancelable: true};
          const stage = document.getElementById('stage');
          for (const type of ['dragover', 'drop']) stage.dispatchEvent(new DragEvent(type, options));
        }""",
        b64encode(photo.read_bytes()).decode(),
    )
    visit.wait_for("paused")
    assert_same(visit.detections(), visit.ask_server(photo)["detections"])


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("notes.txt", b"Not a picture at all.", "photo-unsupported"),
        ("photo.png", b"\x89PNG\r\n\x1a\n" + bytes(100), "photo-broken"),
        ("scan.png", png_header(30_000, 30_000), "photo-too-large"),
        ("photo.avif", make_kinds()["AVIF"][:-20], "photo-broken"),
        ("scan.avif", with_heif_size(make_kinds()["AVIF"], 30_000, 30_000), "photo-too-large"),
        ("scan.heic", with_heif_size(make_kinds()["HEIC"], 30_000, 30_000), "photo-too-large"),
    ],
)
def test_what_is_no_picture_gets_the_title_of_the_api(
    visit: Visit, tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    page = visit.open()
    visit.choose(path)
    assert visit.failure() == code
    expect(page.locator("#failure-title")).to_have_text(visit.ask_server(path)["title"])
    good = tmp_path / "good.png"
    Image.fromarray(film_frame()).save(good)
    visit.choose(good)
    visit.wait_for("paused")
    expect(page.get_by_role("alert")).to_be_hidden()


def test_the_threshold_acts_at_once(visit: Visit, photo: Path) -> None:
    page = visit.open()
    visit.choose(photo)
    visit.wait_for("paused")
    faces = page.locator("#detections > li")
    slider = page.get_by_role("slider")
    usual = faces.count()
    slider.fill("0.05")
    expect(faces).not_to_have_count(usual)
    possible = visit.detections()
    for threshold in (0.2, 0.5, 0.95):
        slider.fill(str(threshold))
        expected = [face for face in possible if face["score"] > threshold]
        expect(faces).to_have_count(len(expected))
        assert visit.detections() == expected


def test_figures_are_told_to_whoever_asks(visit: Visit, photo: Path) -> None:
    page = visit.open()
    visit.choose(photo)
    visit.wait_for("paused")
    page.get_by_text("Speed and memory").click()
    expect(page.locator("#timings")).to_contain_text("640 × 480 pixels")
