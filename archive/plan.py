"""The plan: which picture belongs to which block. It is written once, and every try keeps to it.

A block is what a worker does in one go, and what it writes as one file. The plan lies in the output folder,
a Parquet file for each 128 blocks with a row group for each block, so that no machine holds it whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow.fs import FileType

from archive.files import UNFINISHED, delete, find_type, join, list_names, open_location, write_whole
from archive.sources import PICTURE, Item

FOLDER = "plan"
BLOCKS_PER_FILE = 128
SMALLEST_BLOCK, LARGEST_BLOCK = 32, 512
"""Pictures in a block: few at the start, so that a small archive keeps all cores busy to the end."""

GROWTH = 64
"""A block is at most this part of what is planned before it."""

SCHEMA = pa.schema([(name, pa.string()) for name in Item._fields])


class Size(NamedTuple):
    """How much a plan holds. Shards and films count as one item each, whatever is in them."""

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
        OSError: the plan is not there.
    """
    first = block - block % BLOCKS_PER_FILE
    files, path = open_location(join(output, f"{FOLDER}/{first:09d}.parquet"))
    with files.open_input_file(path) as file:
        columns = pq.ParquetFile(file).read_row_group(block - first).to_pydict()
    return [Item(*values) for values in zip(*columns.values(), strict=True)]


def cut_into_blocks(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Pictures in blocks that grow, each shard and each film in a block of its own."""
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
    """Where a block's rows lie in the output folder: its file is there once all of them are."""
    return f"detections/part-{block:09d}.parquet"


def begin_part(output: str, block: int) -> bool:
    """Note that a block is looked at now; True if an earlier try began with it and did not end.

    Raises:
        OSError: the folder cannot be written.
    """
    note = join(output, _name_note(block))
    begun: bool = find_type(note) == FileType.File
    write_whole(note, b"")
    return begun


def end_part(output: str, block: int) -> None:
    """Take the note away.

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
