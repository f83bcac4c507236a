"""What the SOURCE arguments mean: folders, patterns, lists, tar shards, films and pictures."""

from __future__ import annotations

import glob
import io
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import pyarrow.csv
import pyarrow.parquet as pq
from pyarrow.fs import FileType

from archive.files import WEB, find_type, is_local, join, locate, open_location, walk
from detector.command.sources import VIDEO_SUFFIXES
from detector.pictures import PICTURE_SUFFIXES

PICTURE, FILM, SHARD = "picture", "film", "shard"
LIST_SUFFIXES = (".txt", ".csv", ".parquet")


class Item(NamedTuple):
    """One entry of the plan.

    kind: PICTURE, FILM, or SHARD for a tar file of pictures.
    source: its name as the user knows it, for the results.
    location: an absolute path or a URI, the same for every machine.
    """

    kind: str
    source: str
    location: str


def find_items(argument: str, column: str) -> Iterator[Item]:
    """Everything that one SOURCE names, in a fixed order.

    Args:
        column: the column of paths or URLs in a CSV or Parquet list.

    Raises:
        ValueError: there is nothing to analyse, or the list has no such column.
        OSError: a file or folder does not exist or cannot be read.
    """
    if argument.startswith(WEB):
        yield _name(argument, argument)
        return
    kind = find_type(argument)
    if kind == FileType.NotFound and glob.has_magic(argument):
        yield from _require(_find_pattern(argument), argument)
    elif kind == FileType.NotFound:
        raise FileNotFoundError(f"{argument}: no such file or folder")
    elif kind == FileType.Directory:
        names = (name for name in walk(argument) if _is_known(name))
        yield from _require((_name(name, locate(name)) for name in names), argument)
    elif _suffix(argument) in LIST_SUFFIXES:
        yield from _require(_read_list(argument, column), argument)
    else:
        yield _name(argument, locate(argument))


def _require(items: Iterator[Item], argument: str) -> Iterator[Item]:
    found = False
    for item in items:
        found = True
        yield item
    if not found:
        raise ValueError(f"{argument}: it contains no picture, film or tar file")


def _find_pattern(pattern: str) -> Iterator[Item]:
    if is_local(pattern):
        names = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 (Path.glob takes no absolute pattern)
        names = [name for name in names if Path(name).is_file()]
    else:
        start = "/".join(part for part in _before_magic(pattern.split("/")))
        names = [name for name in walk(start) if _matches(name, pattern)]
    for name in names:
        if _suffix(name) in LIST_SUFFIXES:
            raise ValueError(f"{name}: give a list by its name, not by a pattern")
        if _is_known(name):
            yield _name(name, locate(name))


def _before_magic(parts: list[str]) -> Iterator[str]:
    for part in parts:
        if glob.has_magic(part):
            return
        yield part


def _matches(name: str, pattern: str) -> bool:
    """``*`` matches within a folder, ``**`` matches any number of folders."""
    if "**" in pattern:
        return fnmatchcase(name, pattern.replace("**/", "*"))
    parts, patterns = name.split("/"), pattern.split("/")
    return len(parts) == len(patterns) and all(map(fnmatchcase, parts, patterns))


def _read_list(argument: str, column: str) -> Iterator[Item]:
    """Relative names in a list start from the list's own folder."""
    folder = locate(argument).rpartition("/")[0]
    for name in _read_names(argument, column):
        yield _name(name, join(folder, name))


def _read_names(argument: str, column: str) -> Iterator[str]:
    files, path = open_location(argument)
    suffix = _suffix(argument)
    if suffix == ".txt":
        with (
            files.open_input_stream(path) as stream,
            io.TextIOWrapper(stream, encoding="utf-8-sig", errors="backslashreplace") as lines,
        ):
            yield from (name for line in lines if (name := line.strip()))
        return
    with files.open_input_file(path) as file:
        if suffix == ".csv":
            reader = pyarrow.csv.open_csv(file)
            _check_column(argument, column, reader.schema.names)
            batches = (batch.column(column) for batch in reader)
        else:
            parquet = pq.ParquetFile(file)
            _check_column(argument, column, parquet.schema_arrow.names)
            batches = (batch.column(0) for batch in parquet.iter_batches(columns=[column]))
        for batch in batches:
            yield from (str(name or "") for name in batch.to_pylist())


def _check_column(argument: str, column: str, names: list[str]) -> None:
    if column not in names:
        raise ValueError(f"{argument}: expected a column '{column}', got {', '.join(names)}; see --column")


def _name(source: str, location: str) -> Item:
    suffix = _suffix(source)
    kind = SHARD if suffix == ".tar" else FILM if suffix in VIDEO_SUFFIXES else PICTURE
    return Item(kind, source, location)


def _is_known(name: str) -> bool:
    return _suffix(name) in (*PICTURE_SUFFIXES, *VIDEO_SUFFIXES, ".tar")


def _suffix(name: str) -> str:
    return PurePosixPath(name.partition("?")[0] if name.startswith(WEB) else name).suffix.lower()
