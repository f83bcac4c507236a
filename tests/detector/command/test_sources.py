from __future__ import annotations

from pathlib import Path

import pytest

from detector.command.sources import Camera, Picture, Source, SourceError, Video, find_sources


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
    monkeypatch.chdir(make(tmp_path, "0", "[a].png"))
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
