"""Sources of frames: pictures, folders, videos, cameras and standard input."""

from __future__ import annotations

import glob
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from detector.pictures import PICTURE_SUFFIXES, decode_picture, looks_like_picture

VIDEO_SUFFIXES = (
    *(".mp4", ".m4v", ".mov", ".qt", ".avi", ".mkv", ".webm", ".mpg", ".mpeg", ".ogv", ".wmv", ".y4m"),
    *(".mts", ".m2ts", ".ts", ".mod", ".tod", ".vob", ".3gp", ".3g2", ".flv", ".mjpeg", ".mjpg", ".mxf"),
)
NETWORK = ("rtsp://", "rtsps://", "rtmp://", "http://", "https://", "udp://")
STANDARD_INPUT = "-"
BESIDE_ON_MACOS = "._"
"""Begins the names of files that macOS puts beside others where it cannot keep what it knows of them."""

MAX_CAMERA = 2**31 - 1
"""OpenCV numbers cameras so."""

FRAMES_PER_SECOND = 25.0
"""Assumed where a video or a camera does not tell."""

MAX_FRAMES_PER_SECOND = 240.0
"""Frames per second that cameras take. A browser's recording tells 1000, its unit of time."""

WHOLE = 0.9
"""Share of the frames, and of the seconds, that a video tells of: one that ends before is cut short."""


class SourceError(ValueError):
    """A source without frames; the message is a sentence for the user."""


@dataclass(frozen=True)
class Frame:
    """One picture of a source, uint8 [height, width, 3] RGB, upright and with square pixels."""

    image: NDArray[np.uint8]
    seconds: float
    """From the beginning."""


@dataclass(frozen=True)
class Stream:
    """An open source: its frames, and their number if it is known."""

    frames: Iterator[Frame]
    length: int | None = None
    frames_per_second: float = FRAMES_PER_SECOND


class Source(Protocol):
    """Something with a name that can be opened."""

    @property
    def name(self) -> str: ...

    @property
    def is_picture(self) -> bool:
        """Whether the source has only one frame."""
        ...

    @contextmanager
    def open(self) -> Iterator[Stream]:
        """Open the source for the length of a ``with`` block.

        Raises:
            SourceError, detector.pictures.PictureError: there are no frames; reading a frame may raise too.
            OSError: the file cannot be read.
        """
        ...


@dataclass(frozen=True)
class Picture:
    """A picture file, or standard input if the name is '-'."""

    name: str
    is_picture: bool = True

    @contextmanager
    def open(self) -> Iterator[Stream]:
        data = sys.stdin.buffer.read() if self.name == STANDARD_INPUT else Path(self.name).read_bytes()
        yield Stream(iter([Frame(decode_picture(data), 0)]), length=1)


@dataclass(frozen=True)
class Video:
    """A video file."""

    name: str
    is_picture: bool = False

    @contextmanager
    def open(self) -> Iterator[Stream]:
        Path(self.name).open("rb").close()  # raises the reason, which OpenCV does not give
        with open_capture(self.name) as capture:
            if not capture.isOpened():
                raise SourceError("This is not a picture or a video that can be read here.")
            length = int(capture.get(cv2.CAP_PROP_FRAME_COUNT))  # OpenCV estimates it from the frame rate
            is_known = length > 0 and capture.get(cv2.CAP_PROP_FPS) <= MAX_FRAMES_PER_SECOND
            yield Stream(self._frames(capture), length if is_known else None, _frames_per_second(capture))

    def _frames(self, capture: cv2.VideoCapture) -> Iterator[Frame]:
        read, seconds = 0, 0.0
        for image in _read(capture):
            told = capture.get(cv2.CAP_PROP_POS_MSEC) / 1000
            seconds = told if told > seconds or not read else read / _frames_per_second(capture)
            yield Frame(image, seconds)
            read += 1
        if not read:
            raise SourceError("The video is damaged: no picture in it can be read.")
        frames_told = capture.get(cv2.CAP_PROP_FRAME_COUNT)
        seconds_told = frames_told / (capture.get(cv2.CAP_PROP_FPS) or FRAMES_PER_SECOND)
        if read < WHOLE * frames_told and seconds < WHOLE * seconds_told - 1:
            raise SourceError(f"The video breaks off after {seconds:.1f} of {seconds_told:.1f} seconds.")


