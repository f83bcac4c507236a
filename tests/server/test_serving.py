"""The server over real sockets, in this process and as the command starts it."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from email.message import Message
from http.client import HTTPConnection
from threading import Thread
from typing import Any

import pytest
from flask import Flask

from server.proxy import read_network
from server.serving import create_server
from tests.server.conftest import encode, form, noise

Address = tuple[str, int]


@pytest.fixture(scope="module")
def address(app: Flask) -> Iterator[Address]:
    with running(app) as address:
        yield address


@contextmanager
def running(app: Flask, **options: Any) -> Iterator[Address]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = listener.getsockname()
        server = create_server(app, listener, **options)
        thread = Thread(target=server.run)
        thread.start()
        try:
            yield address
        finally:
            server.stop()
            thread.join(10)
        assert not thread.is_alive()


def post(
    address: Address, kind: str, body: bytes, chunked: bool = False, url: str = "/api/detect"
) -> tuple[int, Message, Any]:
    """Status, headers and content of the answer; the content of a page is bytes."""
    headers = {"Content-Type": kind, **({"Transfer-Encoding": "chunked"} if chunked else {})}
    connection = HTTPConnection(*address, timeout=60)
    content = pieces(body) if chunked else body
    connection.request("POST", url, content, headers, encode_chunked=chunked)
    answer = connection.getresponse()
    received = answer.read()
    connection.close()
    is_json = answer.headers.get_content_subtype().endswith("json")
    return answer.status, answer.headers, json.loads(received) if is_json else received


def pieces(body: bytes, size: int = 50_000) -> Iterator[bytes]:
    for start in range(0, len(body), size):
        yield body[start : start + size]


@pytest.mark.parametrize(
    ("proxy", "origin"),
    [("127.0.0.1", "https://masks.example/"), ("127.0.0.9", None), ("127.0.0.0/8", "https://masks.example/")],
)
def test_only_the_named_proxy_is_believed(app: Flask, proxy: str, origin: str | None) -> None:
    with running(app, proxy=read_network(proxy)) as address:
        connection = HTTPConnection(*address, timeout=60)
        headers = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "masks.example"}
        connection.request("GET", "/api", headers=headers)
        page = connection.getresponse().read().decode()
        connection.close()
    host, port = address
    assert (origin or f"http://{host}:{port}/") in page
    assert ("masks.example" in page) == bool(origin)


def test_upload_with_length(address: Address) -> None:
    status, _, content = post(address, *form(encode(noise())))
    assert status == 200
    assert content["image"] == {"width": 96, "height": 64}


def test_upload_without_length(address: Address) -> None:
    kind, body = form(encode(noise(600, 400)))
    status, _, content = post(address, kind, body, chunked=True)
    assert status == 200
    assert content["image"] == {"width": 600, "height": 400}


def test_upload_after_a_question(address: Address) -> None:
    kind, body = form(encode(noise()))
    head = f"POST /api/detect HTTP/1.1\r\nHost: x\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
    with socket.create_connection(address, 60) as connection:
        connection.sendall(f"{head}Expect: 100-continue\r\nConnection: close\r\n\r\n".encode())
        assert connection.recv(1000).startswith(b"HTTP/1.1 100 Continue")
        connection.sendall(body)
        assert connection.recv(1000).startswith(b"HTTP/1.1 200 OK")


@pytest.mark.parametrize("chunked", [False, True])
def test_upload_over_the_limit_is_read_to_its_end_and_answered(
    address: Address, app: Flask, chunked: bool, written: list[str]
) -> None:
    kind, body = form(bytes(2 * app.config["MAX_CONTENT_LENGTH"]))
    status, headers, content = post(address, kind, body, chunked)
    assert status == 413
    assert headers["Content-Type"] == "application/problem+json"
    assert "Choose a smaller picture" in content["detail"]
    assert written == []


@pytest.mark.parametrize("chunked", [False, True])
def test_nothing_is_written(address: Address, chunked: bool, written: list[str]) -> None:
    kind, body = form(encode(noise(1800, 1200)))
    assert len(body) > 6_000_000
    status, *_ = post(address, kind, body, chunked)
    assert status == 200
    _, _, page = post(address, kind, body, url="/detect")
    assert len(page) > 2**20
    assert written == []


def test_kept_connection_and_simultaneous_clients(address: Address) -> None:
    kind, body = form(encode(noise()))

    def ask_three_times(_: int) -> list[int]:
        connection = HTTPConnection(*address, timeout=60)
        statuses = []
        for _ in range(3):
            connection.request("POST", "/api/detect", body, {"Content-Type": kind})
            answer = connection.getresponse()
            answer.read()
            statuses.append(answer.status)
        connection.close()
        return statuses

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(ask_three_times, range(4))) == [[200] * 3] * 4


def test_server_does_not_name_its_software(address: Address) -> None:
    _, headers, _ = post(address, *form(encode(noise())))
    assert "Server" not in headers
