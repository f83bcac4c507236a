"""Arguments and exit codes of all commands of this package."""

from __future__ import annotations

import functools
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path

from detector.backends import BACKENDS
from training.data.annotations import DESCRIPTION


def command(main: Callable[[list[str] | None], None]) -> Callable[..., int]:
    """Make a function of the arguments return an exit status: 0 done, 1 bad input, 130 interrupted."""

    @functools.wraps(main)
    def run(arguments: list[str] | None = None) -> int:
        try:
            main(arguments)
        except (ValueError, OSError) as error:
            print(f"error: {error}", file=sys.stderr)
            return 1
        except KeyboardInterrupt:
            return 130
        return 0

    return run


def add_annotations(parser: ArgumentParser) -> None:
    parser.add_argument("annotations", type=Path, help=DESCRIPTION)


def add_trained_model(parser: ArgumentParser) -> None:
    """Add ``--model`` and ``--card`` for a trained model."""
    _add_path(parser, "--model", "models/face_mask.keras")
    _add_path(parser, "--card", "models/card.json")


def add_model(parser: ArgumentParser) -> None:
    """Add ``--model`` and ``--backend``, see :func:`detector.load_detector`."""
    parser.add_argument(
        "--model", help="name of a published model, a model file or its folder (default: the published model)"
    )
    parser.add_argument("--backend", choices=sorted(BACKENDS), default="opencv", help="default: %(default)s")


def _add_path(parser: ArgumentParser, name: str, default: str) -> None:
    parser.add_argument(name, type=Path, default=Path(default), help="default: %(default)s")
