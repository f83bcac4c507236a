"""Shared code of all commands' argument parsers."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path


def make_command_parser(
    module: str, description: str | None, epilog: str | None = None
) -> argparse.ArgumentParser:
    """Make a parser whose usage line names the command as it was called, and that keeps line breaks.

    Args:
        module: the name after ``python -m``.
    """
    called_as = Path(sys.argv[0]).stem
    return argparse.ArgumentParser(
        prog=called_as if called_as.startswith("face-mask-") else f"python -m {module}",
        description=description,
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def read_count(text: str) -> int:
    """Read a whole number of at least 1."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"expected a whole number above 0, got '{text}'")
    return int(text)
