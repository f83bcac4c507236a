"""What a fork's GitHub runs: the README's test command, and the export that publishes the pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]


def read(name: str) -> Any:
    return yaml.safe_load((ROOT / ".github" / "workflows" / f"{name}.yml").read_text(encoding="utf-8"))


def commands(name: str) -> list[str]:
    return [step["run"] for job in read(name)["jobs"].values() for step in job["steps"] if "run" in step]


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_tests_are_those_of_the_readme(readme: str) -> None:
    script = commands("tests")[-1]
    command = (ROOT / script).read_text(encoding="utf-8").splitlines()[-1]
    assert command.endswith("-m pytest")
    assert command in (ROOT / readme).read_text(encoding="utf-8").splitlines()


def test_the_pages_are_the_export() -> None:
    (export,) = [command for command in commands("pages") if "server.export" in command]
    assert export == 'python -m server.export site --base "${{ steps.pages.outputs.base_path }}"'
    steps = read("pages")["jobs"]["publish"]["steps"]
    assert [step["with"] for step in steps if "upload-pages-artifact" in step.get("uses", "")] == [
        {"path": "site"}
    ]


@pytest.mark.parametrize("name", ["tests", "pages"])
def test_no_workflow_may_do_more_than_it_needs(name: str) -> None:
    assert read(name)["permissions"]["contents"] == "read"
