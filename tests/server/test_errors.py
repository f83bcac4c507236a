from __future__ import annotations

from collections.abc import Iterator
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from server import create_app
from tests.server.conftest import Send, encode, noise


@pytest.mark.parametrize(
    ("picture", "fields"),
    [
        (b"text", {}),
        (encode(noise())[:500], {}),
        (encode(noise()), {"score_thresh": "2"}),
        (b"", {"x": "<b>"}),
    ],
)
def test_page_and_api_say_the_same(send: Send, picture: bytes, fields: dict[str, str]) -> None:
    problem = send(picture, "/api/detect", **fields)
    page = send(picture, "/detect", **fields)
    assert problem.json is not None
    assert problem.status_code == page.status_code >= 400
    assert problem.mimetype == "application/problem+json"
    assert page.mimetype == "text/html"
    assert set(problem.json) == {"type", "title", "status", "detail"}
    assert problem.json["title"] in page.text
    assert problem.json["detail"] in unescape(page.text)


def test_unknown_address(client: FlaskClient) -> None:
    problem, page = client.get("/api/nothing"), client.get("/nothing")
    assert problem.status_code == page.status_code == 404
    assert problem.json is not None
    assert problem.json["type"] == "about:blank"
    assert problem.json["detail"] in page.text


def test_wrong_method(client: FlaskClient) -> None:
    answer = client.get("/api/detect")
    assert answer.status_code == 405
    assert answer.allow.as_set() == {"post", "options"}
    assert "GET" in answer.json["detail"]
    assert client.put("/detect").status_code == 405


def test_what_visitors_send_is_escaped(client: FlaskClient) -> None:
    answer = client.post("/detect", data={"<script>": "x"}, content_type="multipart/form-data")
    assert answer.status_code == 400
    assert "&lt;script&gt;" in answer.text
    assert "<script>" not in answer.text


@pytest.fixture
def failing() -> Iterator[Flask]:
    app = create_app()

    def fail() -> None:
        raise RuntimeError("secret path")

    app.add_url_rule("/fail", view_func=fail, endpoint="fail")
    app.add_url_rule("/api/fail", view_func=fail, endpoint="api_fail")
    return app


@pytest.mark.parametrize("url", ["/fail", "/api/fail"])
def test_unexpected_error_tells_no_secret(failing: Flask, url: str, caplog: pytest.LogCaptureFixture) -> None:
    answer = failing.test_client().get(url)
    assert answer.status_code == 500
    assert "Something went wrong on the server" in answer.text
    assert "secret" not in answer.text
    assert "secret path" in caplog.text
