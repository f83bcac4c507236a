"""The page in Firefox and in WebKit, once over; all of it is tested in Chromium."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.browser.camera import make_film_file
from tests.browser.other_browsers import OPENERS, BrowserMissing, SmokeBrowser
from tests.browser.serving import serving
from tests.browser.test_embedding import another_site, write_guide

USUAL = "?model=face-mask-260"
"""However busy this machine is, the page does not look for a faster model."""

TOOLS = """
  const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
  const until = async (what, test) => {
    for (let i = 0; i < 1000; i++) {
      const value = await test();
      if (value) return value;
      await sleep(100);
    }
    throw new Error(`waited in vain for ${what}; ${document.body.dataset.state}: ${document.body.innerText}`);
  };
  const state = (name) => until(name, () => document.body.dataset.state === name);
  const faces = () => [...document.querySelectorAll('#detections > li')];
  const labels = () => faces().map((face) => face.dataset.label).sort();
  const press = (name) => {
    const buttons = [...document.querySelectorAll('button, summary')];
    buttons.find((button) => button.textContent.includes(name)).click();
  };
  const give = (input, name, base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const transfer = new DataTransfer();
    transfer.items.add(new File([bytes], name, {type: name.endsWith('.webm') ? 'video/webm' : 'image/png'}));
    input.files = transfer.files;
    input.dispatchEvent(new Event('change', {bubbles: true}));
  };
"""


def run(browser: SmokeBrowser, steps: str) -> object:
    return browser.run(f"(async () => {{ {TOOLS} {steps} }})()")


def give(path: Path, place: str = "#file") -> str:
    """The step that chooses a file."""
    content = b64encode(path.read_bytes()).decode()
    return f"give(document.querySelector({json.dumps(place)}), {json.dumps(path.name)}, '{content}');"


@pytest.fixture(scope="module", params=OPENERS)
def browser(request: pytest.FixtureRequest) -> Iterator[SmokeBrowser]:
    with ExitStack() as stack:
        try:
            opened = stack.enter_context(OPENERS[request.param]())
        except BrowserMissing as missing:
            pytest.skip(f"the page was not tested in {request.param}: {missing}")
        yield opened


def test_a_photo(browser: SmokeBrowser, address: str, photo: Path) -> None:
    browser.open(f"{address}/{USUAL}")
    found = run(browser, f"{give(photo)} await state('paused'); return labels();")
    assert found == ["mask", "no_mask"]


def test_a_film(browser: SmokeBrowser, address: str, tmp_path: Path) -> None:
    if not browser.run("document.createElement('video').canPlayType('video/webm; codecs=vp8')"):
        pytest.skip("this browser plays no VP8")
    film = make_film_file(tmp_path / "film.webm", faces_until=20, seconds=20)
    browser.open(f"{address}/{USUAL}")
    found = run(
        browser,
        f"{give(film)} await state('running');"
        "return until('two faces', () => labels().length === 2 && labels());",
    )
    assert found == ["mask", "no_mask"]


def test_the_camera(browser: SmokeBrowser, address: str) -> None:
    browser.open(f"{address}/{USUAL}")
    width = run(
        browser,
        "press('Start camera'); await state('running');"
        "return until('a frame', () => document.querySelector('#video').videoWidth);",
    )
    assert isinstance(width, int)
    assert width > 0


def test_settings_are_remembered(browser: SmokeBrowser, address: str) -> None:
    browser.open(f"{address}/{USUAL}")
    run(
        browser,
        "const slider = document.querySelector('input[type=range][name=score_thresh]');"
        "slider.value = '0.3'; slider.dispatchEvent(new Event('input', {bubbles: true}));"
        "slider.dispatchEvent(new Event('change', {bubbles: true}));"
        "await until('the address', () => location.search.includes('score_thresh=0.3'));",
    )
    browser.open(f"{address}/{USUAL}")
    kept = "document.querySelector('input[type=range][name=score_thresh]').value"
    assert run(browser, f"return {kept};") == "0.3"


def test_without_a_network_the_page_opens(browser: SmokeBrowser, photo: Path) -> None:
    with serving() as address:
        browser.open(f"{address}/{USUAL}")
        run(
            browser,
            "const worker = async () => (await navigator.serviceWorker.getRegistration())?.active?.state;"
            "await until('a worker', async () => (await worker()) === 'activated');",
        )
    browser.open(f"{address}/{USUAL}")
    found = run(browser, f"{give(photo)} await state('paused'); return labels();")
    assert found == ["mask", "no_mask"]


def test_the_form(browser: SmokeBrowser, address: str, photo: Path) -> None:
    browser.open(f"{address}/{USUAL}")
    form = "document.querySelector('form.upload')"
    run(browser, f"{give(photo, 'input[name=image]')} setTimeout(() => {form}.requestSubmit());")
    browser.wait_for("table tbody tr + tr")
    assert run(browser, "return labels();") == ["mask", "no_mask"]


def test_another_site_embeds_the_detector(browser: SmokeBrowser, address: str, tmp_path: Path) -> None:
    write_guide(tmp_path, address)
    with another_site(tmp_path, {}) as site:
        browser.go(f"{site}/")
        browser.wait_for("#faces li + li")
