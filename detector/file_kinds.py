"""The kind of a file by its first bytes, for the error if it is not the expected model."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple
from zipfile import BadZipFile, ZipFile


class FileKind(NamedTuple):
    """name: follows "it is". advice: what to do. backend: reads this kind, if there is one."""

    name: str
    advice: str | None = None
    backend: str | None = None


EMPTY = FileKind("empty", "copy or download it again")
FOLDER = FileKind("a folder")
SAVED_MODEL = FileKind("a SavedModel folder", backend="tensorflow")
KERAS = FileKind("a Keras model", backend="keras")
PYTORCH = FileKind("a PyTorch file", backend="pytorch")
WEB_PAGE = FileKind("a web page", "download the file itself")
ARCHIVE = FileKind("a packed archive", "unpack it")

FIRST_BYTES = (
    (0, b"version https://git-lfs", FileKind("a Git LFS pointer", "fetch the file with 'git lfs pull'")),
    (0, b"\x89HDF\r\n\x1a\n", FileKind("an HDF5 file", backend="keras")),
    (4, b"TFL3", FileKind("a TFLite file", backend="litert")),
    (0, b"\x80\x02", PYTORCH),
    (0, b"<!doctype", WEB_PAGE),
    (0, b"<html", WEB_PAGE),
    (0, b"\x1f\x8b", ARCHIVE),
    (0, b"7z\xbc\xaf", ARCHIVE),
    (0, b"rar!", ARCHIVE),
)
"""(offset, bytes in small letters, kind)."""

SUFFIXES = {
    ".onnx": FileKind("an ONNX file", backend="onnxruntime"),
    ".pb": FileKind("a TensorFlow graph", backend="tensorflow"),
    ".caffemodel": FileKind("the weights of a Caffe model", backend="caffe"),
    ".prototxt": FileKind("the layers of a Caffe model", backend="caffe"),
    ".pdmodel": FileKind("a Paddle program", backend="paddle"),
    ".pdiparams": FileKind("the weights of a Paddle program", backend="paddle"),
    "-symbol.json": FileKind("the layers of an MXNet model", backend="mxnet"),
    ".params": FileKind("the weights of an MXNet model", backend="mxnet"),
    ".pt": PYTORCH,
    ".pth": PYTORCH,
    ".safetensors": FileKind("a file of weights alone"),
    ".npz": FileKind("a file of weights alone"),
    ".json": FileKind("a description without weights"),
}
"""How the names of kinds end that no first bytes tell; the longer end stands first."""


def find_kind(path: Path) -> FileKind | None:
    """Tell what a file or folder is by its content, else by its name; None if nothing tells it.

    Raises:
        OSError: it cannot be read.
    """
    name = path.name.lower()
    named = (kind for end, kind in SUFFIXES.items() if name.endswith(end))
    return find_content_kind(path) or next(named, None)


def find_content_kind(path: Path) -> FileKind | None:
    """As :func:`find_kind`, but whatever the name is."""
    if path.is_dir():
        return SAVED_MODEL if (path / "saved_model.pb").is_file() else FOLDER
    with path.open("rb") as file:
        start = file.read(512).lower()
    if not start.strip(b"\0"):
        return EMPTY
    for offset, signature, kind in FIRST_BYTES:
        if start.startswith(signature.lower(), offset):
            return kind
    return _find_in_archive(path) if start.startswith(b"pk") else None


def _find_in_archive(path: Path) -> FileKind:
    """Distinguish Keras and PyTorch, which both write ZIP archives."""
    try:
        with ZipFile(path) as archive:
            names = archive.namelist()
    except BadZipFile:
        return FileKind("damaged or incomplete", EMPTY.advice)
    if "config.json" in names:
        return KERAS
    return PYTORCH if any(name.endswith("data.pkl") for name in names) else ARCHIVE
