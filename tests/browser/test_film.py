"""Video files: played, paused, searched, and looked at all the while."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from detector import __main__ as command
from tests.browser.camera import film_faces, make_film_file
from tests.browser.matching import assert_same, iou
from tests.browser.visit import Visit

FACES_UNTIL, SECONDS = 12, 18
"""The film's last third shows nobody; no test takes so long to come to its point that it gets there."""

COUNT_COLOURS = """canvas => new Set(new Uint32Array(
  canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.buffer)).size"""


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("film") / "two faces.webm"
    return make_film_file(path, faces_until=FACES_UNTIL, seconds=SECONDS)


def pause_at(page: Page, seconds: float) -> None:
    """Pause and seek with the slider, as the keyboard or a finger does."""
    if page.get_by_role("button", name="Pause").is_visible():
        page.get_by_role("button", name="Pause").click()
    expect(page.locator("body")).to_have_attribute("data-state", "paused")
    page.get_by_role("slider", name="Position").fill(str(seconds))


def test_a_film_is_played_and_looked_at(visit: Visit, film: Path) -> None:
    page = visit.open()
    visit.choose(film)
    expect(page.locator("#detections > li")).to_have_count(2)
    expect(page.get_by_role("slider", name="Position")).to_be_visible()
    assert page.locator("#video").evaluate("video => [video.videoWidth, video.videoHeight]") == [640, 480]
    assert page.locator("#video").evaluate("video => getComputedStyle(video).transform") == "none"


def test_a_film_without_a_suffix_or_a_type_is_played(visit: Visit, film: Path) -> None:
    page = visit.open()
    nameless = FilePayload(name="film", mimeType="application/octet-stream", buffer=film.read_bytes())
    page.locator("#file").set_input_files(nameless)
    expect(page.get_by_role("slider", name="Position")).to_be_visible()
    expect(page.locator("#detections > li")).to_have_count(2)


def test_boxes_follow_while_the_film_is_paused_and_searched(visit: Visit, film: Path) -> None:
    page = visit.open()
    visit.choose(film)
    faces = page.locator("#detections > li")
    expect(faces).to_have_count(2)
    pause_at(page, SECONDS - 0.2)
    expect(faces).to_have_count(0)
    pause_at(page, 0.5)
    expect(faces).to_have_count(2)
    for detection, (label, box) in zip(
        sorted(visit.detections(), key=lambda face: face["box"][0]), film_faces(), strict=True
    ):
        assert detection["label"] == label
        assert iou(detection["box"], box) > 0.45
    page.get_by_role("slider", name="Minimum score").fill("0.95")
    expect(faces).to_have_count(0)


def test_a_film_ends_and_begins_again(visit: Visit, film: Path) -> None:
    page = visit.open()
    visit.choose(film)
    faces = page.locator("#detections > li")
    expect(faces).to_have_count(2)
    pause_at(page, SECONDS - 0.1)
    expect(faces).to_have_count(0)
    page.get_by_role("button", name="Play").click()
    expect(page.locator("#video")).to_have_js_property("ended", True)
    expect(page.locator("body")).to_have_attribute("data-state", "paused")
    page.get_by_role("button", name="Play").click()
    expect(faces).to_have_count(2)


def test_a_photo_takes_the_film_s_place(visit: Visit, film: Path, photo: Path) -> None:
    page = visit.open()
    visit.choose(film)
    visit.wait_for("running")
    visit.choose(photo)
    expect(page.locator("#stage")).to_have_attribute("data-show", "still")
    visit.wait_for("paused")
    expect(page.locator("#film-bar")).to_be_hidden()
    assert page.locator("#video").get_attribute("src") is None


def test_photos_and_films_share_the_strip(visit: Visit, film: Path, photo: Path, tmp_path: Path) -> None:
    broken, wall = tmp_path / "broken.mp4", tmp_path / "wall.webm"
    broken.write_bytes(b"no film at all")
    make_film_file(wall, faces_until=0, seconds=2)
    page = visit.open()
    visit.choose([broken, film, photo, wall])
    files = page.locator("#photos button")
    expect(files.nth(0)).to_be_disabled()
    expect(files.nth(0)).to_contain_text("Unreadable video")
    expect(files.nth(1)).to_have_attribute("aria-current", "true")
    expect(page.locator("#detections > li")).to_have_count(2)
    expect(files.nth(2)).to_contain_text("1 no mask")
    expect(files.nth(1)).to_contain_text("Video")
    assert files.nth(1).locator("canvas").evaluate(COUNT_COLOURS) > 100

    files.nth(3).click()
    expect(files.nth(3)).to_have_attribute("aria-current", "true")
    expect(page.locator("#video")).to_have_js_property("duration", 2)
    expect(page.locator("#detections > li")).to_have_count(0)
    expect(page.get_by_role("slider", name="Position")).to_be_visible()

    files.nth(2).click()
    expect(page.locator("#stage")).to_have_attribute("data-show", "still")
    expect(page.get_by_role("slider", name="Position")).to_be_hidden()
    assert_same(visit.detections(), visit.ask_server(photo)["detections"])
    with page.expect_download() as saved:
        page.get_by_role("button", name="JSON").click()
    names = {entry["source"] for entry in json.loads(Path(saved.value.path()).read_text("utf-8"))}
    assert {film.name, photo.name} <= names


