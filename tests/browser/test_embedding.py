"""The detector in somebody else's page: the example of the guide, from another origin."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from PIL import Image
from playwright.sync_api import Browser, Error, Page, expect

from tests.browser.camera import film_faces, film_frame
from tests.browser.visit import PATIENCE_MS

GUIDE = Path(__file__).parents[2] / "docs" / "embedding.md"
SERVER = "http://127.0.0.1:8000"
"""As the guide has it."""


@contextmanager
def another_site(folder: Path, headers: Mapping[str, str]) -> Iterator[str]:
    """Serve a folder with nothing but Python's own file server."""

    class Handler(SimpleHTTPRequestHandler):
        def end_headers(self) -> None:
            for name, value in headers.items():
                self.send_header(name, value)
            super().end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=folder)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def write_guide(folder: Path, address: str) -> None:
    """Write the guide's example, which takes the detector from that address."""
    example = re.search(r"```html\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    assert example
    assert SERVER in example[1]
    (folder / "index.html").write_text(example[1].replace(SERVER, address), encoding="utf-8")
    Image.fromarray(film_frame()).save(folder / "photo.jpg", quality=92)


@pytest.fixture
def visit_guide(
    browsers: Callable[[str], Browser], address: str, tmp_path: Path
) -> Iterator[Callable[..., Page]]:
    """``visit_guide(**headers)`` opens the guide's example, on a site that sends these headers."""
    write_guide(tmp_path, address)
    context = browsers("none").new_context()
    with ExitStack() as sites:

        def visit(**headers: str) -> Page:
            sent = {name.replace("_", "-"): value for name, value in headers.items()}
            page = context.new_page()
            page.set_default_timeout(PATIENCE_MS)
            page.goto(sites.enter_context(another_site(tmp_path, sent)))
            return page

        yield visit
    context.close()


@pytest.fixture
def page(visit_guide: Callable[..., Page]) -> Page:
    return visit_guide()


def test_the_example_of_the_guide_finds_both_faces(page: Page) -> None:
    faces = page.locator("#faces li")
    expect(faces).to_have_count(2)
    assert {text.split()[0] for text in faces.all_inner_texts()} == {label for label, _ in film_faces()}


def test_an_isolated_page_may_use_it_too(visit_guide: Callable[..., Page], address: str) -> None:
    page = visit_guide(Cross_Origin_Opener_Policy="same-origin", Cross_Origin_Embedder_Policy="require-corp")
    assert page.evaluate("crossOriginIsolated")
    found = page.evaluate(
        """async (address) => {
          const {createDetector} = await import(`${address}/static/dist/detector.js`);
          const detector = await createDetector({backend: 'wasm'});
          return (await detector.detect(document.getElementById('photo'))).detections.length;
        }""",
        address,
    )
    assert found == 2


def test_the_policy_of_the_guide_is_enough(visit_guide: Callable[..., Page], address: str) -> None:
    policy = (
        f"default-src 'self'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval' {address}; "
        f"connect-src 'self' {address}; worker-src blob: {address}"
    )
    expect(visit_guide(Content_Security_Policy=policy).locator("#faces li")).to_have_count(2)


def test_nothing_waits_for_a_detector_that_was_closed(page: Page, address: str) -> None:
    with pytest.raises(Error, match="the detector was closed"):
        page.evaluate(
            """async (address) => {
              const {createDetector} = await import(`${address}/static/dist/detector.js`);
              const detector = await createDetector();
              detector.close();
              await detector.detect(document.getElementById('photo'));
            }""",
            address,
        )


def test_what_it_takes_and_gives(page: Page, address: str) -> None:
    answers = page.evaluate(
        """async (address) => {
          const {createDetector} = await import(`${address}/static/dist/detector.js`);
          const progress = [];
          const onProgress = (loaded) => progress.push(loaded);
          const detector = await createDetector({backend: 'wasm', onProgress});
          const photo = document.getElementById('photo');
          const canvas = Object.assign(document.createElement('canvas'), {width: 640, height: 480});
          canvas.getContext('2d').drawImage(photo, 0, 0);
          const file = await (await fetch(photo.src)).blob();
          const results = [];
          for (const picture of [photo, canvas, file]) results.push(await detector.detect(picture));
          const none = await detector.detect(photo, {scoreThresh: 1});
          detector.close();
          return {results, none, progress, classes: detector.classes};
        }""",
        address,
    )
    assert answers["classes"] == ["mask", "no_mask"]
    assert answers["progress"] == sorted(answers["progress"])
    assert answers["none"]["detections"] == []
    for result in answers["results"]:
        assert result["image"] == {"width": 640, "height": 480}
        assert sorted(face["label"] for face in result["detections"]) == ["mask", "no_mask"]


def test_a_model_that_is_not_there_is_named(page: Page, address: str) -> None:
    with pytest.raises(Error, match="model-unreachable"):
        page.evaluate(
            """async (address) => {
              const {createDetector} = await import(`${address}/static/dist/detector.js`);
              await createDetector({model: `${address}/static/nowhere`});
            }""",
            address,
        )
