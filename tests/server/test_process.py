"""What is set for the whole process, each time in a process of its own."""

from __future__ import annotations

import platform
import subprocess
import sys
from pathlib import Path

import pytest

from server import process


def run(script: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)


@pytest.mark.parametrize(
    ("limit", "cores"), [("max 100000", 4), ("250000 100000", 2), ("50000 100000", 1), ("900000 100000", 4)]
)
def test_cores_of_a_container(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, limit: str, cores: int
) -> None:
    (tmp_path / "cpu.max").write_text(limit + "\n")
    monkeypatch.setattr(process, "CPU_LIMIT", tmp_path / "cpu.max")
    monkeypatch.setattr(process.os, "sched_getaffinity", lambda _: {0, 1, 2, 3}, raising=False)
    assert process.count_cores() == cores


def test_connections_are_what_the_system_grants() -> None:
    answer = run(
        "import resource; from server.process import allow_connections as allow\n"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (300, 1000))\n"
        "print(allow(), resource.getrlimit(resource.RLIMIT_NOFILE))"
    )
    assert answer.stdout == "900 (1000, 1000)\n", answer.stderr


def test_only_python_writes_to_its_standard_error() -> None:
    answer = run(
        "import ctypes, logging, os; from server.process import silence_decoders\n"
        "silence_decoders(); os.write(2, b'a library'); logging.warning('a warning')\n"
        "ctypes.string_at(0)"
    )
    assert answer.stderr.startswith("WARNING:root:a warning\nFatal Python error: Segmentation fault\n")
    assert "a library" not in answer.stderr


@pytest.mark.skipif(
    platform.libc_ver()[0] != "glibc", reason="other C libraries give memory back by themselves"
)
def test_a_large_picture_s_memory_is_given_back() -> None:
    script = """
import numpy as np, psutil
from concurrent.futures import ThreadPoolExecutor

from server.process import return_freed_memory
return_freed_memory(2)
before = psutil.Process().memory_info().rss
def take(_):
    for _ in range(3):
        blocks = [np.ones(size * 2**20, np.uint8) for size in (20, 10, 30)]
        del blocks
with ThreadPoolExecutor(4) as pool:
    list(pool.map(take, range(8)))
    print((psutil.Process().memory_info().rss - before) // 2**20)
"""
    answer = run(script)
    assert int(answer.stdout) < 20


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other C libraries have settings of their own")
def test_a_small_picture_s_memory_is_used_again() -> None:
    script = """
import numpy as np, resource
from concurrent.futures import ThreadPoolExecutor

from server.process import return_freed_memory
return_freed_memory(1)
def take(times):
    for _ in range(times):
        pixels = np.ones((480, 640, 3), np.uint8)
        network_input = pixels.astype(np.float32)
        del pixels, network_input
def count():
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt
with ThreadPoolExecutor(1) as pool:
    pool.submit(take, 10).result()
    before = count()
    pool.submit(take, 100).result()
    print(count() - before)
"""
    answer = run(script)
    assert int(answer.stdout) < 1000, answer.stderr  # all anew: over 100,000