def test_counts_agree_with_the_list_from_the_first_frame(visit: Visit, film: Path) -> None:
    page = visit.open()
    page.evaluate(
        """() => {
          window.looks = [];
          const list = document.getElementById('detections');
          const look = () => {
            const counts = [...document.querySelectorAll('.counts-number')];
            looks.push([list.children.length, counts.map((count) => Number(count.textContent))]);
          };
          new MutationObserver(look).observe(list, {childList: true});
        }"""
    )
    visit.choose(film)
    expect(page.locator("#detections > li")).to_have_count(2)
    listed, counted = page.evaluate("looks.find(([listed]) => listed)")
    assert (listed, counted) == (2, [1, 1])


@pytest.mark.parametrize(
    ("name", "content"),
    [("film.mp4", b"no film at all"), ("film.mp4", b""), ("film.MTS", b"\x47 of a camcorder")],
)
def test_what_cannot_be_played_is_named(visit: Visit, tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    visit.open()
    visit.choose(path)
    assert visit.failure() == "film-unreadable"


def test_what_the_command_line_writes_is_played(visit: Visit, tmp_path: Path) -> None:
    source, output = make_film_file(tmp_path / "film.webm", faces_until=2, seconds=2), tmp_path / "out.webm"
    assert command.main([str(source), "--score-thresh", "1", "--output", str(output)]) == 0
    page = visit.open()
    visit.choose(output)
    expect(page.locator("#detections > li")).to_have_count(2)
    expect(page.locator("#video")).to_have_js_property("duration", 2)


def test_a_film_is_looked_at_as_it_is_seen(visit: Visit, film: Path) -> None:
    """Some browsers hand over the frame as it is stored; here it is black."""
    visit.page.add_init_script(
        """(() => {
          delete VideoFrame.prototype.rotation;
          const {VideoFrame: Stored} = self;
          self.VideoFrame = function (video) {
            const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
            canvas.getContext('2d');
            return new Stored(canvas, {timestamp: 0});
          };
        })()"""
    )
    page = visit.open()
    visit.choose(film)
    expect(page.locator("#detections > li")).to_have_count(2)


def test_a_film_that_breaks_off_says_so_and_keeps_what_was_seen(visit: Visit, film: Path) -> None:
    page = visit.open()
    visit.choose(film)
    expect(page.locator("#detections > li")).to_have_count(2)
    page.locator("#video").evaluate(
        """video => {
          Object.defineProperty(video, 'error', {value: {code: 3, message: 'PIPELINE_ERROR_DECODE'}});
          video.dispatchEvent(new Event('error'));
          video.pause();
        }"""
    )
    assert visit.failure() == "film-broken"
    page.wait_for_timeout(500)
    assert visit.failure() == "film-broken"
    with page.expect_download() as saved:
        page.get_by_role("button", name="JSON").click()
    assert json.loads(Path(saved.value.path()).read_text("utf-8"))


def test_a_film_that_may_not_play_by_itself_is_looked_at(visit: Visit, film: Path) -> None:
    visit.page.add_init_script(
        "HTMLMediaElement.prototype.play = () => Promise.reject(new DOMException('', 'NotAllowedError'))"
    )
    page = visit.open()
    visit.choose(film)
    expect(page.locator("#detections > li")).to_have_count(2)
    visit.wait_for("paused")


def test_boxes_stay_on_faces_when_the_film_s_size_changes(visit: Visit, film: Path) -> None:
    page = visit.open()
    visit.choose(film)
    visit.wait_for("running")
    page.locator("#stage").evaluate("stage => stage.style.setProperty('--ratio', 9)")
    page.locator("#video").evaluate("video => void video.dispatchEvent(new Event('resize'))")
    ratio = "stage => getComputedStyle(stage).getPropertyValue('--ratio')"
    assert page.locator("#stage").evaluate(ratio) == "640 / 480"
