"""The static files that the server lists, and those that it requires."""

from __future__ import annotations

import json
import re
from pathlib import Path, PurePosixPath
from typing import Any

REQUIRED = {
    "dist/main.js": "pip install -e .",
    "model/card.json": "python -m converter",
    "model/model.onnx": "python -m converter",
}
"""File under the static folder -> the command, run in the source folder, that makes it."""


IMPORT = re.compile(r"""\bimport(?:[^"'()]*\bfrom)?\s*["']([^"']+)["']""")
"""A static import of a script; its address."""


class MissingResourceError(RuntimeError):
    """A file that the server needs has not been built; the message names the command that builds it."""


def list_models(folder: Path) -> dict[str, dict[str, Any]]:
    """Folders of published models, below the static folder, and their cards; ``model`` first."""
    cards = sorted(folder.glob("model*/card.json"), key=lambda path: path.parent.name)
    return {path.parent.name: json.loads(path.read_text(encoding="utf-8")) for path in cards}


def list_files(folder: Path, pattern: str) -> list[str]:
    """Paths below a folder that match a pattern, relative to it."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.glob(pattern))


def list_imports(folder: Path, script: str) -> list[str]:
    """Scripts that a script imports; all paths are relative to the folder."""
    imported = IMPORT.findall((folder / script).read_text(encoding="utf-8"))
    return [str(PurePosixPath(script).parent / name) for name in imported]


def check_static(folder: Path) -> None:
    """Check that every required file exists.

    Raises:
        MissingResourceError: a file is missing.
    """
    for name, command in REQUIRED.items():
        if not (folder / name).is_file():
            raise MissingResourceError(
                f"{folder / name} is missing. Make it with '{command}' in the source folder."
            )
