"""The plan: which picture belongs to which block. It is written once, and every attempt uses it.

A worker analyses one block at a time and writes it as one file. The plan is stored in the output folder, as a
Parquet file for every 128 blocks with a row group for each block, so that no machine needs to hold all of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow.fs import FileType

from archive.files import UNFINISHED, delete, find_type, join, list_names, open_location, write_whole
from archive.items import PICTURE, Item

FOLDER = "plan"
BLOCKS_PER_FILE = 128
SMALLEST_BLOCK, LARGEST_BLOCK = 32, 512
"""Pictures in a block: few at the start, so that a small archive keeps all cores busy to the end."""

GROWTH = 64
"""A block is at most this part of what is planned before it."""

SCHEMA = pa.schema([(name, pa.string()) for name in Item._fields])


class Size(NamedTuple):
    """The size of a plan. Each shard and each film counts as one item."""

    blocks: int
    items: int


def write_plan(items: Iterable[Item], output: str) -> Size:
    """Cut items into blocks and write the plan.

    Raises:
        OSError: the folder cannot be written.
    """
    blocks = num_items = 0
    file: list[list[Item]] = []
    for block in cut_into_blocks(items):
        file.append(block)
        num_items += len(block)
        if len(file) == BLOCKS_PER_FILE:
            _write_file(output, blocks, file)
            blocks, file = blocks + len(file), []
    if file:
        _write_file(output, blocks, file)
    return Size(blocks + len(file), num_items)


def read_block(output: str, block: int) -> list[Item]:
    """The items of one block.

    Raises:
        OSError: there is no plan.
    """
    first = block - block % BLOCKS_PER_FILE
    files, path = open_location(join(output, f"{FOLDER}/{first:09d}.parquet"))
    with files.open_input_file(path) as file:
        columns = pq.ParquetFile(file).read_row_group(block - first).to_pydict()
    return [Item(*values) for values in zip(*columns.values(), strict=True)]


def cut_into_blocks(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Put pictures into blocks of increasing size, and each shard and film into a block of its own."""
    block: list[Item] = []
    planned = 0
    for item in items:
        if item.kind != PICTURE:
            yield [item]
            continue
        block.append(item)
        if len(block) >= min(max(planned // GROWTH, SMALLEST_BLOCK), LARGEST_BLOCK):
            planned += len(block)
            yield block
            block = []
    if block:
        yield block


def _write_file(output: str, first: int, blocks: list[list[Item]]) -> None:
    sink = pa.BufferOutputStream()
    with pq.ParquetWriter(sink, SCHEMA) as writer:
        for block in blocks:
            columns = dict(zip(Item._fields, zip(*block, strict=True), strict=True))
            writer.write_table(pa.table({name: list(values) for name, values in columns.items()}, SCHEMA))
    write_whole(join(output, f"{FOLDER}/{first:09d}.parquet"), sink.getvalue().to_pybytes())


def name_part(block: int) -> str:
    """The file of a block's rows in the output folder; it exists once all rows are written."""
    return f"detections/part-{block:09d}.parquet"


def begin_part(output: str, block: int) -> bool:
    """Mark a block as begun; True if an earlier attempt began it and did not finish.

    Raises:
        OSError: the folder cannot be written.
    """
    note = join(output, _name_note(block))
    begun: bool = find_type(note) == FileType.File
    write_whole(note, b"")
    return begun


def end_part(output: str, block: int) -> None:
    """Remove the mark.

    Raises:
        OSError: the folder cannot be written.
    """
    delete(join(output, _name_note(block)))


def _name_note(block: int) -> str:
    folder, _, name = name_part(block).rpartition("/")
    return f"{folder}/_{name}.begun{UNFINISHED}"


def find_done(output: str) -> set[int]:
    """Blocks whose rows have been written."""
    names = list_names(join(output, "detections"))
    return {
        int(name.removesuffix(".parquet").removeprefix("part-"))
        for name in names
        if name.endswith(".parquet")
    }
