"""Inference: a few detectors for many threads."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from queue import LifoQueue
from time import perf_counter
from typing import TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from detector import Detector, load_detector
from detector.card import Card, load_card
from detector.pictures import decode_picture
from detector.postprocess import Detection

Answer = TypeVar("Answer")

STAGES = ("decode", "preprocess", "network", "postprocess")


@dataclass(frozen=True)
class Analysis:
    """One picture, upright, uint8 [height, width, 3] RGB; its faces; milliseconds spent in each stage; and
    the card of the model that was used."""

    image: NDArray[np.uint8]
    detections: list[Detection]
    timings_ms: dict[str, float]
    card: Card


class Inference:
    """Analyses encoded pictures for many threads at once.

    At most ``detectors`` pictures are decoded and analysed at the same time, which limits memory; other
    threads wait. Each thread that has run the network keeps megabytes of scratch memory.
    """

    def __init__(self, model_folders: Mapping[str, Path], detectors: int) -> None:
        """Load the network of the first model (the default) and run it once.

        Args:
            model_folders: by the name of the model; each has card.json and model.onnx. Other networks are
                loaded when they are first used.

        Raises:
            ValueError: a card or the network cannot be read.
            OSError: a file is missing.
        """
        self.cards = {name: load_card(folder / "card.json") for name, folder in model_folders.items()}
        self.usual = next(iter(self.cards))
        self._folders, self._detectors = model_folders, detectors
        self._loading = threading.Lock()
        self._idle: dict[str, LifoQueue[Detector]] = {}
        self._find_idle(self.usual)

    @property
    def card(self) -> Card:
        """The card of the default model."""
        return self.cards[self.usual]

    @property
    def classes(self) -> list[str]:
        """The classes of all models."""
        return list(dict.fromkeys(label for card in self.cards.values() for label in card.classes))

    def analyse(
        self,
        picture: bytes,
        score_thresh: float | None,
        nms_thresh: float | None,
        finish: Callable[[Analysis], Answer],
        model: str | None = None,
    ) -> Answer:
        """Decode a picture, find its faces, and make a response from them.

        Args:
            picture: the content of a picture file.
            score_thresh, nms_thresh: 0..1; the card's defaults if None.
            finish: makes the response while the picture still has its detector, so that few pictures are in
                memory.
            model: one of ``cards``; the default model if None.

        Raises:
            detector.pictures.PictureError: the content is not a readable picture.
        """
        idle = self._find_idle(model or self.usual)
        detect = idle.get()
        try:
            return finish(_analyse(detect, picture, score_thresh, nms_thresh))
        finally:
            idle.put(detect)

    def _find_idle(self, model: str) -> LifoQueue[Detector]:
        """The model's free detectors. While a model loads, the detectors of other models continue."""
        if model not in self._idle:
            with self._loading:
                if model not in self._idle:
                    self._idle[model] = self._load_idle(model)
        return self._idle[model]

    def _load_idle(self, model: str) -> LifoQueue[Detector]:
        idle: LifoQueue[Detector] = LifoQueue()
        for detect in _load_detectors(self._folders[model], self._detectors):
            idle.put(detect)
        return idle


def _analyse(
    detect: Detector, picture: bytes, score_thresh: float | None = None, nms_thresh: float | None = None
) -> Analysis:
    """Run the steps of a detector one by one and time them."""
    times = [perf_counter()]
    image = decode_picture(picture)
    times.append(perf_counter())
    batch = detect.preprocess(image)
    times.append(perf_counter())
    output = detect.run(batch)
    times.append(perf_counter())
    detections = detect.postprocess(output, (image.shape[0], image.shape[1]), score_thresh, nms_thresh)
    times.append(perf_counter())
    stages = zip(STAGES, pairwise(times), strict=True)
    timings_ms = {name: round(1e3 * (end - start), 3) for name, (start, end) in stages}
    return Analysis(image, detections, timings_ms, detect.card)


def _load_detectors(model_folder: Path, count: int) -> list[Detector]:
    """Load detectors with one thread each; for ONNX Runtime it is one, shared by all threads."""
    cv2.setNumThreads(1)  # to resize pictures
    try:
        import_module("onnxruntime")
    except ImportError:  # no build for this machine
        return [_load(model_folder, "opencv") for _ in range(count)]
    return [_load(model_folder, "onnxruntime")] * count


def _load(model_folder: Path, backend: str) -> Detector:
    """Load a detector and run it once, because the first run loads further files and is slow."""
    detect = load_detector(model_folder, backend, threads=1)
    stream = BytesIO()
    Image.new("RGB", (8, 8)).save(stream, "JPEG")
    _analyse(detect, stream.getvalue())
    return detect
