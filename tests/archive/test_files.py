from __future__ import annotations

from pathlib import Path

import pytest

from archive.files import (
    find_type,
    join,
    list_names,
    open_location,
    read_bytes,
    remove_unfinished,
    walk,
    write_whole,
)


def test_a_uri_and_a_path_name_the_same_file(tmp_path: Path) -> None:
    (tmp_path / "a b#1.jpg").write_bytes(b"data")
    for location in (str(tmp_path / "a b#1.jpg"), f"file://{tmp_path}/a b#1.jpg"):
        assert read_bytes(location) == b"data"
        assert find_type(location).name == "File"


def test_an_unknown_scheme_is_named() -> None:
    with pytest.raises(ValueError, match="ftp://host/file"):
        open_location("ftp://host/file")


def test_walk_goes_down_in_order(tmp_path: Path) -> None:
    for name in ("b/2.jpg", "b/1.jpg", "a.jpg", "c/d/3.jpg"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    wanted = ["a.jpg", "b/1.jpg", "b/2.jpg", "c/d/3.jpg"]
    for folder in (str(tmp_path), f"file://{tmp_path}"):
        assert list(walk(folder)) == [join(folder, name) for name in wanted]


def test_a_file_appears_whole(tmp_path: Path) -> None:
    location = str(tmp_path / "new" / "file")
    write_whole(location, b"one")
    write_whole(location, b"two")
    assert read_bytes(location) == b"two"
    assert list_names(str(tmp_path / "new")) == ["file"]


def test_what_a_killed_run_left_is_dropped(tmp_path: Path) -> None:
    (tmp_path / "part.parquet.123.unfinished").touch()
    (tmp_path / "part.parquet").touch()
    remove_unfinished(str(tmp_path))
    assert list_names(str(tmp_path)) == ["part.parquet"]
    remove_unfinished(str(tmp_path / "absent"))
