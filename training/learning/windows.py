"""The stream of training windows in batches: photos, windows and targets of anchors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import cv2
import numpy as np
import torch
from numpy.random import Generator
from numpy.typing import NDArray
from torch import Tensor
from torch.utils.data import DataLoader, Dataset

from detector.anchors import generate_anchors
from detector.boxes import compute_area, decode_boxes
from detector.card import Card
from training.data.box_table import BoxTable, keep_columns
from training.data.changed_faces import cover_mouth, place_in_face, recolour_mask
from training.data.dataset import IGNORE, Sample
from training.data.disturbances import disturb, to_bytes, to_shares
from training.data.photos import Photos, Resampling
from training.data.resized_card import resize_card
from training.data.soft_label_file import SoftLabels, find_soft_labels
from training.data.views import Array, Views, choose_views, move_boxes
from training.learning.lessons import SoftMatches
from training.learning.matching import BACKGROUND, Matches, match_batch
from training.learning.prefetch import prefetch
from training.learning.recipe import Recipe, Sampling
from training.learning.teacher import taught_offsets

CALM_FROM = 0.6
"""Share of a run after which the shares of disturbed and turned windows begin to move to those at its end."""


class Batch(NamedTuple):
    """Windows and their targets.

    images: uint8 [B, 3, side, side], RGB. clean: the same windows before augmentation, at twice the side, if
    there is a teacher. soft: from a teacher's boxes, if there are any.
    """

    images: Tensor
    clean: Tensor | None
    matches: Matches
    soft: SoftMatches | None


def anchors_at(card: Card, size: int) -> NDArray[np.float32]:
    """The card's anchors for another square input: the same size in pixels, on maps of that input.

    Returns:
        float32 [A, 4], xyxy, in shares of the window.
    """
    return generate_anchors(resize_card(card, size).anchors)


def cells_at(card: Card, size: int) -> NDArray[np.float32]:
    """The anchors of :func:`anchors_at` at the centres of their cells, see :mod:`detector.network.grid`.

    The cells are a teacher's, so that annotations and teacher name the same anchors.

    Returns:
        float32 [A, 4], xyxy, in shares of the window.
    """
    return decode_boxes(taught_offsets(card, size, size), anchors_at(card, size), card.variances)


class TrainingSet:
    """Photos with their annotations and, if there are any, their soft labels."""

    def __init__(
        self,
        samples: Sequence[Sample],
        photos: Photos,
        classes: Sequence[str],
        sampling: Sampling,
        soft: SoftLabels | None = None,
    ) -> None:
        """``soft`` reads every photo's file once, to identify it."""
        self.photos, self.sizes, self.classes = photos, photos.sizes.astype(np.float64), tuple(classes)
        annotated = np.array([(sample.width, sample.height) for sample in samples])
        scales = np.tile(self.sizes / annotated, 2)
        self.boxes = BoxTable(
            [sample.boxes * scale for sample, scale in zip(samples, scales, strict=True)],
            [sample.labels for sample in samples],
        )
        weights = np.array([sampling_weight(sample, classes, sampling) for sample in samples])
        self._cumulative = np.cumsum(weights) / weights.sum()
        self.soft, self.taught = None, np.zeros(len(samples), np.bool_)
        self.soft_classes = soft.classes if soft is not None else ()
        if soft is not None:
            found = find_soft_labels(soft, [sample.path for sample in samples])
            self.taught = np.array([labels is not None for labels in found])
            none = (np.zeros((0, 4), np.float32), np.zeros((0, len(soft.classes)), np.float32))
            boxes, scores = zip(*[labels or none for labels in found], strict=True)
            in_pixels = [b * np.tile(size, 2) for b, size in zip(boxes, self.sizes, strict=True)]
            self.soft = BoxTable(in_pixels, scores)

    def draw(self, number: int, generator: Generator) -> NDArray[np.int64]:
        """Draw photos for windows."""
        drawn = np.searchsorted(self._cumulative, generator.random(number), side="right")
        return np.minimum(drawn, len(self.sizes) - 1)


