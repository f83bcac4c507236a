"""The table of results: one row for each picture or frame."""

from __future__ import annotations

from collections import Counter

import pyarrow as pa
import pyarrow.parquet as pq

from archive.files import join, open_location, write_whole
from archive.frames import Frame
from archive.plan import name_part
from archive.tally import Tally
from detector.card import Card
from detector.postprocess import Detection

Row = dict[str, object]

TALLY = b"tally"
"""Key of the block's counts in the metadata of its file."""


def make_schema(card: Card) -> pa.Schema:
    """Columns of the results; docs/archive.md says what they mean."""
    detection = pa.struct(
        [("label", pa.string()), ("score", pa.float32()), ("box", pa.list_(pa.float32(), 4))]
    )
    return pa.schema(
        [
            ("source", pa.string()),
            ("frame", pa.int64()),
            ("time", pa.float64()),
            ("taken", pa.timestamp("s")),
            ("width", pa.int32()),
            ("height", pa.int32()),
            ("detections", pa.list_(detection)),
            ("counts", pa.struct([(label, pa.int32()) for label in card.classes])),
            ("error", pa.string()),
            ("model", pa.string()),
            ("weights_sha256", pa.string()),
        ]
    )


def write_part(output: str, block: int, card: Card, rows: list[Row], tally: Tally) -> None:
    """Write a block's rows, with their counts in the file's metadata.

    Raises:
        OSError: the folder cannot be written.
    """
    table = pa.Table.from_pylist(rows, make_schema(card)).replace_schema_metadata({TALLY: tally.to_json()})
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd")
    write_whole(join(output, name_part(block)), sink.getvalue().to_pybytes())


def read_tally(output: str, block: int) -> Tally:
    """Read the counts of a finished block.

    Raises:
        OSError: the block is not finished.
    """
    files, path = open_location(join(output, name_part(block)))
    with files.open_input_file(path) as file:
        return Tally.from_json(pq.read_schema(file).metadata[TALLY])


def make_row(frame: Frame, detections: list[Detection], card: Card) -> Row:
    """A row of the results; ``detections`` and ``counts`` are null if there is an error."""
    counts = Counter(detection["label"] for detection in detections)
    read = frame.error is None
    return {
        "source": frame.source,
        "frame": frame.number,
        "time": frame.seconds,
        "taken": frame.taken,
        "width": frame.size[1] if frame.size else None,
        "height": frame.size[0] if frame.size else None,
        "detections": detections if read else None,
        "counts": {label: counts[label] for label in card.classes} if read else None,
        "error": frame.error,
        "model": card.name,
        "weights_sha256": card.published["weights_sha256"] if card.published else None,
    }
