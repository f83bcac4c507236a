"""Where annotated frames go: a picture or a video for each source."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from detector.command.sources import STANDARD_INPUT, Camera, Source, open_capture

WRITABLE_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".bmp")
VIDEO_SUFFIX = ".mp4"

Writer = Callable[[NDArray[np.uint8]], None]


def plan_outputs(sources: Sequence[Source], output: Path) -> list[Path]:
    """Choose a file for each source: ``output`` itself where it names a file, else one inside the folder.

    In a folder the source's own name is kept, numbered where two sources share it.

    Raises:
        ValueError: one file is named for several sources, its format does not suit its source, or a source
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
    """Give a function that writes uint8 [height, width, 3] RGB frames, all of one size, to a new file.

    Raises:
        OSError: the file cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if is_picture:
        yield lambda frame: Image.fromarray(frame).save(path, quality=92)
        return
    video = cv2.VideoWriter()
    written = 0

    def write(frame: NDArray[np.uint8]) -> None:
        nonlocal written
        if not video.isOpened():
            height, width = frame.shape[:2]
            codec = cv2.VideoWriter.fourcc(*"mp4v")
            if not video.open(str(path), codec, frames_per_second, (width, height)):
                raise OSError(f"{path}: the video cannot be written")
        video.write(cv2.cvtColor(frame, cv2.COLOR_RGB2BGR))
        written += 1

    try:
        yield write
    finally:
        video.release()
    if written and _count_frames(path) != written:
        raise OSError(f"{path}: the video could not be written whole; is the disk full?")


def _count_frames(video: Path) -> int:
    """OpenCV does not tell when writing fails."""
    with open_capture(str(video)) as capture:
        return int(capture.get(cv2.CAP_PROP_FRAME_COUNT))


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