class Windows(Dataset[Batch]):
    """Batch number ``step`` of a stage; the same recipe gives the same batches, from any step on."""

    def __init__(
        self,
        training_set: TrainingSet,
        card: Card,
        recipe: Recipe,
        stage: int,
        device: torch.device,
        zoom: int = 1,
        clean: bool = False,
    ) -> None:
        """zoom: a window's side divided by the stage's input side. clean: whether there is a teacher."""
        self.device = device
        self._set, self._recipe, self._stage = training_set, recipe, recipe.stages[stage]
        self._seed = [recipe.seed + stage, self._stage.input]
        self._before = sum(earlier.images for earlier in recipe.stages[:stage])
        self._size, self._full_size = self._stage.input, card.input.width
        self._side, self._clean = self._size * zoom, clean
        self._cells = torch.from_numpy(cells_at(card, self._size)).to(device)

    def __getitem__(self, step: int) -> Batch:
        generator, kinds = np.random.default_rng([*self._seed, step]), self._recipe.windows
        calm = self._calm(step)
        rows = self._set.draw(self._stage.batch, generator)
        photo_boxes, labels, real = self._set.boxes.take(rows)
        turned = kinds.turned + calm * (kinds.turned_at_end - kinds.turned)
        views = choose_views(
            self._set.sizes[rows],
            photo_boxes,
            real & (labels != IGNORE),
            self._size,
            self._full_size,
            turned,
            kinds,
            generator,
        )
        photo_boxes, boxes, labels = self._move(photo_boxes, labels, real, views)
        images, clean = self._cut(rows, views, generator)
        self._change_faces(images, views, photo_boxes, boxes, labels, generator)
        share = kinds.disturbed + calm * (kinds.disturbed_at_end - kinds.disturbed)
        disturb(images, np.flatnonzero(generator.random(len(rows)) < share), generator)
        return Batch(
            images,
            clean,
            match_batch(self._cells, boxes, labels),
            self._match_soft(rows, views),
        )

    def _calm(self, step: int) -> float:
        """Progress from the windows' shares at the start to those at the end: 0..1."""
        progress = (self._before + step * self._stage.batch) / self._recipe.images
        return max(0.0, (progress - CALM_FROM) / (1 - CALM_FROM))

    def _move(
        self, boxes: Array, labels: NDArray[np.int64], real: NDArray[np.bool_], views: Views
    ) -> tuple[Array, NDArray[np.float32], NDArray[np.int64]]:
        """The visible boxes, in pixels of the photos and in shares of the windows, and their labels."""
        moved, learnable, seen = move_boxes(boxes, labels == IGNORE, views, self._size)
        labels = np.where(learnable, labels, IGNORE)
        kept, boxes, moved, labels = keep_columns(seen & real, boxes, moved, labels)
        return boxes, moved, np.where(kept, labels, BACKGROUND)

    def _cut(
        self, rows: NDArray[np.int64], views: Views, generator: Generator
    ) -> tuple[Tensor, Tensor | None]:
        """Windows as the network sees them, and at twice their side if there is a teacher.

        Some windows that shrink their photo are averaged over an area, and a few others use the nearest
        pixel, as cameras and programs do.
        """
        kinds, cut = self._recipe.windows, self._set.photos.cut
        colours = generator.integers(0, 256, (len(rows), 3), np.uint8)
        images = cut(rows, views, self._side, colours)
        clean = cut(rows, views, 2 * self._side, colours) if self._clean else None
        shrinks = (views.extent > self._side).any(axis=1)
        dice = generator.random(len(rows))
        groups: list[tuple[Resampling, NDArray[np.bool_]]] = [
            ("area", shrinks & (dice < kinds.averaged)),
            ("nearest", dice > 1 - kinds.nearest),
        ]
        for how, chosen in groups:
            some = np.flatnonzero(chosen)
            if len(some):
                index = torch.from_numpy(some).to(images.device)
                images[index] = cut(rows[some], views[some], self._side, colours[some], how)
        return images, clean

    def _change_faces(
        self,
        images: Tensor,
        views: Views,
        photo_boxes: Array,
        boxes: NDArray[np.float32],
        labels: NDArray[np.int64],
        generator: Generator,
    ) -> None:
        """Recolour masks and cover mouths, at most one face per window."""
        kinds = self._recipe.windows
        large = np.sqrt(compute_area(boxes)) * self._size > kinds.smallest_changed
        for name, share, change in (
            ("mask", kinds.recoloured, recolour_mask),
            ("no_mask", kinds.covered, cover_mouth),
        ):
            if name not in self._set.classes:
                continue
            of_class = large & (labels == self._set.classes.index(name))
            rank = np.where(of_class, generator.random(labels.shape), 1)
            column, rows = rank.argmin(axis=1), np.flatnonzero((rank < share).any(axis=1))
            if len(rows):
                faces = photo_boxes[rows, column[rows]]
                index = torch.from_numpy(rows).to(images.device)
                place = place_in_face(views[rows], faces, self._side, images.device)
                images[index] = to_bytes(change(to_shares(images[index]), place, generator))

    def _match_soft(self, rows: NDArray[np.int64], views: Views) -> SoftMatches | None:
        if self._set.soft is None:
            return None
        boxes, scores, real = self._set.soft.take(rows)
        moved, learnable, seen = move_boxes(boxes, np.zeros_like(real), views, self._size)
        kept, moved, learnable, scores = keep_columns(seen & real, moved, learnable, scores)
        labels = np.where(kept, np.where(learnable, 0, IGNORE), BACKGROUND)
        matches = match_batch(self._cells, moved, labels)
        number = matches.face[..., None].expand(-1, -1, scores.shape[2])
        of_anchor = torch.from_numpy(scores).to(self._cells).gather(1, number)
        return SoftMatches(
            matches,
            torch.where(matches.labels[..., None] >= 0, of_anchor, 0),
            torch.from_numpy(self._set.taught[rows]).to(self._cells.device),
        )


def sampling_weight(sample: Sample, classes: Sequence[str], sampling: Sampling) -> float:
    """The relative sampling weight of a picture; classes to ignore do not count."""
    faces = sample.labels[sample.labels != IGNORE]
    weight = sampling.sources.get(sample.source, 1.0)
    if not len(faces):
        return weight * sampling.empty
    for label in np.unique(faces):
        weight *= sampling.classes.get(classes[label], 1.0)
    return weight * sampling.crowd if len(faces) > sampling.crowd_size else weight


def load_windows(windows: Windows, steps: range, workers: int) -> Iterator[Batch]:
    """Batches ``steps`` in order, prepared by other processes, or by another thread on a GPU."""
    if windows.device.type == "cuda":
        return prefetch(windows.__getitem__, steps, windows.device)
    loader = DataLoader(
        windows,
        batch_size=None,
        sampler=steps,
        num_workers=workers,
        worker_init_fn=_single_thread,
        prefetch_factor=4 if workers else None,
    )
    return iter(loader)


def _single_thread(_: int) -> None:
    cv2.setNumThreads(0)
    torch.set_num_threads(1)
