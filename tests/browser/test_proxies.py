"""The page behind real proxies, at the root of a site and under a path of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from server.app import create_app
from server.proxy import read_network
from tests.browser.proxies import CONFIGURATIONS, proxying
from tests.browser.serving import serving
from tests.browser.test_offline import await_worker
from tests.browser.visit import Visit


@pytest.fixture(scope="module")
def app() -> Flask:
    return create_app()


@pytest.mark.parametrize("base", ["/", "/masks/"])
@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_camera_photo_form_language_and_no_network(
    name: str, base: str, app: Flask, browsers: Callable[[str], Browser], photo: Path, tmp_path: Path
) -> None:
    if not shutil.which(name):
        pytest.skip(f"{name} is not installed: the page behind {name} was not tested")
    context = browsers("film").new_context()
    with serving(app, read_network("127.0.0.1")) as server:
        port = urlsplit(server).port or 0
        with proxying(name, tmp_path, port, base) as address:
            visit = Visit(context, address)
            page = visit.open()
            visit.start()
            expect(page.locator("#detections > li")).to_have_count(2)
            visit.choose(photo)
            visit.wait_for("paused")
            expect(page.locator("#detections > li")).to_have_count(2)
            await_worker(page, "active", "activated")
            scope = page.evaluate("navigator.serviceWorker.ready.then(({scope}) => scope)")
            assert scope == f"{address}/"

            page.locator("input[name=image]").set_input_files(photo)
            page.get_by_role("button", name="Find faces").click()
            expect(page.locator("table tbody tr")).to_have_count(2)
            page.get_by_role("link", name="中文").click()
            expect(page.locator("html")).to_have_attribute("lang", "zh")
            visit.open()
            assert page.locator("html").get_attribute("lang") == "zh"
            page.get_by_role("banner").get_by_role("link", name="工作原理").click()
            visit.wait_for("ready")
            page.get_by_role("link", name="English").click()
            expect(page.locator("html")).to_have_attribute("lang", "en")
            visit.wait_for("ready")
    visit.open()
    visit.choose(photo)
    visit.wait_for("paused")
    expect(page.locator("#detections > li")).to_have_count(2)
    page.goto(f"{address}/how-it-works/")
    visit.wait_for("ready")
    assert visit.foreign == []
    context.close()
