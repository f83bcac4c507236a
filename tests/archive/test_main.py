"""The command line on Ray: on this machine by itself, and on a cluster whose parts die."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

import psutil
import pytest
from PIL import Image

import archive.__main__ as program
from archive.__main__ import FAILURE, INTERRUPTED
from archive.frames import CRASHED
from archive.tally import Tally
from tests.archive.conftest import read_rows
from tests.archive.faulty.sitecustomize import MARK
from tests.pictures import both_faces

ROOT = Path(__file__).parents[2]
FAULTY = [str(ROOT / "tests" / "archive" / "faulty"), str(ROOT)]
ENVIRONMENT = os.environ | {"PYTHONPATH": os.pathsep.join(FAULTY), "RAY_worker_niceness": "0"}
"""Ray's workers give way to all else on a machine; tests would wait for them."""

LONG_S = 240


@contextmanager
def start(*arguments: object) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "archive", "--every", ".5", *map(str, arguments)]
    with subprocess.Popen(command, cwd=ROOT, env=ENVIRONMENT, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def finish(process: subprocess.Popen[str]) -> tuple[int, str]:
    _, said = process.communicate(timeout=LONG_S)
    return process.returncode, said


def finish_whole(process: subprocess.Popen[str], output: Path) -> str:
    """Wait for a run that comes to its end, with the two pictures that cannot be read; gives what it said."""
    code, said = finish(process)
    assert said.splitlines()[-1].endswith(f"{output}/report.html shows it."), said
    assert code == FAILURE, said
    return said


@pytest.fixture(scope="module")
def undisturbed(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run on this machine, with a Ray of its own."""
    output = tmp_path_factory.mktemp("undisturbed")
    with start(archive, "--output", output, "--workers", 2) as process:
        said = finish_whole(process, output)
    assert "Traceback" not in said
    return output


@pytest.fixture(scope="module")
def cluster() -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "tests.archive.cluster"]
    with subprocess.Popen(
        command, cwd=ROOT, env=ENVIRONMENT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()


@pytest.fixture(scope="module")
def address(cluster: subprocess.Popen[str]) -> str:
    assert cluster.stdout is not None
    return cluster.stdout.readline().strip()


def wait_for_parts(output: Path, more_than: int, process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + LONG_S
    while len(list((output / "detections").glob("*.parquet"))) <= more_than:
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_the_results_are_whole(undisturbed: Path) -> None:
    summary = json.loads((undisturbed / "summary.json").read_text())
    rows = read_rows(undisturbed)
    assert summary["pictures"] == len(rows)
    assert summary["failed"] == sum(row["error"] is not None for row in rows) == 2
    assert summary["faces"] == {
        label: sum(row["counts"][label] for row in rows if row["counts"]) for label in ("mask", "no_mask")
    }
    assert "least sure" in (undisturbed / "report.html").read_text()
    assert not list(undisturbed.rglob("*.unfinished"))


def test_stops_and_kills_lose_nothing_and_repeat_nothing(
    archive: Path, undisturbed: Path, address: str, tmp_path: Path
) -> None:
    arguments = (archive, "--output", tmp_path, "--cluster", address, "--resume")
    with start(*arguments) as process:
        wait_for_parts(tmp_path, 0, process)
        process.send_signal(signal.SIGINT)
        code, said = finish(process)
    assert (code, said.splitlines()[-1]) == (
        INTERRUPTED,
        f"Stopped. The same command with --resume goes on in {tmp_path}.",
    )
    first = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "detections").glob("*.parquet")}
    with start(*arguments) as process:
        wait_for_parts(tmp_path, len(first), process)
        process.kill()
    with start(*arguments) as process:
        finish_whole(process, tmp_path)
    assert read_rows(tmp_path) == read_rows(undisturbed)
    for name, written in first.items():
        assert (tmp_path / "detections" / name).stat().st_mtime_ns == written
    for name in ("report.html", "summary.json"):
        assert (tmp_path / name).read_text() == (undisturbed / name).read_text()


def test_a_stop_that_ray_swallows_still_stops(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As when the signal comes while one of Ray's finalizers runs."""

    def swallow(*_: object) -> Iterator[dict[str, str]]:
        with suppress(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        yield {"tally": Tally().to_json()}
        raise AssertionError("it went on")

    monkeypatch.setattr(program, "spread", swallow)
    monkeypatch.setattr(program, "running_ray", lambda *_: nullcontext())
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    try:
        assert program.main([str(archive), "--output", str(tmp_path)]) == INTERRUPTED
    finally:
        for number, handler in zip((signal.SIGINT, signal.SIGTERM), before, strict=True):
            signal.signal(number, handler)
    assert "--resume goes on" in capsys.readouterr().err


def find_workers(cluster: subprocess.Popen[str]) -> list[psutil.Process]:
    """Those that look at a block just now."""
    children = psutil.Process(cluster.pid).children(recursive=True)
    return [process for process in children if "analyse_blocks" in "".join(process.cmdline()[:1])]


def test_a_worker_that_dies_is_replaced(
    archive: Path, undisturbed: Path, cluster: subprocess.Popen[str], address: str, tmp_path: Path
) -> None:
    with start(archive, "--output", tmp_path, "--cluster", address) as process:
        wait_for_parts(tmp_path, 0, process)
        while not (killed := find_workers(cluster)):
            assert process.poll() is None, process.communicate()
        for worker in killed:  # none is left to take over their work
            worker.kill()
        finish_whole(process, tmp_path)
    assert read_rows(tmp_path) == read_rows(undisturbed)
    assert not list(tmp_path.rglob("*.unfinished"))


def test_a_picture_that_ends_its_reader_is_a_row(address: str, tmp_path: Path) -> None:
    pictures, output = tmp_path / "pictures", tmp_path / "output"
    pictures.mkdir()
    for name in "abc":
        Image.fromarray(both_faces()).save(pictures / f"{name}.jpg")
    with (pictures / "b.jpg").open("ab") as file:
        file.write(MARK)
    with start(pictures, "--output", output, "--cluster", address) as process:
        code, said = finish(process)
    assert code == FAILURE, said
    assert [row["error"] for row in read_rows(output)] == [None, CRASHED, None]


def test_a_node_that_dies_is_not_missed(
    archive: Path, undisturbed: Path, cluster: subprocess.Popen[str], address: str, tmp_path: Path
) -> None:
    assert cluster.stdin is not None
    assert cluster.stdout is not None
    with start(archive, "--output", tmp_path, "--cluster", address) as process:
        wait_for_parts(tmp_path, 0, process)
        cluster.stdin.write("\n")
        cluster.stdin.flush()
        assert cluster.stdout.readline() == "gone\n"
        finish_whole(process, tmp_path)
    assert read_rows(tmp_path) == read_rows(undisturbed)


@pytest.mark.parametrize(("seconds", "stop"), [(0, signal.SIGTERM), (1.5, signal.SIGINT)])
def test_a_stop_while_ray_starts_leaves_a_folder_to_go_on_with(
    archive: Path, tmp_path: Path, seconds: float, stop: signal.Signals
) -> None:
    with start(archive, "--output", tmp_path, "--workers", 1) as process:
        deadline = time.monotonic() + LONG_S
        while not (tmp_path / "run.json").exists():
            assert time.monotonic() < deadline
            time.sleep(0.02)
        time.sleep(seconds)
        process.send_signal(stop)
        code, said = finish(process)
    assert (code, said.splitlines()[-1]) == (
        INTERRUPTED,
        f"Stopped. The same command with --resume goes on in {tmp_path}.",
    )
    assert list((tmp_path / "plan").glob("*.parquet"))


def test_an_absent_cluster_is_told_at_once(archive: Path, tmp_path: Path) -> None:
    began = time.monotonic()
    with start(archive, "--output", tmp_path, "--cluster", "127.0.0.1:1") as process:
        code, said = finish(process)
    assert code == 2
    assert "no Ray cluster answers at 127.0.0.1:1: [Errno 111] Connection refused" in said
    assert time.monotonic() - began < 60
    assert not list(tmp_path.iterdir())


def test_wrong_usage_starts_nothing(archive: Path, tmp_path: Path) -> None:
    for arguments, complaint in (
        ((tmp_path / "absent",), "no such file or folder"),
        ((archive, "--model", "absent"), "no such file or folder"),
        ((archive, "--every", "0"), "expected a number above 0"),
        ((archive, "--workers", "0"), "expected a whole number above 0"),
    ):
        with start(*arguments, "--output", tmp_path / "output") as process:
            code, said = finish(process)
        assert code == 2
        assert complaint in said
