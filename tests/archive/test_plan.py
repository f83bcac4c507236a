from __future__ import annotations

from pathlib import Path

from archive.items import FILM, PICTURE, SHARD, Item
from archive.plan import (
    BLOCKS_PER_FILE,
    LARGEST_BLOCK,
    SMALLEST_BLOCK,
    Size,
    cut_into_blocks,
    find_done,
    name_part,
    read_block,
    write_plan,
)


def pictures(number: int) -> list[Item]:
    return [Item(PICTURE, f"{index}.jpg", f"/{index}.jpg") for index in range(number)]


def test_blocks_grow_and_lose_nothing() -> None:
    items = pictures(100_000)
    blocks = list(cut_into_blocks(items))
    sizes = [len(block) for block in blocks[:-1]]
    assert [item for block in blocks for item in block] == items
    assert sizes == sorted(sizes)
    assert (sizes[0], sizes[-1]) == (SMALLEST_BLOCK, LARGEST_BLOCK)


def test_a_small_archive_has_enough_blocks_for_many_cores() -> None:
    assert len(list(cut_into_blocks(pictures(2000)))) > 50


def test_shards_and_films_have_a_block_each() -> None:
    film, shard = Item(FILM, "a.mp4", "/a.mp4"), Item(SHARD, "b.tar", "/b.tar")
    assert list(cut_into_blocks([*pictures(2), film, shard])) == [[film], [shard], pictures(2)]


def test_what_is_written_is_read(tmp_path: Path) -> None:
    items = pictures(SMALLEST_BLOCK * BLOCKS_PER_FILE * 2)
    size = write_plan(items, str(tmp_path))
    assert size.items == len(items)
    assert size.blocks > BLOCKS_PER_FILE
    assert [item for block in range(size.blocks) for item in read_block(str(tmp_path), block)] == items


def test_a_block_is_done_when_its_file_is_there(tmp_path: Path) -> None:
    assert write_plan(pictures(SMALLEST_BLOCK + 1), str(tmp_path)) == Size(2, SMALLEST_BLOCK + 1)
    assert find_done(str(tmp_path)) == set()
    part = tmp_path / name_part(1)
    part.parent.mkdir()
    part.touch()
    part.with_name(f"{part.name}.123.unfinished").touch()
    assert find_done(str(tmp_path)) == {1}
