"""The pages under a path: whichever way the proxy in front says so."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

import pytest
from flask import Flask
from werkzeug.test import Client

from server import create_app
from server.proxy import TrustedProxy, read_network, read_prefix

PAGES = ("/", "/detect", "/how-it-works/", "/api", "/nothing", "/de/", "/de/api")


@pytest.fixture(scope="module")
def mounted() -> Flask:
    return create_app({"APPLICATION_ROOT": "/masks"})


def get(app: Flask, path: str, root: str = "", headers: Mapping[str, str] | None = None) -> str:
    """What the path answers, with the root as SCRIPT_NAME."""
    answer = app.test_client().get(path, headers=headers, environ_overrides={"SCRIPT_NAME": root})
    return answer.text


def addresses(text: str) -> list[str]:
    """Every address of this site in a page."""
    return re.findall(r"""(?:href|src|action|data-[\w-]+)="(/[^"]*)""", text) + re.findall(
        r'": ?"(/[^"]+)"', text
    )


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("stripped", [True, False])
def test_every_address_lies_under_the_path(app: Flask, mounted: Flask, path: str, stripped: bool) -> None:
    page = get(mounted, path if stripped else f"/masks{path}")
    found = addresses(page)
    assert found
    assert [address for address in found if not address.startswith("/masks/")] == []
    assert page == get(app, path, root="/masks")


def test_everything_that_a_page_names_is_there(mounted: Flask) -> None:
    client = mounted.test_client()
    for path in PAGES:
        for address in addresses(client.get(path).text):
            assert client.get(address).status_code in (200, 405), address


def test_files_of_the_app_lie_under_the_path(mounted: Flask) -> None:
    manifest = json.loads(get(mounted, "/masks/manifest.webmanifest"))
    assert (manifest["id"], manifest["start_url"], manifest["scope"]) == ("/masks/",) * 3
    assert {icon["src"].split("/")[1] for icon in manifest["icons"]} == {"masks"}
    kept = json.loads(get(mounted, "/masks/service-worker.js").splitlines()[0][len("self.KEPT = ") : -1])
    assert kept["pages"][0] == ["/masks/", "/masks/how-it-works/", "/masks/visits/"]
    assert all(
        address.startswith("/masks/") for group in [kept["files"], *kept["pages"]] for address in group
    )


def test_the_api_s_document_names_the_path(mounted: Flask) -> None:
    assert json.loads(get(mounted, "/masks/api/openapi.json"))["servers"] == [{"url": "/masks"}]
    assert "http://localhost/masks/api/detect" in get(mounted, "/masks/api")
    assert json.loads(get(mounted, "/api/nothing"))["status"] == 404


def test_the_path_without_its_slash_leads_on(mounted: Flask) -> None:
    answer = mounted.test_client().get("/masks")
    assert (answer.status_code, answer.location) == (308, "/masks/")


def test_the_chosen_language_is_remembered_under_the_path_only(mounted: Flask) -> None:
    assert "Path=/masks/" in mounted.test_client().get("/masks/zh/").headers["Set-Cookie"]


def test_a_longer_name_is_not_the_path(mounted: Flask) -> None:
    assert mounted.test_client().get("/masksandmore/").status_code == 404


@pytest.mark.parametrize(
    ("sender", "prefix", "expected"),
    [
        ("127.0.0.1", "/masks", "/masks/"),
        ("127.0.0.1", "/a/b/", "/a/b/"),
        ("127.0.0.1", "//elsewhere.example", "/"),
        ("127.0.0.1", '/x"><script>', "/"),
        ("127.0.0.1", "masks", "/"),
        ("127.0.0.2", "/masks", "/"),
    ],
)
@pytest.mark.parametrize("stripped", [True, False])
def test_the_trusted_proxy_alone_says_the_path(
    app: Flask, sender: str, prefix: str, expected: str, stripped: bool
) -> None:
    path = "/detect" if stripped or expected == "/" else f"{expected}detect"
    client = Client(TrustedProxy(app, read_network("127.0.0.1")))
    headers = {"X-Forwarded-Prefix": prefix}
    page = client.get(path, headers=headers, environ_overrides={"REMOTE_ADDR": sender}).text
    assert f'<a class="brand" href="{expected}">' in page


@pytest.mark.parametrize("text", ["masks", "//masks", "/a//b", "/a b", "/ä", "/a?b", "http://x", '/"'])
def test_what_is_no_path_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="expected a path such as /masks"):
        read_prefix(text)


@pytest.mark.parametrize(
    ("text", "prefix"), [("", ""), ("/", ""), ("/masks/", "/masks"), ("/a/b-c.d", "/a/b-c.d")]
)
def test_a_path_is_read_without_its_last_slash(text: str, prefix: str) -> None:
    assert read_prefix(text) == prefix
