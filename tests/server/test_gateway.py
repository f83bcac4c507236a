"""What the application is told of a request, what of an upload is read, and when one is refused."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPResponse
from typing import Any

import pytest
from flask import request

from server import create_app
from tests.server.conftest import Gate, encode, form, noise
from tests.server.test_serving import Address, post, running


@pytest.fixture(scope="module")
def seen() -> dict[str, Any]:
    """The environment of the last request."""
    return {}


@pytest.fixture(scope="module")
def address(seen: dict[str, Any]) -> Iterator[Address]:
    app = create_app()

    @app.before_request
    def look() -> None:
        seen.clear()
        seen.update(request.environ)

    with running(app) as address:
        yield address


def ask(address: Address, head: str) -> HTTPResponse:
    with socket.create_connection(address, 60) as connection:
        connection.sendall(head.replace("\n", "\r\n").encode("latin-1") + b"\r\n\r\n")
        answer = HTTPResponse(connection, method=head.split()[0])
        answer.begin()
        answer.read()
        return answer


def test_path_and_headers(address: Address, seen: dict[str, Any]) -> None:
    answer = ask(address, "GET /caf%C3%A9/%FF?a=%20b HTTP/1.1\nHost: x:1\nX-A: 1\nX-A: 2\nX_A: 3")
    assert answer.status == 404
    assert seen["PATH_INFO"].encode("latin-1") == b"/caf\xc3\xa9/\xff"
    assert seen["QUERY_STRING"] == "a=%20b"
    assert seen["HTTP_HOST"] == "x:1"
    assert seen["HTTP_X_A"] == "1,2"
    assert seen["REMOTE_ADDR"] == "127.0.0.1"
    assert seen["SERVER_PORT"] == str(address[1])
    assert "CONTENT_LENGTH" not in seen


@pytest.mark.parametrize("line", ["GET", "GET  HTTP/1.1", "GET /\xff HTTP/1.1", "\x16\x03\x01"])
def test_what_is_not_http(address: Address, line: str) -> None:
    assert ask(address, line).status == 400
    assert ask(address, "GET /healthz HTTP/1.1\nHost: x").status == 200


def test_answers_without_a_body(address: Address) -> None:
    connection = HTTPConnection(*address, timeout=60)
    connection.request("GET", "/static/css/base.css")
    answer = connection.getresponse()
    length, tag = len(answer.read()), answer.headers["ETag"]
    connection.request("HEAD", "/static/css/base.css")
    answer = connection.getresponse()
    assert (answer.status, answer.headers["Content-Length"], answer.read()) == (200, str(length), b"")
    connection.request("GET", "/static/css/base.css", headers={"If-None-Match": tag})
    answer = connection.getresponse()
    assert (answer.status, answer.read()) == (304, b"")
    connection.request("GET", "/healthz")
    assert connection.getresponse().status == 200
    connection.close()


def test_two_requests_at_once_are_answered_in_turn(address: Address) -> None:
    with socket.create_connection(address, 60) as connection:
        connection.sendall(2 * b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        received = b""
        while received.count(b"HTTP/1.1 200 ") < 2:
            chunk = connection.recv(2**16)
            assert chunk, received
            received += chunk


def test_a_full_line_refuses_uploads_and_answers_the_rest(gate: Gate) -> None:
    with running(create_app({"DETECTORS": 1, "WAITING": 0})) as address, ThreadPoolExecutor() as pool:
        reached, go_on = gate()
        kind, body = form(encode(noise()))
        first = pool.submit(post, address, kind, body)
        reached.wait()
        status, headers, problem = post(address, kind, body)
        assert (status, headers["Retry-After"]) == (503, "2")
        assert problem["type"] == "urn:face-mask-detection:busy"
        status, headers, page = post(address, kind, body, url="/detect")
        assert (status, headers["Retry-After"]) == (503, "2")
        assert problem["detail"] in page.decode()
        assert ask(address, "GET /healthz HTTP/1.1\nHost: x\nContent-Length: 0").status == 200
        go_on.set()
        assert first.result()[0] == 200
        again = pool.submit(post, address, kind, body)
        reached.wait()
        assert again.result()[0] == 200


def test_an_upload_waits_in_the_line(gate: Gate) -> None:
    with running(create_app({"DETECTORS": 1, "WAITING": 1})) as address, ThreadPoolExecutor() as pool:
        reached, go_on = gate()
        uploads = [pool.submit(post, address, *form(encode(noise()))) for _ in range(2)]
        reached.wait()
        assert not any(upload.done() for upload in uploads)
        go_on.set()
        reached.wait()
        assert [upload.result()[0] for upload in uploads] == [200, 200]


@pytest.mark.parametrize(("width", "status", "retry_after"), [(96, 503, "2"), (1000, 413, None)])
def test_the_line_may_fill_while_an_upload_comes(
    gate: Gate, width: int, status: int, retry_after: str | None
) -> None:
    kind, body = form(encode(noise(width)))
    head = f"POST /api/detect HTTP/1.1\r\nHost: x\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
    app = create_app({"DETECTORS": 1, "WAITING": 0, "MAX_CONTENT_LENGTH": 100_000})
    with running(app) as address, ThreadPoolExecutor() as pool:
        reached, go_on = gate()
        with socket.create_connection(address, 60) as slow:
            slow.sendall(f"{head}\r\n".encode() + body[:-1])
            first = pool.submit(post, address, *form(encode(noise())))
            reached.wait()
            slow.sendall(body[-1:])
            answer = HTTPResponse(slow)
            answer.begin()
            assert (answer.status, answer.headers["Retry-After"]) == (status, retry_after)
            answer.read()
            slow.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
            answer = HTTPResponse(slow)
            answer.begin()
            assert answer.status == 200
        go_on.set()
        assert first.result()[0] == 200


@pytest.fixture
def full() -> Iterator[Address]:
    app = create_app({"DETECTORS": 1, "WAITING": -1})
    with running(app) as address:
        yield address


def test_a_full_line_refuses_before_the_upload_comes(full: Address) -> None:
    head = "POST /api/detect HTTP/1.1\r\nHost: x\r\nContent-Type: image/png\r\nContent-Length: 10\r\n"
    with socket.create_connection(full, 60) as connection:
        connection.sendall(f"{head}Expect: 100-continue\r\n\r\n".encode())
        answer = HTTPResponse(connection)
        answer.begin()
        assert answer.status == 503
        assert b"busy" in answer.read()


def test_a_full_line_s_answer_reaches_whoever_still_sends(full: Address) -> None:
    connection = HTTPConnection(*full, timeout=60)
    kind, body = form(encode(noise(1800, 1200)))
    for _ in range(2):
        connection.request("POST", "/api/detect", body, {"Content-Type": kind})
        answer = connection.getresponse()
        assert (answer.status, answer.headers["Retry-After"]) == (503, "2")
        answer.read()
    connection.request("GET", "/healthz")
    assert connection.getresponse().status == 200
    connection.close()


def test_a_visitor_who_goes_leaves_nothing_behind(address: Address) -> None:
    kind, body = form(encode(noise()))
    for part in (body[:1], body[:-1]):
        with socket.create_connection(address, 60) as connection:
            head = f"POST /api/detect HTTP/1.1\r\nHost: x\r\nContent-Type: {kind}\r\n"
            connection.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + part)
    assert post(address, kind, body)[0] == 200
