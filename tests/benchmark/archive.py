"""The archive's figures, as a Markdown table: ``python -m tests.benchmark.archive``.

Times depend on the machine and on what else it does; the ratio compares two things measured in turn.
"""

from __future__ import annotations

import argparse
import io
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import psutil
from numpy.typing import NDArray
from PIL import Image

from archive.engine import running_ray, spread
from archive.items import find_items
from archive.model import store_model
from archive.plan import write_plan
from archive.worker import BATCH, Job, analyse_blocks
from detector.models import find_model
from tests.benchmark.tables import print_table
from tests.pictures import both_faces

MEGAPIXEL = (1152, 868)
SMALL = (160, 120)
SLEEPERS, SLEEP_TASKS, SLEEP_S = 8, 1000, 0.2

RAY_START_S = 2
"""Of Ray's start does not count, as the start of the loops does not; the rest of it does."""

LOOP = """
import os, sys, time
os.environ["OMP_NUM_THREADS"] = "1"
import cv2
from detector import load_detector
cv2.setNumThreads(1)
detect = load_detector(backend="onnxruntime")
sys.stdin.readline()
began = time.time()
for path in sys.argv[1:]:
    detect(path)
print(began, time.time())
"""
"""What an engineer would write instead, once for each core."""


def analyse_and_time(batch: dict[str, NDArray[np.int64]], job: Job) -> dict[str, list[object]]:
    """Tells when it began and when it was done with each of its blocks, and how much memory it holds."""
    began = time.time()
    result = analyse_blocks(batch, job)
    number = len(result["block"])
    memory = psutil.Process().memory_info().rss
    return result | {"began": [began] * number, "ended": [time.time()] * number, "rss": [memory] * number}


def sleep(batch: dict[str, NDArray[np.int64]]) -> dict[str, NDArray[np.int64]]:
    """Do nothing for a while, so that only Ray's own work counts; tells which process it was."""
    number = len(batch["block"])
    time.sleep(SLEEP_S * number)
    return batch | {"process": np.full(number, os.getpid())}


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmark.archive")
    parser.add_argument("--pictures", type=int, default=6000, help="of a megapixel, for the ratio")
    parser.add_argument("--repeats", type=int, default=1)
    parser.add_argument("--small", type=int, default=20_000, help="small pictures, for memory")
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args(arguments)
    os.environ.update({"RAY_worker_niceness": "0"})  # as the loops have it
    with TemporaryDirectory() as folder:
        rows = compare(Path(folder), options.pictures, options.repeats, options.workers)
        rows += measure_memory(Path(folder), options.small, options.workers)
    print_table(("figure", "value"), [*rows, *simulate()])


def compare(folder: Path, number: int, repeats: int, workers: int) -> list[tuple[str, str]]:
    """The same files by independent loops, whose start does not count, and by this program, in turn."""
    paths = make_pictures(folder / "large", number, MEGAPIXEL)
    starts, ours, theirs = [], [], []
    for _ in range(repeats):
        theirs.append(time_loops(paths, workers))
        before = time.time()
        with running_ray(None, workers):
            results = analyse(folder / "large", workers)
        starts.append(min(result["began"] for result in results) - before)
        ours.append(max(result["ended"] for result in results) - before - RAY_START_S)
    ratio = median(their / our for their, our in zip(theirs, ours, strict=True))
    return [
        ("from Ray's start to the first picture", f"{median(starts):.1f} s"),
        (
            f"{number:,} pictures of a megapixel, {workers} workers: per second",
            f"{number / median(ours):.0f}",
        ),
        ("as fast as independent loops of one thread", f"{ratio:.2f}"),
        ("a picture in a loop, one core", f"{1e3 * median(theirs) * workers / number:.1f} ms"),
    ]


def make_pictures(folder: Path, number: int, size: tuple[int, int]) -> list[Path]:
    """JPEGs of two faces before noise that a camera could make; a few, under many names."""
    folder.mkdir()
    random = np.random.default_rng(0)
    originals = []
    for _ in range(20):
        pixels = np.asarray(Image.fromarray(both_faces()).resize(size), np.int16)
        noisy = (pixels + random.normal(0, 4, pixels.shape)).clip(0, 255).astype(np.uint8)
        stream = io.BytesIO()
        Image.fromarray(noisy).save(stream, "JPEG", quality=85)
        originals.append(stream.getvalue())
    paths = [folder / f"{index:06d}.jpg" for index in range(number)]
    for index, path in enumerate(paths):
        path.write_bytes(originals[index % len(originals)])
    return paths


def time_loops(paths: list[Path], workers: int) -> float:
    """Seconds that independent loops need, each with its share of the files."""
    loops = [
        subprocess.Popen(
            [sys.executable, "-c", LOOP, *map(str, paths[index::workers])],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for index in range(workers)
    ]
    time.sleep(3)  # all have loaded their model
    for loop in loops:
        assert loop.stdin is not None
        loop.stdin.write("\n")
        loop.stdin.flush()
    said = [loop.communicate()[0].split() for loop in loops]
    return max(float(ended) for _, ended in said) - min(float(began) for began, _ in said)


def make_job(output: str) -> Job:
    model = find_model(None, "onnxruntime")
    store_model(model, output)
    return Job(output, model.name, "onnxruntime", 1, BATCH)


def analyse(pictures: Path, workers: int) -> list[dict[str, Any]]:
    """Look at a folder as the command does; gives the results of all blocks as they came."""
    with TemporaryDirectory() as output:
        size = write_plan(find_items(str(pictures), "path"), output)
        job = make_job(output)
        return list(spread(analyse_and_time, [job], list(range(size.blocks)), workers))


def measure_memory(folder: Path, number: int, workers: int) -> list[tuple[str, str]]:
    """Of workers and driver, after a quarter of many pictures and after all."""
    make_pictures(folder / "small", number, SMALL)
    driver = psutil.Process()
    with running_ray(None, workers), TemporaryDirectory() as output:
        size = write_plan(find_items(str(folder / "small"), "path"), output)
        job = make_job(output)
        held = []
        for result in spread(analyse_and_time, [job], list(range(size.blocks)), workers):
            held.append((int(result["rss"]), driver.memory_info().rss))
    quarter, end = held[len(held) // 4], held[-1]
    return [
        (f"memory of a worker after {number // 4:,} and {number:,} pictures", _megabytes(quarter[0], end[0])),
        ("memory of the driver, likewise", _megabytes(quarter[1], end[1])),
    ]


def simulate() -> list[tuple[str, str]]:
    """Many tasks that only sleep: what the driver adds to them."""
    with running_ray(None, SLEEPERS):
        spread_out = spread(sleep, [], list(range(SLEEP_TASKS)), SLEEPERS)
        processes: set[int] = set()
        while len(processes) < SLEEPERS:  # each worker takes seconds to start
            processes.add(next(spread_out)["process"])
        began, used = time.time(), os.times()
        done = sum(1 for _ in spread_out)
        seconds, spent = time.time() - began, os.times()
    processor = spent.user + spent.system - used.user - used.system
    return [
        (
            f"tasks of {SLEEP_S} s of sleep per second, {SLEEPERS} workers, of {SLEEP_TASKS:,}",
            f"{done / seconds:.0f}",
        ),
        ("processor time of the driver for each task", f"{1e3 * processor / done:.1f} ms"),
    ]


def _megabytes(*numbers: int) -> str:
    return ", ".join(f"{number / 2**20:.0f}" for number in numbers) + " MB"


if __name__ == "__main__":
    main()
