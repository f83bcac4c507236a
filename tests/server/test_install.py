from __future__ import annotations

import json
import re
import shutil
from io import BytesIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from PIL import Image

from detector.models import find_folder
from server import create_app
from server.install import PAPER


@pytest.fixture
def kept(client: FlaskClient) -> dict[str, object]:
    return read_kept(client)


def read_kept(client: FlaskClient) -> dict[str, object]:
    line = client.get("/service-worker.js").text.splitlines()[0]
    kept: dict[str, object] = json.loads(line.removeprefix("self.KEPT = ").removesuffix(";"))
    return kept


@pytest.mark.parametrize(("language", "name"), [("en", "Face Mask Detection"), ("zh", "口罩检测")])
def test_manifest(client: FlaskClient, language: str, name: str) -> None:
    answer = client.get("/manifest.webmanifest", headers={"Accept-Language": language})
    assert answer.mimetype == "application/manifest+json"
    manifest = json.loads(answer.text)
    assert (manifest["lang"], manifest["name"]) == (language, name)
    assert client.get(manifest["start_url"]).status_code == 200
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}
    for icon in manifest["icons"]:
        picture = client.get(icon["src"])
        assert picture.cache_control.immutable
        width, height = Image.open(BytesIO(picture.data)).size
        assert icon["sizes"] == f"{width}x{height}"


def test_the_paper_is_that_of_the_style_sheet() -> None:
    tokens = (find_folder("static") / "css" / "tokens.css").read_text()
    assert re.search(rf"--paper: {PAPER};", tokens)


def test_service_worker_keeps_what_the_pages_load(client: FlaskClient, kept: dict[str, object]) -> None:
    files = kept["files"]
    assert isinstance(files, list)
    groups = kept["pages"]
    assert isinstance(groups, list)
    assert groups[0] == ["/", "/how-it-works/", "/visits/"]
    assert ["/de/", "/de/how-it-works/", "/de/visits/"] in groups
    for page in (page for group in groups for page in group):
        text = client.get(page).text
        wanted = set(re.findall(r"/assets/(?:css|dist|model)/[^\s\"'&#]+", text))
        assert wanted
        assert [address for address in wanted - set(files) if "-wasm." not in address] == []
    for address in files:
        assert client.get(address).cache_control.immutable


def test_service_worker_is_always_asked_for_again(client: FlaskClient) -> None:
    answer = client.get("/service-worker.js")
    assert answer.mimetype == "text/javascript"
    assert answer.headers["Cache-Control"] == "no-cache"


def test_service_worker_changes_with_every_file(tmp_path: Path) -> None:
    shutil.copytree(find_folder("static"), tmp_path / "static", ignore=shutil.ignore_patterns("node_modules"))
    client = create_app({"STATIC_FOLDER": tmp_path / "static"}).test_client()
    before = read_kept(client)
    assert read_kept(client) == before
    with (tmp_path / "static" / "css" / "base.css").open("a") as file:
        file.write("\n")
    assert read_kept(client)["version"] != before["version"]
