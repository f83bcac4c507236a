"""From items of the plan to pictures that are ready for the network.

Separate threads read, decode and shrink a bounded number of pictures ahead, so that the network does not wait
for a disk or a bucket.
"""

from __future__ import annotations

import io
import shutil
import tarfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from queue import Queue
from tempfile import NamedTemporaryFile
from threading import Event, Thread
from typing import NamedTuple, TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from archive.files import is_local, open_location, read_bytes
from archive.items import FILM, SHARD, Item
from detector.command.printing import to_sentence
from detector.command.sources import Video
from detector.pictures import PICTURE_SUFFIXES, decode_picture

T = TypeVar("T")

READERS = 8
"""Pictures that a worker reads at once: a bucket answers after some 50 ms, a core looks at 60 in a second."""

AHEAD = 16
"""Pictures that wait for the network at most."""

KEPT_PIXELS = 2_000_000
"""What is kept of a picture until its faces are known, to cut the least sure ones out of it."""

EXIF_TAKEN, EXIF_BLOCK, EXIF_TAKEN_ORIGINAL = 0x0132, 0x8769, 0x9003

CRASHED = "Reading it ends the program that does: there is a fault in a decoder, or the memory is too small."

Prepare = Callable[[NDArray[np.uint8]], NDArray[np.float32]]
Refuse = Callable[[str], bool]


@dataclass
class Frame:
    """A picture or a frame of a film, or the error if it could not be read.

    group: its folder, shard or film, for the counts.
    number: in its film, from 0; 0 for a picture.
    seconds: into its film; None for a picture.
    taken: a picture's time by EXIF; local time, as cameras write it.
    size: (height, width) in pixels.
    network_input: float32 [1, H, W, 3].
    preview: uint8 [h, w, 3], RGB, at most KEPT_PIXELS.
    error: a sentence; None if there is a picture.
    """

    source: str
    group: str
    number: int = 0
    seconds: float | None = None
    taken: datetime | None = None
    size: tuple[int, int] | None = None
    network_input: NDArray[np.float32] | None = None
    preview: NDArray[np.uint8] | None = None
    error: str | None = None


class _Way(NamedTuple):
    """How a block is read; see :func:`read_frames`."""

    every: float
    prepare: Prepare
    refuse: Refuse
    pool: ThreadPoolExecutor


def read_frames(
    items: Iterable[Item],
    every: float,
    prepare: Prepare,
    refuse: Refuse = frozenset[str]().__contains__,
    readers: int = READERS,
) -> Iterator[Frame]:
    """All frames of a block's items, in order; an unreadable item becomes a frame with an error.

    Args:
        every: seconds between two frames of a film.
        prepare: a picture to network input; called from several threads.
        refuse: called with each source before it is decoded; True makes it a frame with the error CRASHED.
        readers: pictures that are read at once.
    """
    with ThreadPoolExecutor(readers) as pool:
        way = _Way(every, prepare, refuse, pool)
        yield from _run_ahead(_wait_in_order(_start_all(items, way)))


def _start_all(items: Iterable[Item], way: _Way) -> Iterator[Future[Frame] | Frame]:
    for item in items:
        if item.kind == FILM:
            yield from _read_film(item, way)
        elif item.kind == SHARD:
            yield from _read_shard(item, way)
        else:
            group = item.source.rpartition("/")[0] or "."
            read = _read_item(item.location)
            yield way.pool.submit(_make_picture, item.source, group, read, way)


def _read_item(location: str) -> Callable[[], bytes]:
    return lambda: read_bytes(location)


def _make_picture(source: str, group: str, read: Callable[[], bytes], way: _Way) -> Frame:
    try:
        data = read()
        if way.refuse(source):
            return Frame(source, group, error=CRASHED)
        return _make_frame(
            Frame(source, group, taken=find_time_taken(data)), decode_picture(data), way.prepare
        )
    except (ValueError, OSError) as error:
        return Frame(source, group, error=to_sentence(error))


def _make_frame(frame: Frame, image: NDArray[np.uint8], prepare: Prepare) -> Frame:
    height, width = image.shape[:2]
    frame.size = height, width
    frame.network_input = prepare(image)
    shrink = (KEPT_PIXELS / (height * width)) ** 0.5
    if shrink < 1:
        small = max(1, round(width * shrink)), max(1, round(height * shrink))
        image = cv2.resize(image, small, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)
    frame.preview = image
    return frame


