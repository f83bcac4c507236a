"""The stream of training windows: which picture, which window, which anchors learn."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.utils.data import DataLoader, Dataset

from detector.anchors import generate_anchors
from detector.boxes import decode_boxes
from detector.card import Card
from detector.network.grid import grid_offsets
from training.data.augmentation import augment
from training.data.dataset import IGNORE, Sample
from training.data.resized_card import resize_card
from training.learning.matching import match_anchors
from training.learning.recipe import Sampling

Window = tuple[Tensor, Tensor, Tensor]


def anchors_at(card: Card, size: int) -> NDArray[np.float32]:
    """The card's anchors for another square input: the same size in pixels, on maps of that input.

    Returns:
        float32 [A, 4], xyxy, in shares of the window.
    """
    return generate_anchors(resize_card(card, size).anchors)


def cells_at(card: Card, size: int) -> NDArray[np.float32]:
    """The anchors of :func:`anchors_at` where the network looks for faces: :mod:`detector.network.grid`.

    Returns:
        float32 [A, 4], xyxy, in shares of the window.
    """
    return decode_boxes(grid_offsets(card, size, size), anchors_at(card, size), card.variances)


class Windows(Dataset[Window]):
    """Window number ``index`` of an endless, reproducible stream: the same seed gives the same windows."""

    def __init__(
        self,
        samples: Sequence[Sample],
        images: Sequence[NDArray[np.uint8]],
        card: Card,
        size: int,
        sampling: Sampling,
        seed: int,
    ) -> None:
        self._samples, self._images = samples, images
        self._cells = cells_at(card, size)
        self._size, self._full_size, self._seed = size, card.input.width, seed
        weights = np.array([sampling_weight(sample, sampling) for sample in samples])
        self._cumulative = np.cumsum(weights) / weights.sum()

    def __getitem__(self, index: int) -> Window:
        """(image uint8 [size, size, 3] RGB, labels int64 [A], matched boxes float32 [A, 4])."""
        generator = np.random.default_rng([self._seed, self._size, index])
        drawn = int(np.searchsorted(self._cumulative, generator.random(), side="right"))
        sample, image = self._samples[drawn], self._images[drawn]
        height, width = image.shape[:2]
        boxes = sample.boxes * np.array([width / sample.width, height / sample.height] * 2, np.float32)
        image, boxes, labels = augment(image, boxes, sample.labels, self._size, self._full_size, generator)
        matched_labels, matched_boxes = match_anchors(self._cells, boxes, labels)
        return torch.from_numpy(image), torch.from_numpy(matched_labels), torch.from_numpy(matched_boxes)


def sampling_weight(sample: Sample, sampling: Sampling) -> float:
    """How often a picture is drawn, relative to one with unmasked faces only. Class 0 is the mask."""
    faces = sample.labels[sample.labels != IGNORE]
    if not len(faces):
        return sampling.empty
    weight = sampling.with_mask if (faces == 0).any() else 1.0
    return weight * sampling.crowd if len(faces) > sampling.crowd_size else weight


def load_windows(windows: Windows, first: int, last: int, batch: int, workers: int) -> DataLoader[Window]:
    """Windows first..last-1 in order, in batches; the last, incomplete batch is left out."""
    return DataLoader(
        windows,
        batch_size=batch,
        sampler=range(first, last),
        num_workers=workers,
        drop_last=True,
        worker_init_fn=_single_thread,
        prefetch_factor=4 if workers else None,
    )


def _single_thread(_: int) -> None:
    cv2.setNumThreads(0)
    torch.set_num_threads(1)
