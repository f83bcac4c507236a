"""Files of annotated frames: a picture or a video for each source."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from detector.command.sources import STANDARD_INPUT, Camera, Source, open_capture

WRITABLE_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".bmp")
VIDEO_SUFFIX = ".webm"

Writer = Callable[[NDArray[np.uint8], float], None]


def plan_outputs(sources: Sequence[Source], output: Path) -> list[Path]:
    """Choose a file for each source: ``output`` itself if it names a file, else one inside the folder.

    In a folder the source's own name is kept, with a number if two sources share it.

    Raises:
        ValueError: there is one file for several sources, its format does not fit its source, or a source
            would be overwritten.
    """
    if output.is_dir() or not output.suffix:
        planned: list[Path] = []
        for source in sources:
            planned.append(_free_path(output, source, planned))
    elif len(sources) > 1:
        raise ValueError(f"--output: expected a folder for {len(sources)} sources, got the file {output}")
    else:
        planned = [output for _ in sources]

    originals = {Path(source.name).resolve() for source in sources}
    for source, path in zip(sources, planned, strict=True):
        suffixes = WRITABLE_SUFFIXES if source.is_picture else (VIDEO_SUFFIX,)
        if path.suffix.lower() not in suffixes:
            raise ValueError(f"--output: expected {' or '.join(suffixes)} for {source.name}, got {path}")
        if path.exists() and path.resolve() in originals:
            raise ValueError(f"--output: {path} is itself a source; name another file or folder")
    return planned


@contextmanager
def open_writer(path: Path, is_picture: bool, frames_per_second: float) -> Iterator[Writer]:
    """Yield a function that writes uint8 [height, width, 3] RGB frames, with their seconds, to a new file.

    A video has ``frames_per_second``. Each frame is repeated until the next one is due, so that the video is
    as long as its source even if the frame rate varies. All frames have the size of the first.

    Raises:
        OSError: the file cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if is_picture:
        yield lambda frame, _: Image.fromarray(frame).save(path, quality=92)
        return
    video = _Video(path, frames_per_second)
    try:
        yield video.write
    finally:
        video.close()
    video.check()


class _Video:
    """VP8 in WebM: OpenCV's wheel contains the encoder, and every browser plays it."""

    def __init__(self, path: Path, frames_per_second: float) -> None:
        self._path = path
        self._frames_per_second = frames_per_second
        self._writer = cv2.VideoWriter()
        self._shown: NDArray[np.uint8] | None = None
        self._written = 0

    def write(self, frame: NDArray[np.uint8], seconds: float) -> None:
        due = round(seconds * self._frames_per_second)
        if self._shown is None:
            self._open(frame)
        self._repeat(due)
        self._shown = cv2.cvtColor(frame, cv2.COLOR_RGB2BGR).astype(np.uint8, copy=False)

    def close(self) -> None:
        self._repeat(self._written + 1)
        self._writer.release()

    def check(self) -> None:
        """Check that the file was written: OpenCV reports no error."""
        if not self._written:
            return
        with open_capture(str(self._path)) as capture:
            if int(capture.get(cv2.CAP_PROP_FRAME_COUNT)) != self._written:
                raise OSError(f"{self._path}: the video could not be written whole; is the disk full?")

    def _open(self, frame: NDArray[np.uint8]) -> None:
        height, width = frame.shape[:2]
        codec = cv2.VideoWriter.fourcc(*"VP80")
        with _silence():
            opened = self._writer.open(
                str(self._path), cv2.CAP_FFMPEG, codec, self._frames_per_second, (width, height)
            )
        if not opened:
            raise OSError(f"{self._path}: the video cannot be written")

    def _repeat(self, until: int) -> None:
        while self._shown is not None and self._written < until:
            self._writer.write(self._shown)
            self._written += 1


@contextmanager
def _silence() -> Iterator[None]:
    """Hide the warning that OpenCV prints for every WebM file, although it writes the file correctly."""
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _free_path(folder: Path, source: Source, taken: list[Path]) -> Path:
    name = Path(source.name)
    if source.name == STANDARD_INPUT:
        name = Path("stdin")
    elif isinstance(source, Camera):
        name = Path(f"camera-{source.name}")
    suffix = VIDEO_SUFFIX
    if source.is_picture:
        suffix = name.suffix if name.suffix.lower() in WRITABLE_SUFFIXES else ".png"
    path, number = folder / f"{name.stem}{suffix}", 2
    while path in taken:
        path, number = folder / f"{name.stem}-{number}{suffix}", number + 1
    return path
