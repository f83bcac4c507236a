"""The server's figures, as a Markdown table: ``python -m tests.benchmark.server``.

Times depend on the machine and on what else it does; the ratio compares two things measured in turn.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from io import BytesIO
from statistics import median
from time import perf_counter

import numpy as np
import psutil
from PIL import Image
from tqdm import trange
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from detector import load_detector
from tests.benchmark.tables import print_table
from tests.pictures import astronaut

STARTS = 5
PAIRS = 300
REQUESTS = 5000
WARM = 200
"""Requests before memory counts as settled."""


def main() -> None:
    with running_server() as (process, port):
        idle = process.memory_info().rss
        ask = make_request(port)
        answer, network = compare(ask, make_network_run())
        settled = repeat(ask, WARM, process)
        after = repeat(ask, REQUESTS, process)
    rows = [
        ("import to ready", f"{measure_start():.2f} s"),
        ("memory, idle", f"{idle / 2**20:.0f} MB"),
        (f"memory, after {WARM + PAIRS} requests", f"{settled / 2**20:.0f} MB"),
        (f"memory, after {REQUESTS} more", f"{after / 2**20:.0f} MB"),
        ("network alone", f"{1e3 * network:.1f} ms"),
        ("API request, 640×480 JPEG", f"{1e3 * answer:.1f} ms"),
        ("API request ÷ network alone", f"{answer / network:.2f}"),
    ]
    print_table(("figure", "value"), rows)


def measure_start() -> float:
    """Seconds from importing the server to an app that has run its network; median of fresh interpreters."""
    code = "from time import perf_counter as t; a = t(); import server; server.create_app(); print(t() - a)"
    return median(float(subprocess.check_output([sys.executable, "-c", code])) for _ in range(STARTS))


@contextmanager
def running_server() -> Iterator[tuple[psutil.Process, int]]:
    """Start the command that hosts start; gives its process and its port."""
    command = [sys.executable, "-m", "server", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            found = re.search(r":(\d+)/", process.stdout.readline())
            assert found, "the server did not start"
            yield psutil.Process(process.pid), int(found[1])
        finally:
            process.terminate()


def make_request(port: int) -> Callable[[], None]:
    """A request of the API with one face, over a connection that stays open."""
    stream = BytesIO()
    Image.fromarray(astronaut()).resize((640, 480)).save(stream, "JPEG", quality=90)
    stream.seek(0)
    boundary, body = encode_multipart({"image": FileStorage(stream, "photo.jpg")})
    connection = HTTPConnection("127.0.0.1", port)

    def request() -> None:
        headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        connection.request("POST", "/api/detect", body, headers)
        answer = connection.getresponse()
        content = answer.read()
        assert answer.status == 200, content

    return request


def make_network_run() -> Callable[[], object]:
    """The network alone, in this process, on input that is ready."""
    detect = load_detector()
    size = detect.card.input.height, detect.card.input.width
    batch = np.random.default_rng(0).random((1, *size, 3), np.float32)
    return lambda: detect.run(batch)


def compare(*tasks: Callable[[], object]) -> list[float]:
    """Median seconds of each task, run in turn so that a busy moment hits all of them."""
    seconds: list[list[float]] = [[] for _ in tasks]
    for _ in trange(PAIRS, desc="times", leave=False):
        for task, times in zip(tasks, seconds, strict=True):
            start = perf_counter()
            task()
            times.append(perf_counter() - start)
    return [median(times) for times in seconds]


def repeat(request: Callable[[], None], times: int, process: psutil.Process) -> int:
    """Resident bytes of a process after requests."""
    for _ in trange(times, desc="memory", leave=False):
        request()
    return int(process.memory_info().rss)


if __name__ == "__main__":
    main()
