"""Folders of Pascal VOC files: an XML file for each picture."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

import numpy as np
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import parse

from training.data.dataset import IGNORE, Sample
from training.data.faults import raise_faults

SYNONYMS = {"face": "no_mask", "face_mask": "mask"}
"""Class names of the data set that AIZOO published in 2020."""

PICTURES = "JPEGImages"
"""Where the pictures lie in the layout of the VOC challenge; annotation tools put them beside the XML."""

SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".bmp")

Face = tuple[list[float], int]


def read_voc(folder: Path, classes: Sequence[str]) -> list[Sample]:
    """Read every XML file in a folder and below, by path.

    An ``<object>`` is a face; its ``<name>`` is one of ``classes`` or of SYNONYMS. With ``<difficult>`` 1 it
    is a region to ignore. ``<bndbox>`` is in pixels, 0 or 1 being the first.

    Raises:
        ValueError: there is no XML file, or files are malformed; a line for each fault names file and
            element.
        OSError: a file cannot be read.
    """
    paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() == ".xml")
    if not paths:
        raise ValueError(f"{folder}: expected Pascal VOC files, found no .xml in it or below")
    labels = {name: index for index, name in enumerate(classes)}
    labels |= {other: labels[name] for other, name in SYNONYMS.items() if name in labels}

    samples, faults = [], []
    for index, path in enumerate(paths):
        try:
            samples.append(_read_file(path, index + 1, labels))
        except ValueError as fault:
            faults.append(f"{path}: {fault}")
    raise_faults(faults)
    return samples


def _read_file(path: Path, image_id: int, labels: dict[str, int]) -> Sample:
    try:
        root = parse(path).getroot()
    except (ParseError, DefusedXmlException, LookupError) as error:  # LookupError: an unknown encoding
        raise ValueError(f"not XML that can be read: {error!r}") from error
    if root is None or root.tag != "annotation":
        raise ValueError(f"expected <annotation>, got <{root.tag if root is not None else ''}>")
    width, height = (_number(root, f"size/{side}") for side in ("width", "height"))
    if not (width > 0 and height > 0 and width % 1 == height % 1 == 0):
        raise ValueError(f"<size>: expected whole pixels > 0, got {width:g}×{height:g}")
    faces = [
        _read_object(element, f"<object> {number}", width, height, labels)
        for number, element in enumerate(root.findall("object"), 1)
    ]
    return Sample(
        image_id=image_id,
        path=_find_picture(path, root.findtext("filename", "").strip()),
        width=int(width),
        height=int(height),
        boxes=np.array([box for box, _ in faces], np.float32).reshape(-1, 4),
        labels=np.array([label for _, label in faces], np.int64),
    )


def _read_object(element: Element, where: str, width: float, height: float, labels: dict[str, int]) -> Face:
    name = element.findtext("name", "").strip()
    if name not in labels:
        raise ValueError(f"{where}, <name>: expected one of {', '.join(labels)}, got '{name}'")
    try:
        x1, y1, x2, y2 = box = [
            _number(element, f"bndbox/{edge}") for edge in ("xmin", "ymin", "xmax", "ymax")
        ]
    except ValueError as error:
        raise ValueError(f"{where}, {error}") from error
    x1, y1, x2, y2 = box
    if not (x1 < x2 and y1 < y2):
        raise ValueError(f"{where}, <bndbox>: expected xmin < xmax and ymin < ymax, got {_format(box)}")
    if not (x1 >= 0 and y1 >= 0 and x2 <= width and y2 <= height):
        raise ValueError(
            f"{where}, <bndbox>: expected it inside the picture of {width:g}×{height:g}, got {_format(box)}"
        )
    difficult = element.findtext("difficult", "0").strip()
    if difficult not in ("0", "1"):
        raise ValueError(f"{where}, <difficult>: expected 0 or 1, got '{difficult}'")
    return box, IGNORE if difficult == "1" else labels[name]


def _number(element: Element, path: str) -> float:
    text = element.findtext(path)
    where = "".join(f"<{tag}>" for tag in path.split("/"))
    if text is None:
        raise ValueError(f"{where}: expected a number, it is missing")
    try:
        return float(text)
    except ValueError:
        raise ValueError(f"{where}: expected a number, got '{text}'") from None


def _format(box: list[float]) -> str:
    return "xmin {:g}, ymin {:g}, xmax {:g}, ymax {:g}".format(*box)


def _find_picture(path: Path, filename: str) -> Path:
    """The picture that a file names, beside it or in PICTURES; else the one with the file's own name."""
    folders = (path.parent, path.parent.parent / PICTURES)
    names = ([filename] if filename else []) + [path.stem + suffix for suffix in SUFFIXES]
    for name in names:
        for folder in folders:
            if (folder / name).is_file():
                return folder / name
    raise ValueError(f"<filename>: no picture '{filename or path.stem}' beside it or in ../{PICTURES}")
