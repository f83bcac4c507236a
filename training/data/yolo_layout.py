"""The location of a YOLO data set's files, and the content of its description."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from detector.pictures import PICTURE_SUFFIXES
from training.data.picture_files import list_files
from training.data.text import decode_text

LABELS, IMAGES = "labels", "images"
"""Folders side by side with the same tree below."""

DESCRIPTIONS = ("data.yaml", "data.yml", "dataset.yaml")

NAME_LISTS = ("classes.txt", "labels/classes.txt", "obj.names")
"""What labelImg, Label Studio and CVAT write instead of a data.yaml."""

SPLITS = {"train": ("train",), "val": ("val", "valid", "validation", "test")}

ABOVE = 2
"""Folders above the pictures' own in which the description may lie."""


@dataclass(frozen=True)
class Description:
    """names: class names by number. content: of a data.yaml, else empty."""

    path: Path
    names: Mapping[int, str]
    content: Mapping[str, Any]


def find_description(folder: Path) -> Description | None:
    """Find the nearest description, in a folder or its parents."""
    for base in (folder, *folder.absolute().parents[:ABOVE]):
        for path in filter(Path.is_file, (base / name for name in DESCRIPTIONS)):
            return read_description(path)
        for path in sorted([*base.glob("*.yaml"), *base.glob("*.yml")]):
            with suppress(ValueError):  # a YAML file of something else
                return read_description(path)
        for name in NAME_LISTS:
            if (base / name).is_file():
                return read_description(base / name)
    return None


def read_description(path: Path) -> Description:
    if path.suffix not in (".yaml", ".yml"):
        lines = decode_text(path.read_bytes()).splitlines()
        names = dict(enumerate(line.strip() for line in lines if line.strip()))
        return Description(path, names, {})
    content = _read_yaml(path)
    match content.get("names"):
        case list(listed):
            names = {index: str(name) for index, name in enumerate(listed)}
        case dict(numbered) if all(str(number).isdecimal() for number in numbered):
            names = {int(number): str(name) for number, name in numbered.items()}
        case other:
            raise ValueError(f"{path}: expected names of classes, a list or by number, got {other!r}")
    return Description(path, names, content)


def _read_yaml(path: Path) -> dict[str, Any]:
    try:
        content = yaml.safe_load(path.read_bytes())
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ValueError(f"{path}: not valid YAML: {error}") from error
    return content if isinstance(content, dict) else {}


def find_pictures(path: Path, description: Description, split: str) -> list[Path]:
    """The pictures of the split if the path is the description or its folder, else all in the path."""
    entries = {
        name: entry
        for name, keys in SPLITS.items()
        for key in keys
        if (entry := description.content.get(key))
    }
    if path.is_dir() and not (entries and path.samefile(description.path.parent)):
        pictures = list_files(path, PICTURE_SUFFIXES) or list_files(_to_images(path), PICTURE_SUFFIXES)
    elif split in entries:
        entry = entries[split]
        places = entry if isinstance(entry, list) else [entry]
        pictures = [picture for place in places for picture in _list_split(str(place), description)]
    else:
        raise ValueError(f"{path}: expected an entry '{split}' with the place of its pictures")
    if not pictures:
        raise ValueError(f"{path}: found no picture ({', '.join(PICTURE_SUFFIXES)})")
    return pictures


def _list_split(entry: str, description: Description) -> list[Path]:
    """The pictures in a folder, or those that a file lists, one a line."""
    beside = description.path.parent
    root = beside / str(description.content.get("path") or "").replace("\\", "/")
    written = PurePosixPath(entry.replace("\\", "/"))
    # It may come from another machine, or from Roboflow, which writes ../train/images for train/images.
    parts = [part for part in written.parts if part not in ("/", "..")]
    tails = (beside.joinpath(*parts[start:]) for start in range(max(1, len(parts) - 1)))
    places = (root / written, beside / written, *tails)
    place = next((place for place in places if place.exists()), None)
    if place is None:
        raise ValueError(f"{description.path}: there is no '{entry}' beside it")
    if place.is_dir():
        return list_files(place, PICTURE_SUFFIXES)
    lines = filter(None, map(str.strip, decode_text(place.read_bytes()).replace("\\", "/").splitlines()))
    bases = (place.parent, root)
    return [next((base / line for base in bases if (base / line).is_file()), root / line) for line in lines]


def find_label(picture: Path) -> Path | None:
    """Find the label beside a picture, or at the same place in the neighbouring tree ``labels``."""
    name = picture.with_suffix(".txt")
    parts = name.parts
    trees = (Path(*parts[:i], LABELS, *parts[i + 1 :]) for i in range(len(parts) - 2, -1, -1))
    return next((path for path in (name, *trees) if path.is_file()), None)


def find_lonely(path: Path, labels: Mapping[Path, Path | None]) -> list[Path]:
    """Labels without a picture, in the folders with labels of the given pictures."""
    if not path.is_dir():
        return []
    found = set(filter(None, labels.values()))
    folders = {label.parent for label in found if LABELS in label.parts}
    return sorted(
        label
        for folder in folders
        for label in folder.glob("*.txt")
        if label not in found and label.name not in NAME_LISTS and not label.name.startswith(".")
    )


def _to_images(path: Path) -> Path:
    return Path(*(IMAGES if part == LABELS else part for part in path.parts))
