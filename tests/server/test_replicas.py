"""Three servers behind Caddy, as docs/hosting.md says, under load: one is killed, one is told to end."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from time import monotonic, sleep

import pytest

from tests.server.conftest import encode, form, noise
from tests.server.test_command import started

HOSTING = Path(__file__).parents[2] / "docs" / "hosting.md"
CLIENTS = 6
REPLICAS = 3
AT_MOST_S = 60
RETRY_S = 0.2
UNNOTICED_S = 2
"""Caddy asks every second whether a server is well. Until then old versions lose uploads that they retry."""
KIND, BODY = form(encode(noise()))


@dataclass
class Attempt:
    """One try of a request: when it began and ended, and whether it was answered."""

    began: float
    ended: float
    answered: bool


@contextmanager
def caddy(replicas: list[int], folder: Path) -> Iterator[int]:
    """Caddy with the documented configuration, on plain HTTP; gives its port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    found = re.search(
        r"^masks\.example\.org \{\n\treverse_proxy 127.0.0.1:8001.*?^\}", HOSTING.read_text(), re.M | re.S
    )
    assert found
    site = found[0].replace("masks.example.org", f"http://127.0.0.1:{port}")
    for documented, replica in zip((8001, 8002, 8003), replicas, strict=True):
        assert f"127.0.0.1:{documented}" in site
        site = site.replace(f"127.0.0.1:{documented}", f"127.0.0.1:{replica}")
    (folder / "Caddyfile").write_text("{\n\tadmin off\n}\n" + site + "\n")
    command = ["caddy", "run", "--config", folder / "Caddyfile", "--adapter", "caddyfile"]
    environment = {**os.environ, "HOME": str(folder), "XDG_DATA_HOME": str(folder)}
    with (folder / "log").open("w") as log, subprocess.Popen(command, stderr=log, env=environment) as process:
        try:
            deadline = monotonic() + AT_MOST_S
            while not ask(port, "GET"):
                assert monotonic() < deadline, (folder / "log").read_text()
            yield port
        finally:
            process.terminate()


def ask(port: int, method: str) -> bool:
    """Ask for the page (GET) or send a picture (POST); whether a whole answer came."""
    connection = HTTPConnection("127.0.0.1", port, timeout=AT_MOST_S)
    try:
        if method == "GET":
            connection.request("GET", "/")
        else:
            connection.request("POST", "/api/detect", BODY, {"Content-Type": KIND})
        answer = connection.getresponse()
        return bool(answer.read()) and answer.status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


@pytest.mark.skipif(not shutil.which("caddy"), reason="caddy is not installed (apt-get install caddy)")
def test_one_is_killed_and_one_told_to_end(tmp_path: Path) -> None:
    attempts: list[Attempt] = []
    lost: list[str] = []
    over = False

    def visit(client: int) -> None:
        while not over:
            method = ("GET", "POST")[client % 2]
            for _ in range(3):
                began = monotonic()
                answered = ask(port, method)
                attempts.append(Attempt(began, monotonic(), answered))
                if answered:
                    break
                sleep(RETRY_S)
            else:
                lost.append(method)

    def let_answer(number: int) -> None:
        """Wait until so many more have been answered."""
        enough, deadline = len(attempts) + number, monotonic() + AT_MOST_S
        while len(attempts) < enough:
            assert monotonic() < deadline
            sleep(0.05)

    with ExitStack() as stack:
        servers = [stack.enter_context(started("--proxy", "127.0.0.1")) for _ in range(REPLICAS)]
        port = stack.enter_context(caddy([address[1] for _, address in servers], tmp_path))
        (first, _), (second, _), _ = servers
        with ThreadPoolExecutor(CLIENTS) as pool:
            visits = [pool.submit(visit, client) for client in range(CLIENTS)]
            try:
                let_answer(30)
                killed = monotonic()
                first.kill()
                sleep(UNNOTICED_S)
                let_answer(30)
                second.send_signal(signal.SIGTERM)
                assert second.wait(AT_MOST_S) == 0
                let_answer(30)
            finally:
                over = True
            for each in visits:
                each.result()

    failed = [attempt for attempt in attempts if not attempt.answered]
    assert [attempt for attempt in failed if not killed <= attempt.ended <= killed + UNNOTICED_S] == []
    assert len(failed) <= CLIENTS
    assert lost == []
