"""Folders of Pascal VOC files: an XML file for each picture."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

import numpy as np
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from training.data.box_clipping import clip_box
from training.data.classes import find_alike
from training.data.dataset import IGNORE, Sample
from training.data.faults import raise_faults
from training.data.picture_files import PictureFinder, list_files, read_size
from training.data.text import decode_text

SYNONYMS = {"face": "no_mask", "face_mask": "mask"}
"""Class names of the data set that AIZOO published in 2020."""

_DECLARATION = re.compile(rb"""^\s*<\?xml[^>]*?encoding=["']([\w.:-]+)["'][^>]*\?>""")

Face = tuple[list[float], int]


def read_voc(folder: Path, classes: Sequence[str]) -> list[Sample]:
    """Read every XML file in a folder and below, by path.

    An ``<object>`` is a face; its ``<name>`` is one of ``classes`` or of SYNONYMS. With ``<difficult>`` 1 it
    is a region to ignore. ``<bndbox>`` is in pixels, starting at 0 or 1. If ``<size>`` is missing or 0, it is
    read from the picture.

    Raises:
        ValueError: there is no XML file, or files are malformed; a line for each fault names the file and
            element.
        OSError: a file cannot be read.
    """
    paths = list_files(folder, (".xml",))
    if not paths:
        raise ValueError(f"{folder}: expected Pascal VOC files, found no .xml in it or below")
    labels = {name: index for index, name in enumerate(classes)}
    labels |= {other: labels[name] for other, name in SYNONYMS.items() if name in labels}

    finder = PictureFinder(folder)
    samples, faults = [], []
    named_by: dict[Path, Path] = {}
    for index, path in enumerate(paths):
        try:
            sample = _read_file(path, index + 1, labels, finder)
            if (other := named_by.setdefault(sample.path, path)) != path:
                raise ValueError(f"it has the same picture as {other}: {sample.path}")
            samples.append(sample)
        except ValueError as fault:
            faults.append(f"{path}: {fault}")
    raise_faults(faults)
    return samples


def _read_file(path: Path, image_id: int, labels: dict[str, int], finder: PictureFinder) -> Sample:
    root = _parse(path.read_bytes())
    picture = _find_picture(path, root, finder)
    width, height = _read_size(root, picture)
    faces = [
        _read_object(element, f"<object> {number}", width, height, labels)
        for number, element in enumerate(root.findall("object"), 1)
    ]
    return Sample(
        image_id=image_id,
        path=picture,
        width=width,
        height=height,
        boxes=np.array([box for box, _ in faces], np.float32).reshape(-1, 4),
        labels=np.array([label for _, label in faces], np.int64),
    )


def _parse(data: bytes) -> Element:
    try:
        declaration = _DECLARATION.match(data)
        text = decode_text(data, declaration[1].decode() if declaration else None)
        root = fromstring(text)
    except (ParseError, DefusedXmlException, LookupError) as error:  # LookupError: an unknown encoding
        raise ValueError(f"not valid XML: {error!r}") from error
    if root.tag != "annotation":
        raise ValueError(f"expected <annotation>, got <{root.tag}>")
    return root


def _read_size(root: Element, picture: Path) -> tuple[int, int]:
    texts = [root.findtext(f"size/{side}", "").strip() for side in ("width", "height")]
    if not any(text.strip("0.") for text in texts):
        return read_size(picture)
    width, height = (_number(root, f"size/{side}") for side in ("width", "height"))
    if not (width > 0 and height > 0 and width % 1 == height % 1 == 0):
        raise ValueError(f"<size>: expected whole pixels > 0, got {width:g}×{height:g}")
    return int(width), int(height)


def _read_object(element: Element, where: str, width: int, height: int, labels: dict[str, int]) -> Face:
    name = element.findtext("name", "").strip()
    if name not in labels:
        alike = find_alike(name, list(labels))
        advice = f"; rename it to '{alike}'" if alike else ""
        raise ValueError(f"{where}, <name>: expected one of {', '.join(labels)}, got '{name}'{advice}")
    try:
        x1, y1, x2, y2 = (_number(element, f"bndbox/{edge}") for edge in ("xmin", "ymin", "xmax", "ymax"))
    except ValueError as error:
        raise ValueError(f"{where}, {error}") from error
    try:
        box = clip_box((x1, y1, x2, y2), width, height)
    except ValueError as error:
        raise ValueError(f"{where}, <bndbox>: {error}") from error
    difficult = element.findtext("difficult", "0").strip()
    if difficult not in ("0", "1"):
        raise ValueError(f"{where}, <difficult>: expected 0 or 1, got '{difficult}'")
    return box, IGNORE if difficult == "1" else labels[name]


def _number(element: Element, path: str) -> float:
    text = element.findtext(path)
    where = "".join(f"<{tag}>" for tag in path.split("/"))
    if text is None:
        raise ValueError(f"{where}: expected a number, found none")
    try:
        return float(text)
    except ValueError:
        raise ValueError(f"{where}: expected a number, got '{text}'") from None


def _find_picture(path: Path, root: Element, finder: PictureFinder) -> Path:
    """The picture that a file names, else the one with the file's own name."""
    filename, full, folder = (root.findtext(tag, "").strip() for tag in ("filename", "path", "folder"))
    folders = [name for name in folder.replace("\\", "/").split("/")[-1:] if name]
    try:
        found = finder.find(path, (filename, full, path.stem), folders)
    except ValueError as error:
        raise ValueError(f"<filename>: {error}") from error
    if found is None:
        raise ValueError(
            f"<filename>: no picture '{filename or path.stem}' beside it, below {finder.root} or in a "
            "folder images or JPEGImages next to it"
        )
    return found
