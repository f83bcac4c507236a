"""The page without a network, and after the server got a new version."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from detector.models import find_folder
from server.app import create_app
from tests.browser.camera import film_frame
from tests.browser.serving import serving
from tests.browser.visit import PATIENCE_MS, Visit


def await_worker(page: Page, place: str, state: str, script: str = "") -> None:
    """Wait for the ``active`` or ``waiting`` worker; ``wait_for_function`` takes any promise for a yes."""
    found = f"navigator.serviceWorker.getRegistration().then((known) => known?.{place})"
    for _ in range(PATIENCE_MS // 100):
        worker = page.evaluate(f"{found}.then((worker) => worker && [worker.state, worker.scriptURL])")
        if worker and worker[0] == state and worker[1].endswith(script):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"no {place} worker was ever {state}")


def leave_until_replaced(page: Page, cache: str) -> None:
    """Leave the page and come back, until the worker that keeps its files in that cache is gone.

    A browser takes its time to notice that a worker's last page was left; one that is there by then keeps it.
    """
    address = page.url
    for _ in range(PATIENCE_MS // 1000):
        page.goto("about:blank")
        page.wait_for_timeout(1000)
        page.goto(address)
        if cache not in page.evaluate("caches.keys()"):
            return
    pytest.fail("the old worker was never replaced")


def test_without_a_network_the_page_works_as_before(
    browsers: Callable[[str], Browser], tmp_path: Path
) -> None:
    path = tmp_path / "photo.png"
    Image.fromarray(film_frame()).save(path)
    context = browsers("film").new_context()
    with serving() as address:
        visit = Visit(context, address)
        page = visit.open()
        await_worker(page, "active", "activated")
    page.goto(f"{address}/")
    visit.wait_for("ready")
    visit.choose(path)
    visit.wait_for("paused")
    expect(page.locator("#detections > li")).to_have_count(2)
    visit.start()
    expect(page.locator("#detections > li")).to_have_count(2)
    assert visit.foreign == []
    context.close()


@pytest.mark.parametrize("status", [502, 503, 504])
def test_while_a_proxy_waits_for_the_server_the_kept_page_is_shown(
    browsers: Callable[[str], Browser], status: int
) -> None:
    app = create_app()
    away: list[int] = []
    app.before_request(lambda: ("the proxy's own page", away[0]) if away else None)
    context = browsers("film").new_context()
    with serving(app) as address:
        page = Visit(context, address).open()
        await_worker(page, "active", "activated")
        away.append(status)
        page.reload()
        page.locator("body[data-state=ready]").wait_for()
    context.close()


def test_a_new_version_replaces_the_old_one(browsers: Callable[[str], Browser], tmp_path: Path) -> None:
    static = tmp_path / "static"
    shutil.copytree(find_folder("static"), static, ignore=shutil.ignore_patterns("node_modules"))
    context = browsers("film").new_context()
    with serving(create_app({"STATIC_FOLDER": static})) as address:
        visit = Visit(context, address)
        page = visit.open()
        await_worker(page, "active", "activated")
        (before,) = page.evaluate("caches.keys()")
        with (static / "css" / "base.css").open("a") as file:
            file.write("\nbody { --version: new }\n")
        page.reload()
        visit.wait_for("ready")
        version = "getComputedStyle(document.body).getPropertyValue('--version')"
        assert page.evaluate(version) == "new"
        page.evaluate("navigator.serviceWorker.ready.then((registration) => registration.update())")
        await_worker(page, "waiting", "installed")
        leave_until_replaced(page, before)
        visit.wait_for("ready")
    page.goto(f"{address}/")
    visit.wait_for("ready")
    assert page.evaluate(version) == "new"
    context.close()
