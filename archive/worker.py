"""A worker process: a model that analyses blocks of the plan."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray
from pyarrow.fs import FileType

from archive.crashes import find_crashing
from archive.files import find_type, join
from archive.frames import Frame, read_frames
from archive.model import load_stored_model
from archive.plan import begin_part, end_part, name_part, read_block
from archive.rows import Row, make_row, read_tally, write_part
from archive.tally import Tally
from detector.backends import BACKENDS
from detector.postprocess import Detection

BATCH = 4
"""Pictures that go through the network at once: on a processor more bring nothing, and less is slower."""

BATCH_ON_GPU = 32


@dataclass(frozen=True)
class Job:
    """The settings of every worker. model: the name of its file; see :mod:`archive.model`."""

    output: str
    model: str
    backend: str
    every: float
    batch: int


def analyse_blocks(batch: dict[str, NDArray[np.int64]], job: Job) -> dict[str, list[object]]:
    """Analyse blocks with this process's model; return their numbers and their tallies as JSON."""
    worker = _start_worker(job)
    blocks = [int(block) for block in batch["block"]]
    return {"block": list(blocks), "tally": [worker.analyse(block) for block in blocks]}


@lru_cache(maxsize=1)
def _start_worker(job: Job) -> Worker:
    return Worker(job)


class Worker:
    """Analyses blocks, with one model and one thread for the network."""

    def __init__(self, job: Job) -> None:
        os.environ["OMP_NUM_THREADS"] = "1"  # every runtime reads it, except OpenCV
        cv2.setNumThreads(1)
        self._job = job
        self._detect = load_stored_model(job.model, job.output, job.backend)
        self._batch = job.batch if BACKENDS[job.backend].batches else 1

    def analyse(self, block: int) -> str:
        """Write a block's rows, unless an earlier attempt has; return its tally as JSON."""
        output, card = self._job.output, self._detect.card
        if find_type(join(output, name_part(block))) == FileType.File:
            return read_tally(output, block).to_json()
        tally = Tally()
        rows: list[Row] = []
        items, every = read_block(output, block), self._job.every
        crashing = find_crashing(items, every) if begin_part(output, block) else frozenset()
        frames = read_frames(items, every, self._detect.preprocess, crashing.__contains__)
        for batch in self._batches(frames):
            for frame, detections in self._run(batch):
                tally.add_frame(frame, detections)
                rows.append(make_row(frame, detections, card))
        write_part(output, block, card, rows, tally)
        end_part(output, block)
        return tally.to_json()

    def _batches(self, frames: Iterator[Frame]) -> Iterator[list[Frame]]:
        """Frames in order, in batches with as many pictures as the network takes at once."""
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
