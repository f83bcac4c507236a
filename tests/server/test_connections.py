"""Whoever stalls is dropped, and keeps nobody out meanwhile."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from http.client import HTTPResponse
from time import sleep

import pytest
from flask import Flask

from server import connections, gateway
from tests.server.conftest import encode, form, noise
from tests.server.test_serving import Address, post, running

SOON_S = 0.3
TIMEOUT_S = 30

UPLOAD = b"POST /api/detect HTTP/1.1\r\nHost: x\r\nContent-Type: image/jpeg\r\nContent-Length: 100000\r\n\r\n"
LARGE = b"GET /static/model/model.onnx HTTP/1.1\r\nHost: x\r\n\r\n"


@contextmanager
def connected(address: Address, words: bytes = b"") -> Iterator[socket.socket]:
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2**12)
        connection.settimeout(TIMEOUT_S)
        connection.connect(address)
        connection.sendall(words)
        yield connection


def is_dropped(connection: socket.socket) -> bool:
    """Wait for the end; False if the server answers instead."""
    try:
        return connection.recv(1) == b""
    except ConnectionResetError:
        return True


def is_healthy(address: Address) -> bool:
    with connected(address) as connection:
        return is_answered(connection)


def is_answered(connection: socket.socket) -> bool:
    """Ask for something short and read the whole answer."""
    connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
    answer = HTTPResponse(connection)
    answer.begin()
    return answer.status == 200 and bool(answer.read())


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("IDLE_S", b""),
        ("HEAD_S", b"G"),
        ("HEAD_S", UPLOAD[:-2]),
        ("STALL_S", UPLOAD),
        ("STALL_S", UPLOAD + b"x"),
        ("UPLOAD_S", UPLOAD + b"x"),
    ],
)
def test_who_stalls_is_dropped(app: Flask, monkeypatch: pytest.MonkeyPatch, name: str, words: bytes) -> None:
    for module in (connections, gateway):
        monkeypatch.setattr(module, name, SOON_S, raising=False)
    with running(app) as address:
        with connected(address, words) as connection:
            assert is_dropped(connection)
        assert is_healthy(address)


def test_who_reads_nothing_is_dropped(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gateway, "STALL_S", SOON_S)
    with running(app) as address, connected(address, LARGE) as connection:
        assert is_healthy(address)
        assert connection.recv(4, socket.MSG_PEEK) == b"HTTP"
        sleep(3 * SOON_S)
        received = 0  # of the system's buffers: what the server still had is gone
        with suppress(ConnectionResetError):
            while piece := connection.recv(2**16):
                received += len(piece)
        assert received < 3_000_000


def test_a_long_head_is_not_kept(app: Flask) -> None:
    with running(app) as address, connected(address, b"GET / HTTP/1.1\r\nX: ") as connection:
        with pytest.raises((ConnectionResetError, BrokenPipeError)):
            connection.sendall(bytes(100 * connections.MAX_HEAD_BYTES).replace(b"\0", b"x"))
        assert is_healthy(address)


def test_the_quietest_makes_room(app: Flask) -> None:
    with running(app, connections=3) as address, ExitStack() as stack:
        first, second, third = (stack.enter_context(connected(address)) for _ in range(3))
        for connection in (first, second, third, first):
            assert is_answered(connection)
        assert is_healthy(address)
        assert is_dropped(second)
        assert is_answered(first)
        assert is_answered(third)


def test_uploads_that_stall_take_a_bounded_memory(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "MAX_UPLOADS_BYTES", 150_000)
    with running(app) as address, ExitStack() as stack:
        first, second = (stack.enter_context(connected(address, UPLOAD + bytes(90_000))) for _ in range(2))
        assert is_dropped(first)
        second.settimeout(SOON_S)
        with pytest.raises(TimeoutError):
            second.recv(1)
        kind, body = form(encode(noise()))
        assert post(address, kind, body)[0] == 200


def test_hundreds_that_stall_keep_nobody_out(app: Flask) -> None:
    kind, body = form(encode(noise()))
    with running(app) as address, ExitStack() as stack:
        for _ in range(200):
            stack.enter_context(connected(address, UPLOAD + b"x"))
        for _ in range(200):
            stack.enter_context(connected(address))
        for _ in range(20):
            stack.enter_context(connected(address, LARGE))
        assert is_healthy(address)
        assert post(address, kind, body)[0] == 200


def test_only_public_calls_of_uvicorn_s_protocol_are_extended() -> None:
    """What asyncio.Protocol declares; and uvicorn still has it where we look for it."""
    extended = {
        name
        for name in vars(connections.Connection)
        if hasattr(connections.HttpToolsProtocol, name) and not name.startswith("__")
    }
    assert extended <= set(dir(asyncio.Protocol))
    assert issubclass(connections.HttpToolsProtocol, asyncio.Protocol)
