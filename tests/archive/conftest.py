"""An archive with everything in it, and what an undisturbed look at it gives."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path
from typing import Any

import cv2
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from PIL import Image
from skimage import data

from tests.pictures import astronaut, both_faces, masked_astronaut

NUM_PICTURES = 160
"""Five blocks: enough for a worker to die between two."""


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pictures in two folders, two of them damaged, a film of a second and a half, and a shard."""
    folder = tmp_path_factory.mktemp("archive")
    seen = [astronaut(), masked_astronaut(), both_faces(), data.chelsea()]  # type: ignore[no-untyped-call]
    jpegs = []
    for index in range(NUM_PICTURES):
        picture = Image.fromarray(seen[index % len(seen)])
        side = 200 + index % 50
        stream = io.BytesIO()
        exif = Image.Exif()
        exif[0x0132] = f"2024:05:{index % 28 + 1:02d} 12:00:00"
        picture.resize((side * picture.width // picture.height, side)).save(stream, "JPEG", exif=exif)
        jpegs.append(stream.getvalue())
        path = folder / ("spring" if index % 3 else "winter") / f"{index:03d}.jpg"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(jpegs[-1])
    (folder / "spring" / "cut-off.jpg").write_bytes(jpegs[0][:2000])
    (folder / "winter" / "text.png").write_text("not a picture")

    film = cv2.VideoWriter(str(folder / "film.avi"), cv2.VideoWriter.fourcc(*"MJPG"), 10, (512, 512))
    for _ in range(15):
        film.write(cv2.cvtColor(masked_astronaut(), cv2.COLOR_RGB2BGR))
    film.release()
    with tarfile.open(folder / "shard.tar", "w") as shard:
        for index in range(4):
            header = tarfile.TarInfo(f"{index}.jpg")
            header.size = len(jpegs[index])
            shard.addfile(header, io.BytesIO(jpegs[index]))
    return folder


def read_rows(output: Path) -> list[dict[str, Any]]:
    """Every row of the results, by source and frame."""
    tables = [pq.read_table(path) for path in sorted((output / "detections").glob("*.parquet"))]
    rows: list[dict[str, Any]] = pa.concat_tables(tables).to_pylist()
    return sorted(rows, key=lambda row: (row["source"], row["frame"]))
