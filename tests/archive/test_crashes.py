from __future__ import annotations

import os
from pathlib import Path

import pytest

from archive.crashes import find_crashing
from archive.frames import CRASHED, read_frames
from archive.items import PICTURE, SHARD, Item
from archive.plan import begin_part, end_part
from tests.archive.faulty.sitecustomize import MARK
from tests.archive.test_frames import make_jpeg, prepare, write_shard
from tests.archive.test_main import FAULTY


def test_pictures_that_end_their_reader_are_found_and_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, ending = make_jpeg(), make_jpeg() + MARK
    for name, data in (("a.jpg", whole), ("b.jpg", ending), ("c.jpg", whole)):
        (tmp_path / name).write_bytes(data)
    write_shard(tmp_path / "d.tar", {"1.jpg": whole, "2.jpg": ending, "3.jpg": whole, "4.jpg": ending})
    items = [Item(PICTURE, name, str(tmp_path / name)) for name in ("a.jpg", "b.jpg", "c.jpg")]
    items.append(Item(SHARD, "d.tar", str(tmp_path / "d.tar")))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(FAULTY))
    crashing = find_crashing(items, 1)
    assert crashing == {"b.jpg", "d.tar/2.jpg", "d.tar/4.jpg"}
    frames = list(read_frames(items, 1, prepare, crashing.__contains__))
    assert {frame.source for frame in frames if frame.error == CRASHED} == crashing
    assert [frame.source for frame in frames if frame.error is None] == [
        "a.jpg",
        "c.jpg",
        "d.tar/1.jpg",
        "d.tar/3.jpg",
    ]


def test_a_second_try_knows_of_the_first(tmp_path: Path) -> None:
    output = str(tmp_path)
    assert not begin_part(output, 7)
    assert begin_part(output, 7)
    assert not begin_part(output, 8)
    end_part(output, 7)
    assert not begin_part(output, 7)
