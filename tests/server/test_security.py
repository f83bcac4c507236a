from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from server.assets import FOR_EVERY_PAGE
from server.security import HEADERS
from tests.server.conftest import Send, encode, noise


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/detect",
        "/healthz",
        "/static/icon.svg",
        "/assets/icon.svg",
        "/static/model/card.json",
        "/nothing",
        "/api/detect",
        "/api/x",
    ],
)
def test_every_answer_has_the_headers(client: FlaskClient, address: str) -> None:
    answer = client.get(address, headers={"Accept-Encoding": "br"})
    expected = HEADERS | (FOR_EVERY_PAGE if address.startswith(("/static/", "/assets/")) else {})
    assert {name: answer.headers.get(name) for name in expected} == expected


def test_other_pages_may_use_files_and_nothing_else(client: FlaskClient) -> None:
    for address in ("/", "/detect", "/api/openapi.json", "/nothing", "/static/nothing.js"):
        assert "Access-Control-Allow-Origin" not in client.get(address).headers


@pytest.mark.parametrize("url", ["/detect", "/api/detect"])
@pytest.mark.parametrize("picture", [encode(noise()), b"text"])
def test_answers_about_pictures_are_not_stored(send: Send, url: str, picture: bytes) -> None:
    answer = send(picture, url)
    assert answer.headers["Cache-Control"] == "no-store"
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS


def test_policy_allows_own_origin_and_wasm_only() -> None:
    policy = dict(part.split(" ", 1) for part in HEADERS["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"].split() == ["'self'", "'wasm-unsafe-eval'"]
    assert policy["frame-ancestors"] == "'none'"
    sources = {source for value in policy.values() for source in value.split()}
    assert sources <= {"'none'", "'self'", "'wasm-unsafe-eval'", "data:", "blob:"}


def test_camera_is_for_this_origin_only() -> None:
    features = dict(part.split("=") for part in HEADERS["Permissions-Policy"].split(", "))
    assert features.pop("camera") == "(self)"
    assert features
    assert set(features.values()) == {"()"}


def test_page_is_isolated_so_that_wasm_gets_threads(client: FlaskClient) -> None:
    answer = client.get("/")
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Embedder-Policy"] == "require-corp"
