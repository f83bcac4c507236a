"""Separate environments for runtimes that conflict with the converter's packages.

``python -m converter.environments`` makes a virtual environment ``.venvs/NAME`` for each in the source
checkout, with the requirements of the project and its extra NAME.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tomllib
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from detector.backends import Output
from detector.card import load_card
from detector.command.parsing import make_command_parser

NAMES = ("mxnet", "paddle")
ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / ".venvs"
STAMP = "installed"


def make_environment(name: str) -> Path:
    """Create an environment unless it exists and is up to date, and return its interpreter.

    Raises:
        FileNotFoundError: this is not a source checkout.
        ValueError: pip cannot install the packages; its output is above.
    """
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    packages = [*project["dependencies"], *project["optional-dependencies"][name]]
    stamp, python = FOLDER / name / STAMP, _find_interpreter(name)
    wanted = hashlib.sha256("\n".join([sys.version, *packages]).encode()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return python
    stamp.unlink(missing_ok=True)
    try:
        subprocess.run([sys.executable, "-m", "venv", "--clear", FOLDER / name], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *packages], check=True)
    except subprocess.CalledProcessError as error:
        raise ValueError(f"environment '{name}' could not be made: {error}") from error
    stamp.write_text(wanted)
    return python


def find_python(name: str) -> Path:
    """The interpreter that has a runtime: this one, or the one in the runtime's environment.

    Raises:
        ValueError: neither has the runtime.
    """
    if find_spec(name):
        return Path(sys.executable)
    if (FOLDER / name / STAMP).exists():
        return _find_interpreter(name)
    raise ValueError(
        f"format '{name}' is verified in a separate environment, which does not exist: "
        f"run python -m converter.environments {name}"
    )


def run_apart(name: str, model: Path, card: Path, images: NDArray[np.float32]) -> Output:
    """Run pictures with a backend, in the interpreter that has its runtime.

    Args:
        images: float32 [N, height, width, 3].

    Returns:
        (bbox_regression float32 [N, A, 4], scores float32 [N, A, C]).

    Raises:
        ValueError: there is no such interpreter, or the backend fails; the message ends with the reason.
    """
    process = subprocess.run(
        [find_python(name), "-m", "converter.backend_worker", name, model, card],
        input=images.tobytes(),
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    if process.returncode:
        lines = process.stderr.decode().split("\n")
        reason = next((line for line in reversed(lines) if line.strip()), "it said nothing")
        raise ValueError(f"{name} ended with status {process.returncode}: {reason}")
    num_anchors = load_card(card).anchors.num_anchors
    numbers = np.frombuffer(process.stdout, np.float32).reshape(len(images), num_anchors, -1)
    bbox_regression, scores = np.split(numbers, [4], axis=2)
    return bbox_regression, scores


def main(arguments: list[str] | None = None) -> int:
    parser = make_command_parser(
        "converter.environments",
        "Make virtual environments in .venvs/ for runtimes that conflict with the converter's packages.",
    )
    parser.add_argument("names", metavar="NAME", nargs="*", help=f"any of {', '.join(NAMES)} (default: all)")
    options = parser.parse_args(arguments)
    unknown = set(options.names) - set(NAMES)
    if unknown:
        parser.error(f"name: expected {' or '.join(NAMES)}, got {', '.join(sorted(unknown))}")
    for name in options.names or NAMES:
        try:
            print(f"{name}: {make_environment(name)}")
        except (ValueError, OSError) as error:
            print(f"environments: {error}", file=sys.stderr)
            return 1
    return 0


def _find_interpreter(name: str) -> Path:
    return FOLDER / name / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


if __name__ == "__main__":
    sys.exit(main())
