from __future__ import annotations

import math
from pathlib import Path

import cv2
import numpy as np
import pytest

from detector.command.sources import (
    Camera,
    Picture,
    Source,
    SourceError,
    Video,
    count_passed_over,
    find_sources,
)


def make(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return folder


@pytest.mark.parametrize(
    ("argument", "source"),
    [
        ("-", Picture("-")),
        ("0", Camera(0)),
        ("12", Camera(12)),
        ("photo.jpg", Picture("photo.jpg")),
        ("photo", Picture("photo")),
        ("film.MP4", Video("film.MP4")),
        ("-1", Picture("-1")),
        ("99999999999", Picture("99999999999")),
    ],
)
def test_one_source(argument: str, source: Source, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert find_sources(argument) == [source]


def test_folder_in_order_of_names(tmp_path: Path) -> None:
    make(tmp_path, "b.JPG", "a.webm", "c.txt", "c", "deeper/d.png", "e.gif")
    names = [Path(source.name).name for source in find_sources(str(tmp_path))]
    assert names == ["a.webm", "b.JPG", "e.gif"]


def test_pattern(tmp_path: Path) -> None:
    make(tmp_path, "b1.png", "a1.png", "a2.mp4", "a3.txt", "deep/er/a4.png")
    sources = find_sources(f"{tmp_path}/**/a*")
    assert [(type(source), Path(source.name).name) for source in sources] == [
        (Picture, "a1.png"),
        (Video, "a2.mp4"),
        (Picture, "a4.png"),
    ]


def test_a_file_wins_over_a_camera_and_a_pattern(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(make(tmp_path, "[a].png"))
    Path("0").write_bytes(b"\xff\xd8\xff\xe0")
    assert find_sources("0") == [Picture("0")]
    assert find_sources("[a].png") == [Picture("[a].png")]


@pytest.mark.parametrize("name", ["", "*.png"])
def test_nothing_to_read(name: str, tmp_path: Path) -> None:
    make(tmp_path, "notes.txt")
    with pytest.raises(SourceError, match=r"no picture or video here \(\.jpg, "):
        find_sources(str(tmp_path / name))


def test_what_macos_puts_beside_pictures_is_passed_over(tmp_path: Path) -> None:
    for name in ("a.jpg", "._a.jpg", "__MACOSX/._a.jpg"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    for argument in (tmp_path, tmp_path / "**" / "*.jpg"):
        assert [source.name for source in find_sources(str(argument))] == [str(tmp_path / "a.jpg")]


@pytest.mark.parametrize("suffix", [".mts", ".M2TS", ".ts", ".3gp", ".flv", ".mod", ".mjpeg", "", ".bin"])
def test_films_of_camcorders_and_without_a_telling_name(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"film{suffix}"
    path.write_bytes(b"\x47film")
    assert find_sources(str(path)) == [Video(str(path))]


def test_a_picture_without_a_suffix(tmp_path: Path) -> None:
    path = tmp_path / "photo"
    path.write_bytes(b"\xff\xd8\xff\xe0 and so on")
    assert find_sources(str(path)) == [Picture(str(path))]


def test_every_frame_of_a_film_that_is_nothing_but_jpegs(tmp_path: Path) -> None:
    path = tmp_path / "film.mjpeg"
    frames = [np.full((48, 64, 3), 25 * level, np.uint8) for level in range(10)]
    path.write_bytes(b"".join(cv2.imencode(".jpg", frame)[1].tobytes() for frame in frames))
    (source,) = find_sources(str(path))
    with source.open() as stream:
        read = list(stream.frames)
    assert [round(frame.image.mean() / 25) for frame in read] == list(range(10))
    assert [round(25 * frame.seconds) for frame in read] == list(range(10))


class Recording:
    """A browser's recording, with pictures at times of its own, as OpenCV tells of it."""

    TIMES = (0, 0.1, 0.2, 1.5, 3.0, 3.04, 6.0)

    def __init__(self, pictures: int) -> None:
        self.times = list(self.TIMES[:pictures])
        self.properties = {cv2.CAP_PROP_FPS: 1000.0, cv2.CAP_PROP_FRAME_COUNT: 6001.0}

    def isOpened(self) -> bool:  # noqa: N802
        return True

    def get(self, name: int) -> float:
        return self.properties.get(name, 0)

    def read(self) -> tuple[bool, object]:
        if not self.times:
            return False, None
        self.properties[cv2.CAP_PROP_POS_MSEC] = 1000 * self.times.pop(0)
        return True, np.zeros((48, 64, 3), np.uint8)

    def release(self) -> None: ...


def test_a_recording_whose_pictures_have_times_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "film.webm"
    path.touch()
    monkeypatch.setattr(cv2, "VideoCapture", lambda _: Recording(7))
    with Video(str(path)).open() as stream:
        assert stream.length is None
        assert [frame.seconds for frame in stream.frames] == list(Recording.TIMES)
    monkeypatch.setattr(cv2, "VideoCapture", lambda _: Recording(5))
    with (
        pytest.raises(SourceError, match=r"breaks off after 3\.0 of 6\.0 seconds"),
        Video(str(path)).open() as stream,
    ):
        list(stream.frames)


class Wide:
    """A film of one frame whose pixels are not square."""

    def __init__(self, width: int, height: int, turned: int) -> None:
        self.properties = {
            cv2.CAP_PROP_SAR_NUM: width,
            cv2.CAP_PROP_SAR_DEN: height,
            cv2.CAP_PROP_ORIENTATION_META: turned,
            cv2.CAP_PROP_FPS: 1000,
        }
        self.left = 1

    def isOpened(self) -> bool:  # noqa: N802
        return True

    def get(self, name: int) -> float:
        return float(self.properties.get(name, 0))

    def read(self) -> tuple[bool, object]:
        self.left -= 1
        return self.left >= 0, np.zeros((90, 120, 3), np.uint8)

    def release(self) -> None: ...


@pytest.mark.parametrize(
    ("pixel", "turned", "shape"),
    [
        ((0, 1), 0, (90, 120, 3)),
        ((1, 1), 0, (90, 120, 3)),
        ((4, 3), 0, (90, 160, 3)),
        ((3, 4), 0, (120, 120, 3)),
        ((4, 3), 90, (120, 120, 3)),
        ((4, 3), 180, (90, 160, 3)),
    ],
)
def test_pixels_that_are_not_square(
    pixel: tuple[int, int],
    turned: int,
    shape: tuple[int, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cv2, "VideoCapture", lambda _: Wide(*pixel, turned))
    path = tmp_path / "film.mp4"
    path.touch()
    with Video(str(path)).open() as stream:
        assert [frame.image.shape for frame in stream.frames] == [shape]
        assert math.isclose(stream.frames_per_second, 25)


@pytest.mark.parametrize(
    "address", ["rtsp://camera/1", "http://example.org/film.mp4", "HTTPS://example.org/"]
)
def test_an_address_is_refused_with_what_to_do(address: str) -> None:
    with pytest.raises(SourceError, match=rf"Save the stream to a file first.*{address}"):
        find_sources(address)


def test_what_is_passed_over_is_counted(tmp_path: Path) -> None:
    make(tmp_path, "a.jpg", "b.HEIC", "c.txt", "d.xmp", "e.xmp", "f", ".hidden", "deeper/g.txt")
    assert count_passed_over(str(tmp_path)).endswith(": 2 .xmp, 1 .txt, 1 without a suffix.")
    assert count_passed_over(str(tmp_path / "a.jpg")) == ""
    assert count_passed_over(str(tmp_path / "deeper" / "none")) == ""