def _read_shard(item: Item, way: _Way) -> Iterator[Future[Frame] | Frame]:
    """Every picture in a tar file in WebDataset's layout; other members (labels, texts) are skipped."""
    try:
        with _open_stream(item.location) as stream, tarfile.open(fileobj=stream, mode="r|") as shard:
            for member in shard:
                if member.isfile() and Path(member.name).suffix.lower() in PICTURE_SUFFIXES:
                    source = f"{item.source}/{member.name}"
                    yield way.pool.submit(
                        _make_picture, source, item.source, _read_member(shard, member), way
                    )
        _check_end(item.location)
    except (tarfile.TarError, EOFError, OSError) as error:
        yield Frame(item.source, item.source, error=f"The tar file is damaged or incomplete: {error}")


def _check_end(location: str) -> None:
    """Raise an error if the file ends within a header, which tarfile takes for the end."""
    files, path = open_location(location)
    size = files.get_file_info(path).size
    if size % tarfile.BLOCKSIZE:
        raise tarfile.ReadError(f"it ends after {size} bytes")


def _read_member(shard: tarfile.TarFile, member: tarfile.TarInfo) -> Callable[[], bytes]:
    """Read the bytes now, because a tar file is sequential; a thread decodes them later."""
    stream = shard.extractfile(member)
    data = stream.read() if stream else b""
    if len(data) < member.size:
        raise tarfile.ReadError(f"{member.name} ends too early")
    return lambda: data


def _read_film(item: Item, way: _Way) -> Iterator[Frame]:
    number = 0
    if way.refuse(item.source):
        yield Frame(item.source, item.source, error=CRASHED)
        return
    try:
        with _copy_here(item.location) as path, Video(path).open() as stream:
            due = 0.0
            for number, seen in enumerate(stream.frames):
                if seen.seconds >= due:
                    due += way.every
                    frame = Frame(item.source, item.source, number, seen.seconds)
                    yield _make_frame(frame, seen.image, way.prepare)
    except (ValueError, OSError) as error:
        yield Frame(item.source, item.source, number, error=to_sentence(error))


@contextmanager
def _open_stream(location: str) -> Iterator[io.BufferedIOBase]:
    files, path = open_location(location)
    with files.open_input_stream(path, buffer_size=8 << 20) as stream:
        yield stream


@contextmanager
def _copy_here(location: str) -> Iterator[str]:
    """A local copy of a film while it is read."""
    if is_local(location):
        yield location
        return
    with NamedTemporaryFile(suffix=Path(location).suffix) as copy:
        with _open_stream(location) as stream:
            shutil.copyfileobj(stream, copy)
        copy.flush()
        yield copy.name


def find_time_taken(data: bytes) -> datetime | None:
    """When a camera took a picture, by its EXIF data; None if there is no readable date."""
    try:
        with Image.open(io.BytesIO(data)) as picture:
            exif = picture.getexif()
        told = exif.get_ifd(EXIF_BLOCK).get(EXIF_TAKEN_ORIGINAL) or exif.get(EXIF_TAKEN)
        return datetime.strptime(str(told), "%Y:%m:%d %H:%M:%S") if told else None
    except Exception:  # EXIF can be broken in many ways; decode_picture reports a damaged picture
        return None


def _wait_in_order(frames: Iterable[Future[Frame] | Frame]) -> Iterator[Frame]:
    """Yield results in order; at most AHEAD of them are in progress."""
    begun: deque[Future[Frame] | Frame] = deque()
    for frame in frames:
        begun.append(frame)
        if len(begun) == AHEAD:
            yield _wait(begun.popleft())
    while begun:
        yield _wait(begun.popleft())


def _wait(frame: Future[Frame] | Frame) -> Frame:
    return frame if isinstance(frame, Frame) else frame.result()


def _run_ahead(items: Iterator[T]) -> Iterator[T]:
    """Yield the same items; a thread produces them while the caller handles earlier ones."""
    queue: Queue[tuple[bool, T | BaseException | None]] = Queue(maxsize=2)
    stopped = Event()

    def produce() -> None:
        try:
            for item in items:
                queue.put((True, item))
                if stopped.is_set():
                    return
            queue.put((False, None))
        except BaseException as error:  # raised again where the items are used
            queue.put((False, error))

    thread = Thread(target=produce, daemon=True)
    thread.start()
    try:
        while True:
            more, item = queue.get()
            if isinstance(item, BaseException):
                raise item
            if not more:
                return
            yield item  # type: ignore[misc]
    finally:
        stopped.set()
        while thread.is_alive():
            while not queue.empty():
                queue.get_nowait()
            thread.join(0.01)
