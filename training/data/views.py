"""The geometry of windows: their position on photos, and the position of boxes in them.

All randomness comes from the generator that the caller passes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from detector.boxes import compute_area

SMALLEST_FACE_PX = 5.0
"""Side in pixels of the input; a smaller face is a region to ignore."""

LARGEST_FACE = 0.8
"""Side as a share of the input's."""

MAX_ENLARGEMENT = 4.0

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class WindowKinds:
    """The table ``[windows]`` of a recipe: shares of the windows, 0..1, with each kind of augmentation.
    recipe.toml explains each. Names with ``_at_end`` are the shares at the end of a run."""

    whole: float
    averaged: float
    nearest: float
    turned: float
    turned_at_end: float
    largest_turn: float
    quarter_turns: float
    recoloured: float
    covered: float
    smallest_changed: float
    disturbed: float
    disturbed_at_end: float


@dataclass(frozen=True)
class Views:
    """The windows of a batch, each an upright or rotated rectangle on its photo, perhaps mirrored.

    centre, extent: float64 [B, 2], (x, y) in pixels of the photo. angle: float64 [B], radians, clockwise on
    screen. mirrored: bool [B].
    """

    centre: Array
    extent: Array
    angle: Array
    mirrored: Mask

    def __getitem__(self, rows: NDArray[np.int64]) -> Views:
        return Views(self.centre[rows], self.extent[rows], self.angle[rows], self.mirrored[rows])

    def matrices(self, size: int) -> Array:
        """Affine matrices from pixels of size × size windows to pixels of the photos: float64 [B, 2, 3].

        Coordinates start at the centre of the first pixel, as in OpenCV.
        """
        cos, sin = np.cos(self.angle), np.sin(self.angle)
        step = self.extent / size * np.stack([np.where(self.mirrored, -1, 1), np.ones(len(cos))], axis=1)
        linear = np.stack(
            [
                np.stack([cos * step[:, 0], -sin * step[:, 1]], axis=1),
                np.stack([sin * step[:, 0], cos * step[:, 1]], axis=1),
            ],
            axis=1,
        )
        middle = self.centre - 0.5 - linear.sum(axis=2) * ((size - 1) / 2)
        return np.concatenate([linear, middle[:, :, None]], axis=2)


def choose_views(
    photos: Array,
    boxes: Array,
    faces: Mask,
    size: int,
    full_size: int,
    turned: float,
    kinds: WindowKinds,
    generator: Generator,
) -> Views:
    """A random window on each photo of a batch.

    A share of them shows the whole photo, as the trained network will see it. The others lie around a random
    face, if there is one, scaled so that its size is log-uniform.

    Args:
        photos: float64 [B, 2], width and height in pixels.
        boxes: float64 [B, K, 4], xyxy in pixels of the photo.
        faces: bool [B, K], the boxes to show.
        size: side of the window's input in pixels.
        full_size: side of the input that the trained network will have; a smaller ``size`` shows a part.
        turned: share of the windows to rotate.
    """
    batch = len(photos)
    whole = generator.random(batch) < kinds.whole * size / full_size
    corner, extent = np.where(
        whole[None, :, None],
        _whole_windows(photos, size / full_size, generator),
        _face_windows(photos, boxes, faces, size, generator),
    )
    first, last = np.round(corner), np.round(corner + extent)
    last = np.maximum(last, first + 2)
    extent = last - first

    angle = np.where(generator.random(batch) < turned, generator.uniform(-1, 1, batch), 0)
    quarters = np.where(generator.random(batch) < kinds.quarter_turns, generator.integers(1, 4, batch), 0)
    lying = quarters % 2 == 1  # a window on its side shows the same part of the photo
    return Views(
        centre=(first + last) / 2,
        extent=np.where(lying[:, None], extent[:, ::-1], extent),
        angle=angle * np.radians(kinds.largest_turn) + quarters * (np.pi / 2),
        mirrored=generator.random(batch) < 0.5,
    )


def _whole_windows(photos: Array, share: float, generator: Generator) -> Array:
    """The photo, or a share of both its sides, each side times .82 to 1.11.

    Returns:
        float64 [2, B, 2]: corner and extent.
    """
    extent = share * photos * np.exp(generator.uniform(-0.2, 0.1, photos.shape))
    return np.stack([generator.random(photos.shape) * (photos - extent), extent])


