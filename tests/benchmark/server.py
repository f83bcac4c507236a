"""The server's figures, as a Markdown table: ``python -m tests.benchmark.server``.

Times depend on the machine and on what else it does; ratios compare things measured in turn. Clients run on
the same cores as the server, unless ``--server-on 0 --clients-on 1`` parts them.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import numpy as np
import psutil
from tqdm import trange

from detector import load_detector
from tests.benchmark.clients import HEALTH, Client, Tally, load, make_upload, stalling
from tests.benchmark.tables import print_table

STARTS = 5
PAIRS = 300
REQUESTS = 5000
ROUNDS = 8
ROUND_S = 3
FEW = 4
"""Clients at once that keep every detector busy."""

MANY = 64
STALLED_UPLOADS, IDLE, STALLED_READERS = 500, 2000, 50
ASKED = 100
"""Times, with and without those that stall."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmark.server", description=__doc__)
    parser.add_argument("--workers", type=int, default=1, help="processes of the server")
    parser.add_argument("--server-on", metavar="CORES", type=_cores, default=os.sched_getaffinity(0))
    parser.add_argument("--clients-on", metavar="CORES", type=_cores, default=os.sched_getaffinity(0))
    options = parser.parse_args()
    with running_server(options.workers, options.server_on) as (process, port):
        os.sched_setaffinity(0, options.clients_on)
        print_table(("figure", "value"), measure(process, port, options.server_on))


def measure(process: psutil.Process, port: int, cores: set[int]) -> Iterator[tuple[str, str]]:
    yield "import to ready", f"{measure_start():.2f} s"
    yield "memory, idle", f"{memory(process):.0f} MB"

    client, upload = Client(port), make_upload()
    network = make_network_run()

    def ask() -> None:
        assert client.ask(upload)[0] == 200

    answer, alone = compare(ask, network)
    yield "network alone", f"{1e3 * alone:.1f} ms"
    yield "API request, 640×480 JPEG", f"{1e3 * answer:.1f} ms"
    yield "API request ÷ network alone", f"{answer / alone:.2f}"

    few, many, bounds = [], [], []
    for _ in trange(ROUNDS, desc="load", leave=False):
        bounds.append(measure_bound(network, cores))
        few.append(load(port, FEW, ROUND_S))
        many.append(load(port, MANY, ROUND_S))
    bound, capacity = median(bounds), median(tally.per_second for tally in few)
    yield "networks per second, nothing else", f"{bound:.0f}"
    yield f"requests per second, {FEW} clients", f"{capacity:.0f}"
    yield "requests ÷ networks", f"{median(_ratios(few, bounds)):.2f}"
    answered = median(tally.per_second for tally in many)
    yield f"answered per second, {MANY} clients", f"{answered:.0f}"
    yield f"{MANY} clients ÷ {FEW} clients", f"{answered / capacity:.2f}"
    seconds = [second for tally in many for second in tally.seconds]
    yield f"{MANY} clients, p50 and p99 of answers", _milliseconds(np.percentile(seconds, (50, 99)))
    statuses = sorted({status for tally in many for status in tally.statuses})
    yield f"{MANY} clients, statuses", ", ".join(map(str, statuses))

    names = ("/healthz", "/api/detect")
    before = [median(ask_often(port, request)) for request in (HEALTH, upload)]
    with stalling(port, STALLED_UPLOADS, IDLE, STALLED_READERS):
        beside = [median(ask_often(port, request)) for request in (HEALTH, upload)]
    after = [median(ask_often(port, request)) for request in (HEALTH, upload)]
    for name, *times in zip(names, before, beside, after, strict=True):
        yield f"{name} before, beside and after those that stall", _milliseconds(times)

    yield "memory, after these requests", f"{memory(process):.0f} MB"
    for _ in trange(REQUESTS, desc="memory", leave=False):
        ask()
    yield f"memory, after {REQUESTS} more", f"{memory(process):.0f} MB"


def measure_start() -> float:
    """Seconds from importing the server to an app that has run its network; median of fresh interpreters.

    All modules are compiled before, as pip leaves them.
    """
    code = "from time import perf_counter as t; a = t(); import server; server.create_app(); print(t() - a)"
    with TemporaryDirectory() as compiled:
        command = [sys.executable, "-X", f"pycache_prefix={compiled}", "-c", code]
        environment = os.environ | {"PYTHONDONTWRITEBYTECODE": ""}
        _, *seconds = (float(subprocess.check_output(command, env=environment)) for _ in range(1 + STARTS))
    return median(seconds)


@contextmanager
def running_server(workers: int, cores: set[int]) -> Iterator[tuple[psutil.Process, int]]:
    """Start the command that hosts start, on some cores; gives its process and its port."""
    command = [sys.executable, "-m", "server", "--port", "0", "--workers", str(workers)]
    places = ",".join(map(str, sorted(cores)))
    with subprocess.Popen(
        ["taskset", "--cpu-list", places, *command], stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            found = re.search(r":(\d+)/", process.stdout.readline())
            assert found, "the server did not start"
            yield psutil.Process(process.pid), int(found[1])
        finally:
            process.terminate()


def make_network_run() -> Callable[[], object]:
    """The network alone, in this process, on input that is ready; several threads may run it at once."""
    detect = load_detector(backend="onnxruntime", threads=1)
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


def measure_bound(network: Callable[[], object], cores: set[int]) -> float:
    """Networks per second of so many threads on so many cores, with nothing besides."""
    own, end = os.sched_getaffinity(0), perf_counter() + ROUND_S

    def work(_: int) -> int:
        os.sched_setaffinity(0, cores)
        runs = 0
        while perf_counter() < end:
            network()
            runs += 1
        return runs

    with ThreadPoolExecutor(len(cores)) as pool:
        total = sum(pool.map(work, cores))
    os.sched_setaffinity(0, own)
    return total / ROUND_S


def ask_often(port: int, request: bytes) -> list[float]:
    """Seconds of each of ASKED answers, the connection's making included in the first."""
    start = perf_counter()
    client, seconds = Client(port), []
    for _ in range(ASKED):
        status, _ = client.ask(request)
        assert status == 200
        seconds.append(perf_counter() - start)
        start = perf_counter()
    client.close()
    return seconds


def memory(process: psutil.Process) -> float:
    """Resident megabytes of a process and its workers."""
    return sum(each.memory_info().rss for each in (process, *process.children())) / 2**20


def _ratios(tallies: Sequence[Tally], bounds: Sequence[float]) -> list[float]:
    return [tally.per_second / bound for tally, bound in zip(tallies, bounds, strict=True)]


def _milliseconds(seconds: Sequence[float] | np.ndarray) -> str:
    return ", ".join(f"{1e3 * second:.1f}" for second in seconds) + " ms"


def _cores(text: str) -> set[int]:
    return {int(core) for core in text.split(",")}


if __name__ == "__main__":
    main()
