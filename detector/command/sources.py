"""Where frames come from: pictures, folders, videos, cameras and standard input."""

from __future__ import annotations

import glob
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from detector.pictures import PICTURE_SUFFIXES, decode_picture

VIDEO_SUFFIXES = (".mp4", ".m4v", ".mov", ".avi", ".mkv", ".webm", ".mpg", ".mpeg", ".ogv", ".wmv", ".y4m")
STANDARD_INPUT = "-"
BESIDE_ON_MACOS = "._"
"""Begins the names of files that macOS puts beside others where it cannot keep what it knows of them."""

MAX_CAMERA = 2**31 - 1
"""OpenCV numbers cameras so."""

FRAMES_PER_SECOND = 25.0
"""Assumed where a video or a camera does not tell."""

WHOLE = 0.9
"""Share of the frames, and of the seconds, that a video tells of: one that ends before is cut short."""


class SourceError(ValueError):
    """A source without frames; the message is a sentence for the person who named it."""


@dataclass(frozen=True)
class Stream:
    """An open source: uint8 [height, width, 3] RGB frames, and how many of them if that is known."""

    frames: Iterator[NDArray[np.uint8]]
    length: int | None = None
    frames_per_second: float = FRAMES_PER_SECOND


class Source(Protocol):
    """Something with a name that can be opened."""

    @property
    def name(self) -> str: ...

    @property
    def is_picture(self) -> bool:
        """One frame only."""
        ...

    @contextmanager
    def open(self) -> Iterator[Stream]:
        """Open the source for the length of a ``with`` block.

        Raises:
            SourceError, detector.pictures.PictureError: it gives no frames; reading a frame may raise too.
            OSError: the file cannot be read.
        """
        ...


@dataclass(frozen=True)
class Picture:
    """A picture file, or standard input where the name is '-'."""

    name: str
    is_picture: bool = True

    @contextmanager
    def open(self) -> Iterator[Stream]:
        data = sys.stdin.buffer.read() if self.name == STANDARD_INPUT else Path(self.name).read_bytes()
        yield Stream(iter([decode_picture(data)]), length=1)


@dataclass(frozen=True)
class Video:
    """A video file."""

    name: str
    is_picture: bool = False

    @contextmanager
    def open(self) -> Iterator[Stream]:
        Path(self.name).open("rb").close()  # OpenCV would not tell why it cannot open a file
        with open_capture(self.name) as capture:
            if not capture.isOpened():
                raise SourceError("This is not a video that can be read here.")
            length = int(capture.get(cv2.CAP_PROP_FRAME_COUNT))
            yield Stream(self._frames(capture), length if length > 0 else None, _frames_per_second(capture))

    def _frames(self, capture: cv2.VideoCapture) -> Iterator[NDArray[np.uint8]]:
        read, seconds = 0, 0.0
        for frame in _read(capture):
            read, seconds = read + 1, capture.get(cv2.CAP_PROP_POS_MSEC) / 1000
            yield frame
        if not read:
            raise SourceError("The video is damaged: no picture in it can be read.")
        frames_told = capture.get(cv2.CAP_PROP_FRAME_COUNT)
        seconds_told = frames_told / _frames_per_second(capture)
        if read < WHOLE * frames_told and seconds < WHOLE * seconds_told - 1:
            raise SourceError(f"The video breaks off after {seconds:.1f} of {seconds_told:.1f} seconds.")


@dataclass(frozen=True)
class Camera:
    """A camera, by its number; it ends only by being unplugged."""

    number: int
    is_picture: bool = False

    @property
    def name(self) -> str:
        return str(self.number)

    @contextmanager
    def open(self) -> Iterator[Stream]:
        with open_capture(self.number) as capture:
            if not capture.isOpened():
                raise SourceError(
                    "There is no camera with this number, or another program uses it. The first camera is 0."
                )
            yield Stream(self._frames(capture), frames_per_second=_frames_per_second(capture))

    def _frames(self, capture: cv2.VideoCapture) -> Iterator[NDArray[np.uint8]]:
        yield from _read(capture)
        raise SourceError("The camera stopped sending pictures. Plug it in again and start anew.")


def find_sources(argument: str) -> list[Source]:
    """Tell what an argument of the command line means.

    An existing file or folder wins over a pattern or a camera number that is written alike.

    Raises:
        SourceError: a folder or a pattern holds nothing that can be read.
        OSError: a folder may not be listed, or no file can have such a name.
    """
    path = Path(argument)
    if argument == STANDARD_INPUT:
        return [Picture(argument)]
    if path.is_dir():
        return _files(sorted(path.iterdir()))
    if not path.exists() and argument.isdecimal() and int(argument) <= MAX_CAMERA:
        return [Camera(int(argument))]
    if not path.exists() and glob.has_magic(argument):
        names = glob.glob(argument, recursive=True)  # noqa: PTH207 (Path.glob takes no absolute pattern)
        return _files([Path(name) for name in sorted(names)])
    return [Video(argument) if path.suffix.lower() in VIDEO_SUFFIXES else Picture(argument)]


def _files(paths: list[Path]) -> list[Source]:
    kinds = dict.fromkeys(PICTURE_SUFFIXES, Picture) | dict.fromkeys(VIDEO_SUFFIXES, Video)
    found: list[Source] = [
        kinds[path.suffix.lower()](str(path))
        for path in paths
        if path.is_file() and path.suffix.lower() in kinds and not path.name.startswith(BESIDE_ON_MACOS)
    ]
    if not found:
        raise SourceError(f"There is no picture or video here ({', '.join(kinds)}).")
    return found


@contextmanager
def open_capture(source: str | int) -> Iterator[cv2.VideoCapture]:
    """A video file or a camera; closed whether or not it could be opened."""
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)  # failures are told in sentences
    capture = cv2.VideoCapture(source)
    try:
        yield capture
    finally:
        capture.release()


def _read(capture: cv2.VideoCapture) -> Iterator[NDArray[np.uint8]]:
    while True:
        received, frame = capture.read()
        if not received:
            return
        yield cv2.cvtColor(frame, cv2.COLOR_BGR2RGB).astype(np.uint8, copy=False)


def _frames_per_second(capture: cv2.VideoCapture) -> float:
    told = capture.get(cv2.CAP_PROP_FPS)
    return told if told > 0 else FRAMES_PER_SECOND