def _face_windows(photos: Array, boxes: Array, faces: Mask, size: int, generator: Generator) -> Array:
    """float64 [2, B, 2]: corner and extent of a window in which a random face has a log-uniform size."""
    batch = len(photos)
    number = faces.sum(axis=1)
    nth = (generator.random(batch) * number).astype(np.int64)
    column = np.take_along_axis(np.argsort(~faces, axis=1, kind="stable"), nth[:, None], axis=1)
    box = np.take_along_axis(boxes, column[:, :, None], axis=1)[:, 0]

    face = np.sqrt(np.maximum(compute_area(box), 1e-6))
    largest = np.maximum(np.minimum(LARGEST_FACE * size, MAX_ENLARGEMENT * face), 10.0)
    wanted = np.exp(generator.uniform(np.log(1.3 * SMALLEST_FACE_PX), np.log(largest)))
    anywhere = np.exp(generator.uniform(np.log(0.3), 0, batch)) * photos.max(axis=1)
    side = np.where(number > 0, face * size / wanted, anywhere)
    centre = np.where(
        number[:, None] > 0, (box[:, :2] + box[:, 2:]) / 2, generator.random((batch, 2)) * photos
    )

    aspect = np.exp(generator.uniform(-0.6, 0.6, batch))
    extent = side[:, None] * np.stack([np.sqrt(aspect), 1 / np.sqrt(aspect)], axis=1)
    extent = np.minimum(extent, 1.15 * photos)
    corner = centre - extent * generator.uniform(0.05, 0.95, (batch, 2))
    # The smaller of window and photo stays within the larger.
    room = photos - extent
    return np.stack(
        [
            np.clip(corner, np.minimum(room, 0) - 0.05 * extent, np.maximum(room, 0) + 0.05 * extent),
            extent,
        ]
    )


def move_boxes(
    boxes: Array, regions: Mask, views: Views, size: int
) -> tuple[NDArray[np.float32], Mask, Mask]:
    """Convert boxes from pixels of the photos to shares of their windows, and clip them.

    In a rotated window, a face gets the bounding box of the rotated ellipse in its box, and a region to
    ignore gets the bounding box of its rotated rectangle.

    Args:
        boxes: float64 [B, K, 4], xyxy.
        regions: bool [B, K], True for regions to ignore.
        size: side of the window's input in pixels.

    Returns:
        float32 [B, K, 4] in 0..1; bool [B, K], whether a box is mostly in the window and large enough to
        learn from; bool [B, K], whether any part of it is visible.
    """
    cos, sin = np.cos(views.angle)[:, None], np.sin(views.angle)[:, None]
    half = (boxes[..., 2:] - boxes[..., :2]) / 2
    from_centre = (boxes[..., :2] + boxes[..., 2:]) / 2 - views.centre[:, None]
    (a, b), (x, y) = np.moveaxis(half, 2, 0), np.moveaxis(from_centre, 2, 0)
    centre = np.stack([cos * x + sin * y, cos * y - sin * x], axis=2)
    ellipse = np.stack([np.hypot(a * cos, b * sin), np.hypot(a * sin, b * cos)], axis=2)
    rectangle = np.stack([a * abs(cos) + b * abs(sin), a * abs(sin) + b * abs(cos)], axis=2)
    half = np.where(regions[..., None], rectangle, ellipse)

    mirrored = views.mirrored[:, None]
    centre[..., 0] = np.where(mirrored, -centre[..., 0], centre[..., 0])
    extent = views.extent[:, None]
    moved = np.concatenate([(centre - half) / extent, (centre + half) / extent], axis=2) + 0.5
    clipped = np.clip(moved, 0, 1)
    visible = compute_area(clipped) / np.maximum(compute_area(moved), 1e-9)
    learnable = (visible >= 0.5) & (np.sqrt(compute_area(clipped)) * size >= SMALLEST_FACE_PX)
    seen = (clipped[..., 2:] - clipped[..., :2] > 1 / size).all(axis=2)
    return clipped.astype(np.float32), learnable, seen
