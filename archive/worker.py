"""What one process does: a model, and blocks of the plan to look at."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import cv2
import numpy as np
from numpy.typing import NDArray
from pyarrow.fs import FileType

from archive.files import find_type, join
from archive.frames import Frame, read_frames
from archive.plan import name_part, read_block
from archive.rows import Row, make_row, read_tally, write_part
from archive.tally import Tally
from detector.backends import BACKENDS
from detector.models import find_model
from detector.pipeline import Detector, load_detector
from detector.postprocess import Detection

BATCH = 4
"""Pictures that go through the network at once: on a processor more bring nothing, and less is slower."""

BATCH_ON_GPU = 32


@dataclass(frozen=True)
class Model:
    """A model that travels to other machines: its files with their names relative to ``folder``."""

    name: str
    files: dict[str, bytes]


@dataclass(frozen=True)
class Job:
    """What every worker has to know."""

    output: str
    backend: str
    every: float
    batch: int


def pack_model(model: str | None, backend: str) -> Model:
    """Read a model's file, or its folder, and the card beside it.

    Raises:
        ValueError, OSError: see :func:`detector.models.find_model`.
    """
    path = find_model(model, backend)
    folder = path.parent
    beside = folder.glob(f"{path.stem.split('-')[0]}*")  # some formats keep the weights in a second file
    wanted = [folder / "card.json", *(path.rglob("*") if path.is_dir() else beside)]
    files = {file.relative_to(folder).as_posix(): file.read_bytes() for file in wanted if file.is_file()}
    return Model(path.name, files)


def unpack_model(model: Model, backend: str) -> Detector:
    """Load a model from its bytes.

    Raises:
        ValueError, OSError: see :func:`detector.load_detector`.
    """
    with TemporaryDirectory() as folder:
        for name, data in model.files.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return load_detector(Path(folder, model.name), backend)


class Worker:
    """Looks at blocks, with one model and one thread for the network."""

    def __init__(self, job: Job, model: Model) -> None:
        os.environ["OMP_NUM_THREADS"] = "1"  # every runtime knows it but OpenCV
        cv2.setNumThreads(1)
        self._job = job
        self._detect = unpack_model(model, job.backend)
        self._batch = job.batch if BACKENDS[job.backend].batches else 1

    def __call__(self, batch: dict[str, NDArray[np.int64]]) -> dict[str, list[object]]:
        """Look at the blocks of a batch; gives their numbers and their tallies as JSON."""
        blocks = [int(block) for block in batch["block"]]
        return {"block": list(blocks), "tally": [self.look_at(block) for block in blocks]}

    def look_at(self, block: int) -> str:
        """Write a block's rows, unless an earlier try has; gives its tally as JSON."""
        output, card = self._job.output, self._detect.card
        if find_type(join(output, name_part(block))) == FileType.File:
            return read_tally(output, block).to_json()
        tally = Tally()
        rows: list[Row] = []
        frames = read_frames(read_block(output, block), self._job.every, self._detect.preprocess)
        for batch in self._batches(frames):
            for frame, detections in self._run(batch):
                tally.add_frame(frame, detections)
                rows.append(make_row(frame, detections, card))
        write_part(output, block, card, rows, tally)
        return tally.to_json()

    def _batches(self, frames: Iterator[Frame]) -> Iterator[list[Frame]]:
        """Frames in order, cut after as many pictures as go through the network at once."""
        batch: list[Frame] = []
        for frame in frames:
            batch.append(frame)
            if sum(frame.error is None for frame in batch) == self._batch:
                yield batch
                batch = []
        yield batch

    def _run(self, frames: list[Frame]) -> Iterator[tuple[Frame, list[Detection]]]:
        inputs = [frame.network_input for frame in frames if frame.network_input is not None]
        found = iter(zip(*self._detect.run(np.concatenate(inputs)), strict=True) if inputs else ())
        for frame in frames:
            if frame.size is None:
                yield frame, []
                continue
            bbox_regression, scores = next(found)
            frame.network_input = None
            yield frame, self._detect.postprocess((bbox_regression, scores), frame.size)