@dataclass(frozen=True)
class Camera:
    """A camera, by its number; it ends only when it is unplugged."""

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

    def _frames(self, capture: cv2.VideoCapture) -> Iterator[Frame]:
        start = monotonic()
        for image in _read(capture):
            yield Frame(image, monotonic() - start)
        raise SourceError("The camera stopped sending pictures. Plug it in again and start anew.")


_KINDS = dict.fromkeys(PICTURE_SUFFIXES, Picture) | dict.fromkeys(VIDEO_SUFFIXES, Video)


def find_sources(argument: str) -> list[Source]:
    """Find the sources that an argument of the command line names.

    An existing file or folder has priority over a pattern or camera number of the same name.

    Raises:
        SourceError: a folder or a pattern has no readable file.
        OSError: a folder cannot be listed, or the name is not allowed.
    """
    path = Path(argument)
    if argument.lower().startswith(NETWORK):
        raise SourceError(
            "Addresses of the network are not opened here. Save the stream to a file first, for example with "
            f"'ffmpeg -t 60 -i {argument} -c copy film.mkv', and name the file."
        )
    if argument == STANDARD_INPUT:
        return [Picture(argument)]
    if path.is_dir():
        return _files(sorted(path.iterdir()))
    if not path.exists() and argument.isdecimal() and int(argument) <= MAX_CAMERA:
        return [Camera(int(argument))]
    if not path.exists() and glob.has_magic(argument):
        names = glob.glob(argument, recursive=True)  # noqa: PTH207 (Path.glob takes no absolute pattern)
        return _files([Path(name) for name in sorted(names)])
    return [Video(argument) if _is_film(path) else Picture(argument)]


def count_passed_over(argument: str) -> str:
    """Describe the files of a folder that are no sources: '3 files are …'; empty if there are none.

    Hidden files are not counted.
    """
    path = Path(argument)
    if not path.is_dir():
        return ""
    suffixes = Counter(
        file.suffix.lower() or "without a suffix"
        for file in path.iterdir()
        if file.is_file() and not file.name.startswith(".") and file.suffix.lower() not in _KINDS
    )
    if not suffixes:
        return ""
    kinds = ", ".join(
        f"{count} {suffix}"
        for suffix, count in sorted(suffixes.items(), key=lambda item: (-item[1], item[0]))
    )
    return f"Passed over, as neither picture nor video by its name: {kinds}."


def _is_film(path: Path) -> bool:
    """Decide by the suffix; with an unknown suffix, a file is a film unless it begins like a picture."""
    if path.suffix.lower() in _KINDS or not path.is_file():
        return path.suffix.lower() in VIDEO_SUFFIXES
    with path.open("rb") as file:
        return not looks_like_picture(file.read(16))


def _files(paths: list[Path]) -> list[Source]:
    found: list[Source] = [
        _KINDS[path.suffix.lower()](str(path))
        for path in paths
        if path.is_file() and path.suffix.lower() in _KINDS and not path.name.startswith(BESIDE_ON_MACOS)
    ]
    if not found:
        raise SourceError(f"There is no picture or video here ({', '.join(_KINDS)}).")
    return found


@contextmanager
def open_capture(source: str | int) -> Iterator[cv2.VideoCapture]:
    """Open a video file or a camera; always close it at the end."""
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)  # we report failures
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
        image = cv2.cvtColor(frame, cv2.COLOR_BGR2RGB).astype(np.uint8, copy=False)
        yield _stretch(image, _pixel_aspect(capture))


def _pixel_aspect(capture: cv2.VideoCapture) -> float:
    """Width / height of a pixel of the upright frame; 1 if the film does not state it."""
    width, height = capture.get(cv2.CAP_PROP_SAR_NUM), capture.get(cv2.CAP_PROP_SAR_DEN)
    if width <= 0 or height <= 0:
        return 1
    lies = capture.get(cv2.CAP_PROP_ORIENTATION_META) % 180 == 90
    return height / width if lies else width / height


def _stretch(image: NDArray[np.uint8], aspect: float) -> NDArray[np.uint8]:
    """Make the pixels square by enlarging the picture, as browsers do."""
    height, width = image.shape[:2]
    size = (round(width * max(aspect, 1)), round(height / min(aspect, 1)))
    return image if size == (width, height) else cv2.resize(image, size).astype(np.uint8, copy=False)


def _frames_per_second(capture: cv2.VideoCapture) -> float:
    told = capture.get(cv2.CAP_PROP_FPS)
    return told if 0 < told <= MAX_FRAMES_PER_SECOND else FRAMES_PER_SECOND
