"""The exported pages, served by nothing but Python's file server, in a subfolder of a site.

What is imported here are tests of the served page, which run against the export too.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, expect

from detector.models import find_folder
from server.app import create_app
from server.export import make_files
from tests.browser.test_accessibility import test_a_failure, test_the_page
from tests.browser.test_camera import (
    test_faces_are_found_with_their_labels_where_they_are,
    test_keyboard,
    test_stop_turns_the_camera_off_and_keeps_the_picture,
)
from tests.browser.test_embedding import write_guide
from tests.browser.test_film import (
    film,
    test_a_film_is_played_and_looked_at,
    test_boxes_follow_while_the_film_is_paused_and_searched,
)
from tests.browser.test_offline import await_worker, leave_until_replaced
from tests.browser.test_photo import test_the_threshold_acts_at_once
from tests.browser.test_settings import (
    test_a_reset_brings_the_model_s_own_thresholds_back,
    test_another_backend_takes_over_what_is_on_the_stage,
    test_another_language_keeps_what_is_set,
    test_settings_are_remembered_and_can_be_shared,
)
from tests.browser.test_slow_device import (
    test_a_slow_device_gets_the_lite_model_and_keeps_it,
    unmeasured,
)
from tests.browser.visit import Visit

__all__ = [
    "film",
    "test_a_failure",
    "test_a_film_is_played_and_looked_at",
    "test_a_reset_brings_the_model_s_own_thresholds_back",
    "test_a_slow_device_gets_the_lite_model_and_keeps_it",
    "test_another_backend_takes_over_what_is_on_the_stage",
    "test_another_language_keeps_what_is_set",
    "test_boxes_follow_while_the_film_is_paused_and_searched",
    "test_faces_are_found_with_their_labels_where_they_are",
    "test_keyboard",
    "test_settings_are_remembered_and_can_be_shared",
    "test_stop_turns_the_camera_off_and_keeps_the_picture",
    "test_the_page",
    "test_the_threshold_acts_at_once",
    "unmeasured",
]

BASE = "/masks"


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def file_server(folder: Path) -> Iterator[str]:
    """Serve a folder as ``python -m http.server`` does; gives the site's address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=folder)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()


def write_export(folder: Path, static: Path | None = None, base: str = BASE) -> None:
    """Write an export over whatever is there."""
    config = {"STATIC_FOLDER": static} if static else {}
    app = create_app({"APPLICATION_ROOT": base or "/", "DETECTORS": 1, "UPLOADS": False, **config})
    for name, content in make_files(app, base):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


@pytest.fixture(scope="module")
def site(bundle: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site's folder, with the export in a subfolder."""
    folder = tmp_path_factory.mktemp("site")
    write_export(folder / BASE.strip("/"))
    return folder


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """Of the export, in place of the server's."""
    with file_server(site) as origin:
        yield f"{origin}{BASE}"


def test_the_visitor_s_language_is_chosen_without_a_server(visiting: Callable[..., Visit]) -> None:
    visit = visiting(locale="zh-CN")
    page = visit.open()
    assert page.url == f"{visit.address}/zh/"
    page.get_by_role("link", name="Deutsch").click()
    expect(page.locator("html")).to_have_attribute("lang", "de")
    visit.wait_for("ready")
    page.goto(f"{visit.address}/?lang=fr&view=kiosk")
    page.wait_for_url(f"{visit.address}/fr/**view=kiosk**")


def test_the_form_is_not_offered(visiting: Callable[..., Visit]) -> None:
    visit = visiting("denied")
    page = visit.open()
    expect(page.get_by_text("no upload form and no API here")).to_be_visible()
    assert page.locator("form[method=post]").count() == 0
    page.get_by_role("button", name="Start camera").click()
    visit.failure()
    assert page.get_by_role("button", name="Use the upload form").count() == 0


def test_a_host_without_headers_gets_threads_from_the_first_visit_on(visit: Visit) -> None:
    asked: list[str] = []
    visit.page.context.on("request", lambda request: asked.append(request.url))
    page = visit.open()
    assert page.evaluate("crossOriginIsolated")
    assert [url for url in asked if "threaded-simd" in url and ".wasm" in url]
    await_worker(page, "active", "activated", script="service-worker.js")
    page.reload()
    visit.wait_for("ready")
    assert page.evaluate("crossOriginIsolated")


def test_without_service_workers_it_works_on_one_thread(visiting: Callable[..., Visit], photo: Path) -> None:
    visit = visiting(service_workers="block")
    page = visit.open()
    assert not page.evaluate("crossOriginIsolated")
    visit.choose(photo)
    visit.wait_for("paused")
    expect(page.locator("#detections > li")).to_have_count(2)


def test_a_page_of_the_same_site_may_use_the_detector(
    browsers: Callable[[str], Browser], address: str, site: Path
) -> None:
    write_guide(site, address)
    with browsers("none").new_context() as context:
        page = context.new_page()
        page.goto(address.removesuffix(BASE))
        expect(page.locator("#faces li")).to_have_count(2)


def test_without_a_network_it_works_and_a_new_export_replaces_the_old_one(
    browsers: Callable[[str], Browser], photo: Path, tmp_path: Path
) -> None:
    static, site = tmp_path / "static", tmp_path / "site"
    shutil.copytree(find_folder("static"), static, ignore=shutil.ignore_patterns("node_modules"))
    write_export(site / BASE.strip("/"), static)
    context = browsers("film").new_context(locale="de-DE")
    with file_server(site) as origin:
        visit = Visit(context, f"{origin}{BASE}")
        page = visit.open()
        await_worker(page, "active", "activated", script="service-worker.js")
        (before,) = page.evaluate("caches.keys()")
        with (static / "css" / "base.css").open("a") as file:
            file.write("\nbody { --version: new }\n")
        write_export(site / BASE.strip("/"), static)
        page.evaluate("navigator.serviceWorker.ready.then((registration) => registration.update())")
        await_worker(page, "waiting", "installed")
        leave_until_replaced(page, before)
        visit.wait_for("ready")
    visit.open()
    assert page.url == f"{visit.address}/de/"
    assert page.evaluate("getComputedStyle(document.body).getPropertyValue('--version')") == "new"
    visit.choose(photo)
    visit.wait_for("paused")
    expect(page.locator("#detections > li")).to_have_count(2)
    page.goto(f"{visit.address}/de/how-it-works/")
    visit.wait_for("ready")
    assert visit.foreign == []
    context.close()
