from __future__ import annotations

import io
import tarfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from archive.frames import KEPT_PIXELS, Frame, find_time_taken, read_frames
from archive.items import FILM, PICTURE, SHARD, Item
from detector.pictures import BrokenPicture, decode_picture
from tests.pictures import astronaut


def prepare(image: NDArray[np.uint8]) -> NDArray[np.float32]:
    return image[np.newaxis, ::8, ::8].astype(np.float32)


def read(*items: Item, every: float = 1.0) -> list[Frame]:
    return list(read_frames(items, every, prepare))


def make_jpeg(size: tuple[int, int] = (64, 48), exif: Image.Exif | None = None) -> bytes:
    stream = io.BytesIO()
    Image.fromarray(astronaut()).resize(size).save(stream, "JPEG", exif=exif or Image.Exif())
    return stream.getvalue()


def item(path: Path, kind: str = PICTURE) -> Item:
    return Item(kind, path.name, str(path))


def test_pictures_come_in_order(tmp_path: Path) -> None:
    paths = [tmp_path / f"{index}.jpg" for index in range(50)]
    for index, path in enumerate(paths):
        path.write_bytes(make_jpeg((64 + index, 48)))
    frames = read(*map(item, paths))
    assert [frame.source for frame in frames] == [path.name for path in paths]
    assert [frame.size for frame in frames] == [(48, 64 + index) for index in range(50)]
    assert all(frame.network_input is not None for frame in frames)


def test_what_cannot_be_read_says_the_command_line_s_sentence(tmp_path: Path) -> None:
    (tmp_path / "broken.jpg").write_bytes(make_jpeg()[:500])
    with pytest.raises(BrokenPicture) as broken:
        decode_picture(make_jpeg()[:500])
    absent = tmp_path / "absent.jpg"
    errors = [frame.error for frame in read(item(tmp_path / "broken.jpg"), item(absent))]
    assert errors == [str(broken.value), f"{absent}: No such file or directory"]


def test_a_large_picture_is_kept_small(tmp_path: Path) -> None:
    (tmp_path / "large.jpg").write_bytes(make_jpeg((2400, 1600)))
    (frame,) = read(item(tmp_path / "large.jpg"))
    assert frame.size == (1600, 2400)
    assert frame.preview is not None
    height, width = frame.preview.shape[:2]
    assert height * width == pytest.approx(KEPT_PIXELS, rel=0.01)


def test_the_time_a_picture_was_taken() -> None:
    exif = Image.Exif()
    exif[0x0132] = "2024:05:01 13:07:09"
    assert find_time_taken(make_jpeg(exif=exif)) == datetime(2024, 5, 1, 13, 7, 9)
    exif.get_ifd(0x8769)[0x9003] = "2023:01:02 03:04:05"
    assert find_time_taken(make_jpeg(exif=exif)) == datetime(2023, 1, 2, 3, 4, 5)
    exif[0x0132] = exif.get_ifd(0x8769)[0x9003] = "0000:00:00 00:00:00"
    assert find_time_taken(make_jpeg(exif=exif)) is None
    assert find_time_taken(make_jpeg()) is None
    assert find_time_taken(b"nothing") is None


def test_films_are_sampled(tmp_path: Path) -> None:
    path = tmp_path / "film.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 10, (64, 48))
    for level in range(35):
        writer.write(np.full((48, 64, 3), level * 7, np.uint8))
    writer.release()
    for uri in (str(path), f"file://{path}"):
        frames = read(Item(FILM, "film.avi", uri), every=1.5)
        assert [(frame.number, frame.seconds) for frame in frames] == [(0, 0), (15, 1.5), (30, 3)]
    (tmp_path / "broken.mp4").write_bytes(b"nothing")
    (frame,) = read(item(tmp_path / "broken.mp4", FILM))
    assert frame.error


def write_shard(path: Path, members: dict[str, bytes]) -> None:
    with tarfile.open(path, "w") as shard:
        for name, data in members.items():
            header = tarfile.TarInfo(name)
            header.size = len(data)
            shard.addfile(header, io.BytesIO(data))


def test_shards(tmp_path: Path) -> None:
    path = tmp_path / "shard.tar"
    members = {"1.jpg": make_jpeg(), "1.json": b"{}", "2.jpg": b"no", "3.jpg": make_jpeg()}
    write_shard(path, members)
    frames = read(item(path, SHARD))
    assert [frame.source for frame in frames] == [f"shard.tar/{index}.jpg" for index in (1, 2, 3)]
    assert [frame.error is None for frame in frames] == [True, False, True]
    assert {frame.group for frame in frames} == {"shard.tar"}

    path.write_bytes(path.read_bytes()[:3000])
    *_, last = read(item(path, SHARD))
    assert last.error is not None
    assert "tar file is damaged" in last.error


def test_reading_stops_when_nobody_listens(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(make_jpeg())
    asked = []

    def endless() -> Iterator[Item]:
        while True:
            asked.append(1)
            yield item(path)

    frames = read_frames(endless(), 1, prepare)
    next(frames)
    frames.close()  # type: ignore[attr-defined]
    assert len(asked) < 100
