from __future__ import annotations

import re
import resource
from pathlib import Path

import numpy as np
import pytest

from detector.command.outputs import open_writer, plan_outputs
from detector.command.sources import Camera, Picture, Source, Video


def test_a_file_for_one_source(tmp_path: Path) -> None:
    assert plan_outputs([Picture("a.gif")], tmp_path / "b.jpg") == [tmp_path / "b.jpg"]
    assert plan_outputs([Video("a.avi")], tmp_path / "b.WEBM") == [tmp_path / "b.WEBM"]


def test_names_inside_a_folder(tmp_path: Path) -> None:
    sources: list[Source] = [
        Picture("in/a.jpg"),
        Picture("a.gif"),
        Picture("-"),
        Video("film.mov"),
        Camera(1),
    ]
    names = [path.relative_to(tmp_path).as_posix() for path in plan_outputs(sources, tmp_path)]
    assert names == ["a.jpg", "a.png", "stdin.png", "film.webm", "camera-1.webm"]


def test_a_folder_that_is_not_there_yet(tmp_path: Path) -> None:
    assert plan_outputs([Picture("a.jpg")], tmp_path / "new") == [tmp_path / "new" / "a.jpg"]


def test_an_existing_folder_with_a_dot_in_its_name(tmp_path: Path) -> None:
    folder = tmp_path / "v1.2"
    folder.mkdir()
    assert plan_outputs([Picture("a.jpg")], folder) == [folder / "a.jpg"]


def test_equal_names_are_numbered(tmp_path: Path) -> None:
    sources = [Picture("x/a.jpg"), Picture("y/a.jpg"), Picture("z/a.jpg")]
    assert [path.name for path in plan_outputs(sources, tmp_path)] == ["a.jpg", "a-2.jpg", "a-3.jpg"]


def test_one_file_for_two_sources(tmp_path: Path) -> None:
    path = tmp_path / "b.jpg"
    with pytest.raises(ValueError, match=re.escape(f"expected a folder for 2 sources, got the file {path}")):
        plan_outputs([Picture("a.jpg"), Picture("b.jpg")], path)


@pytest.mark.parametrize(
    ("source", "name", "expected"),
    [
        (Picture("a.jpg"), "b.webm", ".jpg or .jpeg"),
        (Video("a.mp4"), "b.jpg", ".webm"),
        (Camera(0), "b.mp4", ".webm"),
    ],
)
def test_a_format_that_does_not_suit(
    source: Picture | Video | Camera, name: str, expected: str, tmp_path: Path
) -> None:
    with pytest.raises(ValueError, match=rf"--output: expected {expected}.* for {source.name}, got .*{name}"):
        plan_outputs([source], tmp_path / name)


def test_a_source_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.touch()
    for output in (path, tmp_path):
        with pytest.raises(ValueError, match="is itself a source"):
            plan_outputs([Picture(str(path))], output)


def test_nor_is_another_source(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.jpg").touch()
    sources = [Picture(str(tmp_path / folder / "x.jpg")) for folder in ("a", "b")]
    with pytest.raises(ValueError, match=r"b.x\.jpg is itself a source"):
        plan_outputs(sources, tmp_path / "b")


@pytest.mark.parametrize("times", [[0, 0.1, 0.2, 1.5, 3.0, 3.04, 6.0], [0.04 * i for i in range(10)]])
def test_a_video_takes_as_long_as_its_source(times: list[float], tmp_path: Path) -> None:
    path = tmp_path / "film.webm"
    with open_writer(path, is_picture=False, frames_per_second=25) as write:
        for number, seconds in enumerate(times):
            write(np.full((48, 64, 3), 25 * number, np.uint8), seconds)
    with Video(str(path)).open() as stream:
        shown = [frame.image.mean() for frame in stream.frames]
    assert len(shown) == round(25 * times[-1]) + 1
    for number, seconds in enumerate(times[:-1]):
        if times[number + 1] - seconds > 0.03:
            assert abs(shown[round(25 * seconds)] - 25 * number) < 8


def test_a_video_is_written_in_silence(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with open_writer(tmp_path / "film.webm", is_picture=False, frames_per_second=25) as write:
        write(np.zeros((48, 64, 3), np.uint8), 0)
    assert capfd.readouterr().err == ""


def test_a_video_that_could_not_be_written_whole(tmp_path: Path) -> None:
    def write_film() -> None:
        with open_writer(tmp_path / "film.webm", is_picture=False, frames_per_second=5) as write:
            frames = np.random.default_rng(0).integers(0, 255, (20, 240, 320, 3), np.uint8)
            for number, frame in enumerate(frames):
                write(frame, number / 5)

    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
    try:
        with pytest.raises(OSError, match=r"film\.webm: the video could not be written whole"):
            write_film()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
