"""``run.json`` in the output folder: the options of a run, so that it resumes only with the same ones."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from pyarrow.fs import FileType

from archive.files import find_type, join, list_names, read_bytes, write_whole

FILE = "run.json"


@dataclass(frozen=True)
class Record:
    """A run: its arguments, its model, and how large its plan is. See :class:`archive.plan.Size`."""

    sources: list[str]
    column: str
    every: float
    backend: str
    model: str
    weights_sha256: str | None
    blocks: int = 0
    items: int = 0


def write_record(output: str, record: Record) -> None:
    """Write the record once the plan is complete: a folder without a record has no plan."""
    write_whole(join(output, FILE), json.dumps(asdict(record), indent=2, ensure_ascii=False).encode())


def has_record(output: str) -> bool:
    """Whether the folder has a complete plan, so that a run can resume."""
    return bool(find_type(join(output, FILE)) == FileType.File)


def read_record(output: str, asked: Record, resume: bool) -> Record | None:
    """The record of the earlier run that this one resumes; None if there is none.

    Raises:
        ValueError: there is an earlier run, and this one does not resume it or has other options.
    """
    if not has_record(output):
        if list_names(output) and not resume:
            raise ValueError(f"--output: {output} is not empty; choose another folder")
        return None
    if not resume:
        raise ValueError(f"--output: {output} has the results of a run; --resume continues it")
    earlier = Record(**json.loads(read_bytes(join(output, FILE))))
    for name, value in _compare(asked).items():
        if (before := _compare(earlier)[name]) != value:
            raise ValueError(f"--resume: the run in {output} has {name} {before!r}, this one {value!r}")
    return earlier


def _compare(record: Record) -> dict[str, Any]:
    return {name: value for name, value in asdict(record).items() if name not in ("blocks", "items")}
