from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hatchling.bridge.app import Application
from hatchling.builders.wheel import WheelBuilder

import hatch_build
from detector.languages import list_tags
from hatch_build import BundleHook
from server.resources import REQUIRED

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel() -> set[str]:
    """Paths inside a wheel of this checkout."""
    return {
        Path(file.distribution_path).as_posix() for file in WheelBuilder(str(ROOT)).recurse_included_files()
    }


def test_wheel_has_what_the_server_needs(wheel: set[str]) -> None:
    assert {f"server/static/{name}" for name in REQUIRED} <= wheel
    templates = list((ROOT / "templates").iterdir())
    assert {f"server/templates/{template.name}" for template in templates} <= wheel
    used = {name for page in templates for name in re.findall(r"asset_url\('([^']+)'\)", page.read_text())}
    assert "css/base.css" in used
    assert {f"server/static/{name}" for name in used} <= wheel
    for package in ("detector", "server", "converter", "training"):
        assert f"{package}/__init__.py" in wheel


def test_wheel_has_nothing_else(wheel: set[str]) -> None:
    rooms = {"archive", "detector", "server", "converter", "training"}
    assert {path.split("/")[0] for path in wheel} == rooms
    assert not [path for path in wheel if "node_modules" in path or path.endswith(("package.json", ".npmrc"))]


def test_every_short_name_is_a_command_of_the_wheel(wheel: set[str]) -> None:
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    names = ("archive", "convert", "detect", "export", "page", "train")
    assert sorted(scripts) == [f"face-mask-{name}" for name in names]
    for command in scripts.values():
        module, _, function = command.partition(":")
        assert f"{module.replace('.', '/')}.py" in wheel
        source = (ROOT / f"{module.replace('.', '/')}.py").read_text(encoding="utf-8")
        assert re.search(rf"^def {function}\(", source, re.MULTILINE)


def test_wheel_has_every_language(wheel: set[str]) -> None:
    assert {f"server/static/messages/{tag}.ftl" for tag in list_tags()} <= wheel


class AbortedError(Exception):
    pass


class App(Application):
    def abort(self, message: str = "", code: int = 1, **_: Any) -> None:
        raise AbortedError(message)


def make_hook() -> BundleHook:
    return BundleHook(str(ROOT), {}, None, None, "", "wheel", App())


@pytest.mark.parametrize(("version", "install"), [("editable", ("ci",)), ("standard", ("ci", "--omit=dev"))])
def test_bundle_is_built_from_the_lock_file(
    monkeypatch: pytest.MonkeyPatch, version: str, install: tuple[str, ...]
) -> None:
    runs: list[tuple[str, ...]] = []

    def npm(arguments: Sequence[str], cwd: Path, **_: Any) -> int:
        assert (cwd / "package-lock.json").is_file()
        runs.append(tuple(arguments))
        return 0

    monkeypatch.setattr(hatch_build, "npm", npm)
    make_hook().initialize(version, {})
    assert runs == [install, ("run", "build")]


def test_failure_names_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hatch_build, "npm", lambda *_, **__: 7)
    with pytest.raises(AbortedError, match=r"'npm ci' in static/ ended with code 7"):
        make_hook().initialize("editable", {})


def test_lock_file_names_no_registry() -> None:
    assert '"resolved"' not in (ROOT / "static" / "package-lock.json").read_text()
