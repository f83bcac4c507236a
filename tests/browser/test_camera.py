"""The live picture: what is found in it, and what happens when there is none."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.camera import SWAY, film_faces
from tests.browser.matching import iou
from tests.browser.visit import FAR_NAME, PATIENCE_MS, Visit

OBSERVE = """() => {
  window.pictures = [];
  const keep = (list) => pictures.push(...list.getEntriesByName('picture').map(({detail}) => detail));
  new PerformanceObserver(keep).observe({entryTypes: ['measure']});
}"""
"""Collects what the page measures of each picture."""


def test_faces_are_found_with_their_labels_where_they_are(visit: Visit) -> None:
    page = visit.open()
    visit.start()
    expect(page.locator("#detections > li")).to_have_count(2)
    detections = sorted(visit.detections(), key=lambda face: face["box"][0])
    for detection, (label, box) in zip(detections, film_faces(), strict=True):
        assert detection["label"] == label
        assert iou(detection["box"], box) > 0.45
        assert abs(sum(detection["box"][::2]) - sum(box[::2])) / 2 < 2 * SWAY
    expect(page.locator("#counts")).to_have_text(re.compile(r"1\s+mask\s*1\s+no mask"))
    expect(page.locator("#engine")).to_contain_text("frames per second")


def test_memory_does_not_grow(visit: Visit) -> None:
    page = visit.open()
    page.evaluate(OBSERVE)
    visit.start()
    while page.evaluate("pictures.length") < 200:
        page.wait_for_timeout(250)
    tensors = page.evaluate("pictures.map(({tensors}) => tensors)")
    assert len(set(tensors)) == 1


def test_stop_turns_the_camera_off_and_keeps_the_picture(visit: Visit) -> None:
    page = visit.open()
    visit.start()
    expect(page.locator("#detections > li")).to_have_count(2)
    track = page.evaluate_handle("document.querySelector('video').srcObject.getVideoTracks()[0]")
    assert track.evaluate("track => track.readyState") == "live"
    page.get_by_role("button", name="Stop").click()
    visit.wait_for("paused")
    assert track.evaluate("track => track.readyState") == "ended"
    assert page.evaluate("document.querySelector('video').srcObject") is None
    assert len(visit.detections()) == 2
    visit.start()
    expect(page.locator("#detections > li")).to_have_count(2)


def test_keyboard(visit: Visit) -> None:
    page = visit.open()
    start = page.get_by_role("button", name="Start camera")
    for _ in range(20):
        page.keyboard.press("Tab")
        if start.evaluate("button => button === document.activeElement"):
            break
    page.keyboard.press("Enter")
    visit.wait_for("running")
    expect(page.get_by_role("button", name="Stop")).to_be_focused()
    page.keyboard.press("Enter")
    visit.wait_for("paused")
    expect(start).to_be_focused()


def test_what_is_seen_is_mirrored_and_what_is_said_is_not(visit: Visit) -> None:
    page = visit.open()
    visit.start()
    expect(page.locator("#detections > li")).to_have_count(2)
    assert (
        page.locator("#video").evaluate("video => getComputedStyle(video).transform")
        == "matrix(-1, 0, 0, 1, 0, 0)"
    )
    masked = next(face for face in visit.detections() if face["label"] == "mask")
    assert iou(masked["box"], film_faces()[0][1]) > 0.45


@pytest.mark.parametrize(
    ("camera", "host", "code"),
    [
        ("denied", "localhost", "camera-denied"),
        ("none", "localhost", "camera-missing"),
        ("film", FAR_NAME, "camera-insecure"),
    ],
)
def test_without_a_camera(visiting: Callable[..., Visit], camera: str, host: str, code: str) -> None:
    visit = visiting(camera, host)
    page = visit.open()
    page.get_by_role("button", name="Start camera").click()
    assert visit.failure() == code
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_role("button", name="Use the upload form")).to_be_visible()
    if host == FAR_NAME:
        assert all("Cross-Origin-Opener-Policy header has been ignored" in error for error in visit.errors)
        visit.errors.clear()


def test_a_busy_camera_can_be_tried_again(visit: Visit) -> None:
    visit.page.add_init_script(
        """const {mediaDevices} = navigator;
        const open = mediaDevices.getUserMedia.bind(mediaDevices);
        let tries = 0;
        mediaDevices.getUserMedia = (wish) =>
          tries++ ? open(wish) : Promise.reject(new DOMException('in use', 'NotReadableError'));"""
    )
    page = visit.open()
    page.get_by_role("button", name="Start camera").click()
    assert visit.failure() == "camera-busy"
    page.get_by_role("button", name="Try the camera again").click()
    visit.wait_for("running")


def test_a_camera_that_opens_late_gives_way_to_a_photo(visit: Visit, photo: Path) -> None:
    visit.page.add_init_script(
        """const {mediaDevices} = navigator;
        const open = mediaDevices.getUserMedia.bind(mediaDevices);
        mediaDevices.getUserMedia = async (wish) => {
          await new Promise((resolve) => (window.grant = resolve));
          return (window.stream = await open(wish));
        };"""
    )
    page = visit.open()
    page.get_by_role("button", name="Start camera").click()
    page.wait_for_function("() => window.grant")
    visit.choose(photo)
    visit.wait_for("paused")
    page.evaluate("grant()")
    page.wait_for_function("() => window.stream?.getVideoTracks()[0].readyState === 'ended'")
    assert page.locator("video").evaluate("video => video.srcObject") is None
    assert page.locator("body").get_attribute("data-state") == "paused"


def lose_camera(visit: Visit) -> None:
    """As if it was unplugged."""
    visit.page.evaluate(
        "document.querySelector('video').srcObject.getVideoTracks()[0].dispatchEvent(new Event('ended'))"
    )
    assert visit.failure() == "camera-lost"


def test_a_camera_that_goes_away_is_named(visit: Visit) -> None:
    visit.open()
    visit.start()
    lose_camera(visit)
    assert visit.detections() == []


def test_a_camera_that_is_plugged_in_again_starts_by_itself(visit: Visit) -> None:
    page = visit.open()
    visit.start()
    lose_camera(visit)
    page.evaluate("navigator.mediaDevices.dispatchEvent(new Event('devicechange'))")
    expect(page.locator("body")).to_have_attribute("data-state", "running")
    expect(page.locator("#detections > li")).to_have_count(2)


def test_one_of_two_cameras_can_be_chosen(visiting: Callable[..., Visit]) -> None:
    visit = visiting("two")
    page = visit.open()
    visit.start()
    page.get_by_text("Settings", exact=True).click()
    choice = page.get_by_label("Camera", exact=True)
    expect(choice.locator("option")).to_have_count(2)
    names = choice.locator("option").all_inner_texts()
    in_use = "document.querySelector('video').srcObject?.getVideoTracks()[0]?.label"
    assert page.evaluate(in_use) == names[0]
    choice.select_option(names[1])
    for _ in range(PATIENCE_MS // 100):
        if page.evaluate(in_use) == names[1]:
            break
        page.wait_for_timeout(100)
    visit.open()
    visit.start()
    assert page.evaluate(in_use) == names[1]


def test_stop_turns_the_camera_off_where_there_is_no_picture_to_keep(visit: Visit) -> None:
    page = visit.open()
    visit.start()
    track = page.evaluate_handle("document.querySelector('video').srcObject.getVideoTracks()[0]")
    page.locator("#video").evaluate("video => void Object.defineProperty(video, 'readyState', {value: 1})")
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("button", name="Start camera")).to_be_visible()
    visit.wait_for("ready")
    assert track.evaluate("track => track.readyState") == "ended"


def test_while_the_camera_gives_no_picture_nobody_is_seen(visit: Visit) -> None:
    page = visit.open()
    visit.start()
    faces = page.locator("#detections > li")
    expect(faces).to_have_count(2)
    track = page.evaluate_handle("document.querySelector('video').srcObject.getVideoTracks()[0]")
    track.evaluate("track => track.dispatchEvent(new Event('mute'))")
    expect(faces).to_have_count(0)
    page.wait_for_timeout(1000)
    expect(faces).to_have_count(0)
    track.evaluate("track => track.dispatchEvent(new Event('unmute'))")
    expect(faces).to_have_count(2)


def test_a_picture_that_turns_is_shown_upright(visit: Visit) -> None:
    page = visit.open()
    visit.start()
    page.evaluate(
        """() => {
          const video = document.querySelector('video');
          Object.defineProperties(video, {videoWidth: {value: 480}, videoHeight: {value: 640}});
          video.dispatchEvent(new Event('resize'));
        }"""
    )
    width, height = page.locator(".stage-canvas").evaluate(
        "({clientWidth, clientHeight}) => [clientWidth, clientHeight]"
    )
    assert width / height == pytest.approx(480 / 640, abs=0.01)
