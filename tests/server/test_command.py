"""``python -m server`` as hosts start it: one process or several, told to end while they work."""

from __future__ import annotations

import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from time import monotonic, sleep

import psutil
import pytest

from tests.kinds import encode as encode_kind
from tests.server.conftest import encode, form, noise
from tests.server.test_serving import Address, post

KIND, BODY = form(encode(noise()))
HEAD = f"POST /api/detect HTTP/1.1\r\nHost: x\r\nContent-Type: {KIND}\r\nContent-Length: {len(BODY)}\r\n\r\n"


READ_ONLY = ["bwrap", "--die-with-parent", "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc"]
"""Runs a command where every file system is read-only, without a temporary folder."""


def start(*arguments: str, within: Sequence[str] = ()) -> subprocess.Popen[str]:
    command = [*within, sys.executable, "-m", "server", *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@contextmanager
def started(*arguments: str, within: Sequence[str] = ()) -> Iterator[tuple[subprocess.Popen[str], Address]]:
    with start("--port", "0", *arguments, within=within) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            found = re.fullmatch(
                r"Open http://127\.0\.0\.1:(\d+)/ in a browser\. Ctrl\+C stops the server\.\n", line
            )
            assert found, line
            yield process, ("127.0.0.1", int(found[1]))
        finally:
            process.kill()


def errors(process: subprocess.Popen[str]) -> str:
    assert process.stderr is not None
    return process.stderr.read()


@pytest.mark.parametrize("workers", ["1", "2"])
@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_it_finishes_what_is_under_way(workers: str, told: signal.Signals) -> None:
    with (
        started("--workers", workers) as (process, address),
        socket.create_connection(address, 60) as visitor,
    ):
        visitor.sendall(HEAD.encode() + BODY[:-1])
        assert post(address, KIND, BODY)[0] == 200
        process.send_signal(told)
        until_refused(address)
        visitor.sendall(BODY[-1:])
        answer = HTTPResponse(visitor)
        answer.begin()
        assert answer.status == 200
        assert answer.read()
        assert process.wait(timeout=60) == 0
        assert errors(process) == ""


def test_who_stalls_does_not_keep_it_from_ending() -> None:
    with started() as (process, address), socket.create_connection(address, 60) as visitor:
        visitor.sendall(HEAD.encode())
        assert post(address, KIND, BODY)[0] == 200
        process.send_signal(signal.SIGTERM)
        until_refused(address)
        process.send_signal(signal.SIGINT)  # in a hurry
        assert process.wait(timeout=60) == 0


def until_refused(address: Address) -> None:
    for _ in range(600):
        try:
            socket.create_connection(address, 1).close()
        except ConnectionRefusedError:
            return
        sleep(0.05)
    raise AssertionError("the server still accepts visitors")


def test_behind_a_proxy_it_sends_visitors_elsewhere_before_it_ends() -> None:
    with started("--proxy", "127.0.0.1") as (process, address):
        assert health(address) == 200
        process.send_signal(signal.SIGTERM)
        deadline = monotonic() + 60
        while health(address) != 503:
            assert monotonic() < deadline
        assert post(address, KIND, BODY)[0] == 200
        assert process.wait(timeout=60) == 0
        assert errors(process) == ""


def health(address: Address) -> int:
    connection = HTTPConnection(*address, timeout=60)
    connection.request("GET", "/healthz")
    status = connection.getresponse().status
    connection.close()
    return status


def test_a_worker_that_was_killed_is_replaced() -> None:
    with started("--workers", "2") as (process, address):
        first, second = workers = psutil.Process(process.pid).children()[-2:]
        first.kill()
        assert post(address, KIND, BODY)[0] == 200
        second.kill()
        assert post(address, KIND, BODY)[0] == 200  # once one of the new ones is there
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=60) == 0
        assert not any(worker.is_running() for worker in workers)
        assert errors(process).count("A worker ended with code -9; another one starts.") == 2


def test_workers_end_with_their_parent() -> None:
    with started("--workers", "2") as (process, _):
        children = psutil.Process(process.pid).children()
        process.kill()
        assert not psutil.wait_procs(children, timeout=60)[1]


def can_be_read_only() -> bool:
    """Bubblewrap is there, and the system lets it."""
    return (
        bool(shutil.which("bwrap"))
        and not subprocess.run([*READ_ONLY, "true"], capture_output=True).returncode
    )


@pytest.mark.skipif(not can_be_read_only(), reason="needs Bubblewrap, and a system that lets it work")
@pytest.mark.parametrize("workers", ["1", "2"])
def test_nothing_is_written(workers: str) -> None:
    """What compose.yaml relies on. A large upload in small pieces, and formats with decoders of their own."""
    large, heif = noise(2000, 2000), encode_kind(noise(), "HEIF")
    assert subprocess.run([*READ_ONLY, "touch", tempfile.gettempdir()], capture_output=True).returncode
    with started("--workers", workers, within=READ_ONLY) as (_, address):
        for picture in (encode(large), encode(large, "TIFF"), encode(large, "JPEG"), heif):
            assert post(address, *form(picture), chunked=True)[0] == 200
        assert health(address) == 200


def test_damaged_pictures_do_not_fill_the_log() -> None:
    picture = encode(noise(200, 200), "JPEG")
    kind, body = form(picture[:2000] + bytes(500) + picture[2500:-500])
    with started("--log-level", "debug") as (process, address):
        assert post(address, kind, body)[0] in (200, 422)
        assert post(address, *form(b"no picture"))[0] == 415
        process.send_signal(signal.SIGTERM)
        lines = [line for line in errors(process).splitlines() if not line.startswith("DEBUG asyncio")]
        assert lines[-1] == "DEBUG server.errors: refused /api/detect: unsupported-picture"
        assert len(lines) <= 2


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--port", "{taken}"], "Port {taken} of 127.0.0.1 is in use. Choose another one"),
        (["--host", "no.such.host.invalid"], "Cannot listen on no.such.host.invalid"),
        (["--port", "70000"], "expected a number from 0 to 65535, got '70000'"),
        (["--port", "http"], "expected a number from 0 to 65535, got 'http'"),
        (["--workers", "0"], "expected a whole number above 0, got '0'"),
    ],
)
def test_command_says_why_it_cannot_start(arguments: list[str], sentence: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        taken = listener.getsockname()[1]
        with start(*(argument.format(taken=taken) for argument in arguments)) as process:
            _, errors = process.communicate(timeout=60)
    assert process.returncode
    assert sentence.format(taken=taken) in errors
    assert "Traceback" not in errors


@pytest.mark.parametrize("proxy", ["localhost", "masks.example.org", "127.0.0.1:80", "127.0.0.1/8"])
def test_the_proxy_is_named_by_its_address(proxy: str) -> None:
    run = [sys.executable, "-m", "server", "--port", "0", "--proxy", proxy]
    answer = subprocess.run(run, capture_output=True, text=True)
    assert answer.returncode == 2
    assert (
        f"expected an IP address such as 127.0.0.1 or a network such as 172.16.0.0/12, got '{proxy}'"
        in answer.stderr
    )
