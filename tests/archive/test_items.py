from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from archive.items import FILM, PICTURE, SHARD, Item, find_items


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("2024/b.jpg", "2024/a.PNG", "2025/film.mp4", "2025/notes.md", "shard.tar"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    return tmp_path


def test_a_folder_is_everything_inside(folder: Path) -> None:
    kinds = {"2024/a.PNG": PICTURE, "2024/b.jpg": PICTURE, "2025/film.mp4": FILM, "shard.tar": SHARD}
    items = list(find_items(str(folder), "path"))
    assert items == [Item(kind, f"{folder}/{name}", f"{folder}/{name}") for name, kind in kinds.items()]


def test_names_stay_as_given_and_locations_are_absolute(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    assert list(find_items("2024/b.jpg", "path")) == [Item(PICTURE, "2024/b.jpg", f"{folder}/2024/b.jpg")]
    assert next(find_items("2024", "path")).source == "2024/a.PNG"


@pytest.mark.parametrize("start", ["", "file://"])
@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("*/*.jpg", ["2024/b.jpg"]),
        ("20*/[ab].*", ["2024/a.PNG", "2024/b.jpg"]),
        ("**/*.mp4", ["2025/film.mp4"]),
        ("*.tar", ["shard.tar"]),
    ],
)
def test_patterns(folder: Path, start: str, pattern: str, names: list[str]) -> None:
    found = [item.source for item in find_items(f"{start}{folder}/{pattern}", "path")]
    assert found == [f"{start}{folder}/{name}" for name in names]


LISTED = ["2024/b.jpg", "https://example.org/a.jpg?size=large", "s3://bucket/film.mp4"]


def write_list(path: Path) -> None:
    if path.suffix == ".txt":
        path.write_text("\ufeff" + "\n\n".join(LISTED) + "\n", encoding="utf-8")
    elif path.suffix == ".csv":
        path.write_text("\n".join(["id,path", *(f"{index},{name}" for index, name in enumerate(LISTED))]))
    else:
        pq.write_table(pa.table({"id": range(3), "path": LISTED}), path)


@pytest.mark.parametrize("name", ["list.txt", "list.csv", "list.parquet"])
def test_lists(folder: Path, name: str) -> None:
    write_list(folder / name)
    assert list(find_items(str(folder / name), "path")) == [
        Item(PICTURE, LISTED[0], f"{folder}/{LISTED[0]}"),
        Item(PICTURE, LISTED[1], LISTED[1]),
        Item(FILM, LISTED[2], LISTED[2]),
    ]


@pytest.mark.parametrize("name", ["list.csv", "list.parquet"])
def test_a_column_that_is_not_there(folder: Path, name: str) -> None:
    write_list(folder / name)
    with pytest.raises(ValueError, match=r"expected a column 'url', got id, path; see --column"):
        list(find_items(str(folder / name), "url"))


def test_nothing_to_look_at(tmp_path: Path) -> None:
    for argument in (tmp_path, tmp_path / "*.jpg"):
        with pytest.raises(ValueError, match="it contains no picture, film or tar file"):
            list(find_items(str(argument), "path"))
    with pytest.raises(FileNotFoundError, match="no such file or folder"):
        list(find_items(str(tmp_path / "absent"), "path"))
