"""The page without a network, and after the server got a new version."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect

from server.app import create_app
from server.resources import find_folder
from tests.browser.camera import film_frame
from tests.browser.serving import serving
from tests.browser.visit import PATIENCE_MS, Visit

WAIT_FOR_WORKER = "navigator.serviceWorker.ready.then(({active}) => active.state === 'activated')"


def await_worker(page: Page) -> None:
    page.wait_for_function(f"async () => await {WAIT_FOR_WORKER}", timeout=PATIENCE_MS)


def test_without_a_network_the_page_works_as_before(
    browsers: Callable[[str], Browser], tmp_path: Path
) -> None:
    path = tmp_path / "photo.png"
    Image.fromarray(film_frame()).save(path)
    context = browsers("film").new_context()
    with serving() as address:
        visit = Visit(context, address)
        page = visit.open()
        await_worker(page)
    page.goto(f"{address}/")
    visit.wait_for("ready")
    visit.choose(path)
    visit.wait_for("paused")
    expect(page.locator("#detections > li")).to_have_count(2)
    visit.start()
    expect(page.locator("#detections > li")).to_have_count(2)
    assert visit.foreign == []
    context.close()


def test_a_new_version_replaces_the_old_one(browsers: Callable[[str], Browser], tmp_path: Path) -> None:
    static = tmp_path / "static"
    shutil.copytree(find_folder("static"), static, ignore=shutil.ignore_patterns("node_modules"))
    context = browsers("film").new_context()
    with serving(create_app({"STATIC_FOLDER": static})) as address:
        visit = Visit(context, address)
        page = visit.open()
        await_worker(page)
        (before,) = page.evaluate("caches.keys()")
        with (static / "css" / "base.css").open("a") as file:
            file.write("\nbody { --version: new }\n")
        page.reload()
        visit.wait_for("ready")
        version = "getComputedStyle(document.body).getPropertyValue('--version')"
        assert page.evaluate(version) == "new"
        page.evaluate("navigator.serviceWorker.ready.then((registration) => registration.update())")
        page.wait_for_function(
            "async () => (await navigator.serviceWorker.ready).waiting?.state === 'installed'",
            timeout=PATIENCE_MS,
        )
        page.goto("about:blank")
        page.goto(f"{address}/")
        page.wait_for_function(
            "async (before) => !(await caches.keys()).includes(before)", arg=before, timeout=PATIENCE_MS
        )
    page.goto(f"{address}/")
    visit.wait_for("ready")
    assert page.evaluate(version) == "new"
    context.close()
