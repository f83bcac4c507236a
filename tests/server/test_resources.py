from __future__ import annotations

import re
from pathlib import Path

import pytest

from server import create_app
from server.resources import REQUIRED, MissingResourceError, check_static, list_imports


@pytest.mark.parametrize(("name", "command"), REQUIRED.items())
def test_missing_file_comes_with_the_command_that_makes_it(tmp_path: Path, name: str, command: str) -> None:
    for other in set(REQUIRED) - {name}:
        path = tmp_path / other
        path.parent.mkdir(exist_ok=True)
        path.touch()
    with pytest.raises(MissingResourceError, match=f"{re.escape(name)} is missing.*'{re.escape(command)}'"):
        check_static(tmp_path)
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).touch()
    check_static(tmp_path)


def test_app_does_not_start_without(tmp_path: Path) -> None:
    with pytest.raises(MissingResourceError):
        create_app({"STATIC_FOLDER": tmp_path})


def test_static_imports_of_a_script(tmp_path: Path) -> None:
    (tmp_path / "dist").mkdir()
    script = """import{a as b}from"./chunks/one.js";import"./chunks/two.js";c=()=>import("./three.js")"""
    (tmp_path / "dist" / "worker.js").write_text(script)
    assert list_imports(tmp_path, "dist/worker.js") == ["dist/chunks/one.js", "dist/chunks/two.js"]
