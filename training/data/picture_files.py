"""Find the picture that an annotation file names, and its size."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path, PurePosixPath

from PIL import ExifTags, Image

from detector.pictures import PICTURE_SUFFIXES, TURNED_BY_EXIF

FOLDERS = ("JPEGImages", "images", "Images", "img", "imgs", "pictures", "photos")
"""Where tools and data sets put pictures that don't lie beside their annotations."""

ABOVE = 2
"""Folders above the given one in which FOLDERS may lie: ``annotations/train`` and ``images/train``."""

_SEVERAL_JPEGS = "MPO"
"""Phones add pictures to theirs."""

_ON_THEIR_SIDE = range(5, 9)
"""EXIF orientations that swap width and height."""


def list_files(folder: Path, suffixes: Sequence[str]) -> list[Path]:
    """Sorted files with these lower-case suffixes in a folder and its subfolders, without hidden files.

    macOS adds ``._NAME`` beside a file, or below ``__MACOSX`` in an archive.
    """
    paths = (path for path in folder.rglob("*") if path.suffix.lower() in suffixes)
    return sorted(path for path in paths if not any(map(_is_hidden, path.relative_to(folder).parts)))


def read_size(path: Path) -> tuple[int, int]:
    """(width, height) in pixels of an upright picture, from its header.

    Raises:
        ValueError: the file is not a readable picture.
    """
    try:
        with (
            warnings.catch_warnings(action="ignore", category=Image.DecompressionBombWarning),
            Image.open(path) as picture,
        ):
            width, height = picture.size
            on_its_side = picture.getexif().get(ExifTags.Base.Orientation) in _ON_THEIR_SIDE
            turned = on_its_side and picture.format in (*TURNED_BY_EXIF, _SEVERAL_JPEGS)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ValueError(f"{path}: cannot read its size: {error}") from error
    return (height, width) if turned else (width, height)


class PictureFinder:
    """Finds pictures beside their annotations, in subfolders, or in neighbouring folders."""

    def __init__(self, root: Path) -> None:
        """root: the folder that the user gave, or the folder of the file."""
        self.root = root
        self._list = cache(_list_folder)
        self._below: dict[str, list[Path]] | None = None

    def find(self, origin: Path, names: Sequence[str], folders: Sequence[str] = ()) -> Path | None:
        """Look for a picture, in the likeliest place first.

        Args:
            origin: the annotation file.
            names: possible names of the picture, the best first: a path of any system, absolute or not, with
                or without suffix; a suffix of another file type is ignored.
            folders: names of further folders like FOLDERS.

        Raises:
            ValueError: several pictures are equally likely.
        """
        for name in filter(None, names):
            path = PurePosixPath(name.replace("\\", "/"))
            if found := _pick(self._list(origin.parent / path.parent), path.name):
                return found
            parts = [part for part in path.parts if part not in ("/", "..")]
            for start in range(len(parts)):
                *inner, last = parts[start:]
                for place in self._places(origin, bool(inner), folders):
                    if found := _pick(self._list(place.joinpath(*inner)), last):
                        return found
        return self._find_below(names)

    def _places(self, origin: Path, with_folder: bool, folders: Sequence[str]) -> Iterator[Path]:
        """The folder of the file and its parents, and in each the subfolders that may hold pictures."""
        parents = [origin.parent, *origin.parent.parents]
        depth = len(origin.parent.parts) - len(self.root.parts)
        for level, base in enumerate(parents[: depth + ABOVE + 1]):
            inner = origin.parent.relative_to(base).parts[1:]
            for folder in (*folders, *FOLDERS):
                yield base.joinpath(folder, *inner)
                yield from (base / folder / further for further in folders)
                yield base / folder
            if level <= depth or with_folder:
                yield base

    def _find_below(self, names: Sequence[str]) -> Path | None:
        """The only picture with a name below the root."""
        if self._below is None:
            self._below = _by_name(list_files(self.root, PICTURE_SUFFIXES))
        for name in filter(None, names):
            if found := _pick(self._below, PurePosixPath(name.replace("\\", "/")).name):
                return found
        return None


def _is_hidden(part: str) -> bool:
    return part.startswith(".") or part == "__MACOSX"


def _list_folder(folder: Path) -> dict[str, list[Path]]:
    try:
        paths = sorted(folder.iterdir())
    except OSError:  # there is no such folder
        return {}
    return _by_name(
        [path for path in paths if path.suffix.lower() in PICTURE_SUFFIXES and not _is_hidden(path.name)]
    )


def _by_name(paths: Sequence[Path]) -> dict[str, list[Path]]:
    """Index pictures by name, lower-case name, and lower-case name without suffix."""
    found: dict[str, list[Path]] = {}
    for path in paths:
        for key in {path.name, path.name.casefold(), path.stem.casefold()}:
            found.setdefault(key, []).append(path)
    return found


def _pick(pictures: dict[str, list[Path]], name: str) -> Path | None:
    keys = [name, name.casefold()]
    if PurePosixPath(name).suffix.lower() not in PICTURE_SUFFIXES:
        keys.append(PurePosixPath(name).stem.casefold())
    for key in keys:
        if found := pictures.get(key):
            if len(found) > 1:
                raise ValueError(f"'{name}' may be any of {', '.join(map(str, found[:3]))}; write which")
            return found[0]
    return None
