"""Figures as Markdown, to paste into the docs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def print_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print each row as soon as it is there."""
    _print_row(header)
    _print_row(["---"] * len(header))
    for row in rows:
        _print_row(row)


def _print_row(cells: Sequence[str]) -> None:
    print("| " + " | ".join(cells) + " |", flush=True)
