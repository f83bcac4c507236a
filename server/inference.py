"""Inference: a few detectors and a short line in front of them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from queue import LifoQueue
from time import perf_counter
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from detector.backends import Output, load_backend
from detector.card import Card, load_card
from detector.detector import Detector
from detector.pictures import decode_picture
from detector.postprocess import Detection

Answer = TypeVar("Answer")


class BusyError(RuntimeError):
    """Every detector works and the line is full."""


@dataclass(frozen=True)
class Analysis:
    """One picture, upright, uint8 [height, width, 3] RGB; its faces; milliseconds spent in each stage."""

    image: NDArray[np.uint8]
    detections: list[Detection]
    timings_ms: dict[str, float]


class Inference:
    """Analyses encoded pictures for many threads at once.

    At most ``detectors`` pictures are decoded and analysed at the same time, at most ``waiting`` more wait:
    this bounds memory, and a visitor who cannot be served soon learns so at once. The work is done in threads
    of our own, because each thread that ever ran the network keeps megabytes of its scratch memory.
    """

    def __init__(self, model_folder: Path, detectors: int, waiting: int) -> None:
        """Load the network of a folder with card.json and model.onnx, and run it once.

        Raises:
            ValueError: the card or the network cannot be read.
            OSError: a file is missing.
        """
        self.card = load_card(model_folder / "card.json")
        self._places = threading.BoundedSemaphore(detectors + waiting)
        self._threads = ThreadPoolExecutor(detectors)
        self._idle: LifoQueue[_Worker] = LifoQueue()
        for worker in self._threads.map(lambda _: _Worker(model_folder, self.card), range(detectors)):
            self._idle.put(worker)

    def analyse(
        self,
        picture: bytes,
        score_thresh: float | None,
        nms_thresh: float | None,
        finish: Callable[[Analysis], Answer],
    ) -> Answer:
        """Decode a picture, find its faces, and make an answer of them.

        Args:
            picture: the content of a picture file.
            score_thresh, nms_thresh: 0..1; the card's defaults if None.
            finish: makes the answer, while the picture has its place: only so many are in memory at once.

        Raises:
            BusyError: the line is full.
            detector.pictures.PictureError: the content is not a picture that can be read.
        """

        def work() -> Answer:
            worker = self._idle.get()
            try:
                return finish(worker.analyse(picture, score_thresh, nms_thresh))
            finally:
                self._idle.put(worker)

        if not self._places.acquire(blocking=False):
            raise BusyError("every detector works and the line is full")
        try:
            return self._threads.submit(work).result()
        finally:
            self._places.release()


class _Worker:
    """A detector for one picture at a time, with a clock around its network."""

    def __init__(self, model_folder: Path, card: Card) -> None:
        self._backend = load_backend("opencv", model_folder / "model.onnx", card)
        self._detector = Detector(card, self)
        self.analyse(_blank_picture(), None, None)

    def run(self, batch: NDArray[np.float32]) -> Output:
        self._started = perf_counter()
        output = self._backend.run(batch)
        self._finished = perf_counter()
        return output

    def analyse(self, picture: bytes, score_thresh: float | None, nms_thresh: float | None) -> Analysis:
        start = perf_counter()
        image = decode_picture(picture)
        decoded = perf_counter()
        detections = self._detector.detect(image, score_thresh, nms_thresh)
        end = perf_counter()
        stages = {
            "decode": decoded - start,
            "preprocess": self._started - decoded,
            "network": self._finished - self._started,
            "postprocess": end - self._finished,
        }
        return Analysis(image, detections, {name: round(1e3 * s, 3) for name, s in stages.items()})


def _blank_picture() -> bytes:
    """A picture for the first run, which loads what every later one finds loaded."""
    stream = BytesIO()
    Image.new("RGB", (8, 8)).save(stream, "JPEG")
    return stream.getvalue()
