"""Files here, in buckets and on web servers: what a location names, how it is read, listed and written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from http.client import HTTPException
from pathlib import Path, PurePosixPath
from urllib.request import urlopen
from uuid import uuid4

from pyarrow.fs import FileSelector, FileSystem, FileType, LocalFileSystem

WEB = ("http://", "https://")
WEB_TIMEOUT_S = 60
UNFINISHED = ".unfinished"
"""Ends the name of a file until it is whole."""


def is_local(location: str) -> bool:
    return "://" not in location


def locate(name: str) -> str:
    """The absolute path of a file, or the unchanged URI."""
    return str(Path(name).absolute()) if is_local(name) else name


def join(folder: str, name: str) -> str:
    """The location of a name inside a folder; an absolute path or URI is returned unchanged."""
    if not is_local(name) or PurePosixPath(name).is_absolute():
        return name
    return f"{folder.rstrip('/')}/{name}" if not is_local(folder) else str(Path(folder, name))


def open_location(location: str) -> tuple[FileSystem, str]:
    """The file system of a path or URI (file, s3, gs, hdfs, …) and the path in it.

    Raises:
        ValueError: the scheme is unknown, or this build of pyarrow does not support it.
    """
    if is_local(location):
        return LocalFileSystem(), locate(location)
    scheme, _, rest = location.partition("://")
    bucket, _, key = rest.partition("/")
    try:
        files, base = _open_bucket(f"{scheme}://{bucket}")
    except (ValueError, NotImplementedError) as error:
        raise ValueError(f"{location}: {error}") from error
    return files, f"{base.rstrip('/')}/{key}".rstrip("/") or "/"


@cache
def _open_bucket(address: str) -> tuple[FileSystem, str]:
    files, base = FileSystem.from_uri(address if not address.endswith("://") else f"{address}/")
    return files, base


def read_bytes(location: str) -> bytes:
    """A whole file.

    Raises:
        OSError: it cannot be read.
        ValueError: see :func:`open_location`.
    """
    if is_local(location):
        return Path(location).read_bytes()
    if location.startswith(WEB):
        return _download(location)
    files, path = open_location(location)
    with files.open_input_stream(path) as stream:
        return bytes(stream.read())


def _download(address: str) -> bytes:
    try:
        with urlopen(address, timeout=WEB_TIMEOUT_S) as answer:
            return bytes(answer.read())
    except HTTPException as error:
        raise OSError(f"{address}: {error or type(error).__name__}") from error


def find_type(location: str) -> FileType:
    """Whether a location is a file, a folder or nothing."""
    files, path = open_location(location)
    return files.get_file_info(path).type


def walk(folder: str) -> Iterator[str]:
    """Locations of the files in a folder and its subfolders, each folder sorted by name.

    Only one folder's names are in memory at a time.

    Raises:
        OSError: a folder cannot be listed.
    """
    files, path = open_location(folder)
    entries = sorted(files.get_file_info(FileSelector(path)), key=lambda entry: entry.base_name)
    for entry in entries:
        location = join(folder, entry.base_name)
        if entry.type == FileType.Directory:
            yield from walk(location)
        else:
            yield location


def list_names(folder: str) -> list[str]:
    """Names of the files in a folder, sorted; none if there is no such folder."""
    files, path = open_location(folder)
    entries = files.get_file_info(FileSelector(path, allow_not_found=True))
    return sorted(entry.base_name for entry in entries if entry.type == FileType.File)


def write_whole(location: str, data: bytes) -> None:
    """Write a file under a temporary name and rename it, so that it never exists incomplete.

    Raises:
        OSError: it cannot be written.
    """
    files, path = open_location(location)
    files.create_dir(str(PurePosixPath(path).parent))
    folder, _, name = path.rpartition("/")
    unfinished = f"{folder}/_{name}.{uuid4().hex}{UNFINISHED}"  # readers of Parquet folders skip "_…"
    with files.open_output_stream(unfinished) as stream:
        stream.write(data)
    files.move(unfinished, path)


def delete(location: str) -> None:
    """Delete a file; nothing happens if another has.

    Raises:
        OSError: it cannot be deleted.
    """
    files, path = open_location(location)
    with suppress(FileNotFoundError):
        files.delete_file(path)


def remove_unfinished(folder: str) -> None:
    """Delete the incomplete files of a run that was killed."""
    for name in list_names(folder):
        if name.endswith(UNFINISHED):
            delete(join(folder, name))
