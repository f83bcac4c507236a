"""Random windows on a picture: the only pictures that the network sees in training.

All randomness comes from the generator that the caller passes.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from training.data.dataset import IGNORE

Image = NDArray[np.uint8]
Boxes = NDArray[np.float32]
Labels = NDArray[np.int64]

SMALLEST_FACE = 5.0
"""Side in pixels of the input; a smaller face is a region to ignore."""

LARGEST_FACE = 0.8
"""Side as a share of the input's."""

MAX_ENLARGEMENT = 4.0
AS_DEPLOYED = 0.65
"""Share of full-size windows that show the picture as the trained network will see it: whole."""

DISTURBED = 0.5
"""Share of windows whose light, colours and sharpness are disturbed."""


def augment(
    image: Image, boxes: Boxes, labels: Labels, size: int, full_size: int, generator: Generator
) -> tuple[Image, Boxes, Labels]:
    """Cut a random window, squash it to ``size`` × ``size`` pixels and disturb it now and then.

    Args:
        image: uint8 [height, width, 3], RGB.
        boxes: float32 [N, 4], xyxy in pixels.
        labels: int64 [N].
        size: side of the window's input in pixels.
        full_size: side of the input that the trained network will have; a smaller ``size`` shows a part.

    Returns:
        uint8 [size, size, 3], boxes in 0..1 of the window, labels; faces that the window cuts mostly off, and
        those that became too small, are regions to ignore.
    """
    height, width = image.shape[:2]
    if generator.random() < AS_DEPLOYED * size / full_size:
        corners = _deployed_window(width, height, size / full_size, generator)
    else:
        corners = _face_window(width, height, boxes[labels != IGNORE], size, generator)
    window = np.round(corners).astype(np.int64)
    window_image = _cut(image, window, size, generator)
    boxes, labels = _move_boxes(boxes, labels, window, size)

    if generator.random() < 0.5:
        window_image = np.ascontiguousarray(window_image[:, ::-1])
        boxes = boxes[:, [2, 1, 0, 3]] * np.array([-1, 1, -1, 1], np.float32) + np.array(
            [1, 0, 1, 0], np.float32
        )
    if generator.random() < DISTURBED:
        window_image = _disturb(window_image, generator)
    return window_image, boxes, labels


def _deployed_window(width: int, height: int, share: float, generator: Generator) -> NDArray[np.float64]:
    """The picture, or that share of both its sides, from .82 to 1.11 times as much of each side."""
    extent = share * np.array([width, height]) * np.exp(generator.uniform(-0.2, 0.1, 2))
    corner = generator.uniform(0, 1, 2) * ([width, height] - extent)
    return np.concatenate([corner, corner + extent])


def _face_window(
    width: int, height: int, faces: Boxes, size: int, generator: Generator
) -> NDArray[np.float64]:
    """A window in which a random face, if there is one, has a log-uniform size."""
    aspect = np.exp(generator.uniform(-0.6, 0.6))
    if len(faces):
        x1, y1, x2, y2 = faces[generator.integers(len(faces))].astype(np.float64)
        face = np.sqrt((x2 - x1) * (y2 - y1))
        largest = min(LARGEST_FACE * size, MAX_ENLARGEMENT * face)
        wanted = np.exp(generator.uniform(np.log(1.3 * SMALLEST_FACE), np.log(max(largest, 10.0))))
        side = face * size / wanted
        centre = np.array([x1 + x2, y1 + y2]) / 2
    else:
        side = np.exp(generator.uniform(np.log(0.3), 0)) * max(width, height)
        centre = generator.uniform(0, 1, 2) * [width, height]
    extent = side * np.array([np.sqrt(aspect), 1 / np.sqrt(aspect)])
    extent = np.minimum(extent, [1.15 * width, 1.15 * height])
    corner = centre - extent * generator.uniform(0.05, 0.95, 2)
    # The smaller of window and picture stays within the larger.
    room = np.array([width, height]) - extent
    corner = np.clip(corner, np.minimum(room, 0) - 0.05 * extent, np.maximum(room, 0) + 0.05 * extent)
    return np.concatenate([corner, corner + extent])


def _cut(image: Image, window: NDArray[np.int64], size: int, generator: Generator) -> Image:
    """Resample the window to size × size; what lies outside the picture gets one random colour."""
    height, width = image.shape[:2]
    x1, y1, x2, y2 = window
    inside = np.clip(window, 0, [width, height, width, height])
    part = image[inside[1] : inside[3], inside[0] : inside[2]]
    left, right = np.round((inside[::2] - x1) / (x2 - x1) * size).astype(int)
    top, bottom = np.round((inside[1::2] - y1) / (y2 - y1) * size).astype(int)

    cut = np.empty((size, size, 3), np.uint8)
    cut[:] = generator.integers(0, 256, 3)
    if right > left and bottom > top:
        shrinks = part.shape[1] > right - left or part.shape[0] > bottom - top
        interpolation = cv2.INTER_AREA if shrinks and generator.random() < 0.7 else cv2.INTER_LINEAR
        cut[top:bottom, left:right] = cv2.resize(
            part, (right - left, bottom - top), interpolation=interpolation
        )
    return cut


def _move_boxes(boxes: Boxes, labels: Labels, window: NDArray[np.int64], size: int) -> tuple[Boxes, Labels]:
    """Boxes in pixels of the picture to 0..1 of the window, clipped to it; drops what lies outside."""
    extent = window[2:] - window[:2]
    moved = (boxes - np.tile(window[:2], 2)) / np.tile(extent, 2)
    clipped = np.clip(moved, 0, 1)
    visible = _area(clipped) / np.maximum(_area(moved), 1e-9)
    small = np.sqrt(_area(clipped)) * size < SMALLEST_FACE
    labels = np.where((visible < 0.5) | small, IGNORE, labels)
    seen = (clipped[:, 2:] - clipped[:, :2] > 1 / size).all(axis=1)
    return clipped[seen].astype(np.float32), labels[seen]


def _area(boxes: NDArray[np.float64]) -> NDArray[np.float64]:
    area: NDArray[np.float64] = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    return area


def _disturb(image: Image, generator: Generator) -> Image:
    """Light, colour, blur, noise and JPEG artefacts of cheap cameras, each now and then."""
    if generator.random() < 0.7:
        image = _shift_colours(image, generator)
    if generator.random() < 0.1:
        image = cv2.cvtColor(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB).astype(np.uint8)
    if generator.random() < 0.12:
        length = int(generator.integers(2, 5))
        kernel = (length, 1) if generator.random() < 0.5 else (1, length)
        image = cv2.blur(image, kernel if generator.random() < 0.5 else (length, length)).astype(np.uint8)
    if generator.random() < 0.12:
        noise = generator.normal(0, generator.uniform(2, 12), image.shape)
        image = np.clip(image + noise, 0, 255).astype(np.uint8)
    if generator.random() < 0.2:
        quality = int(generator.integers(25, 90))
        _, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])
        image = np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8)
    return image


def _shift_colours(image: Image, generator: Generator) -> Image:
    """Gain per channel, brightness and gamma through one look-up table."""
    levels = np.arange(256, dtype=np.float64)[:, None] / 255
    gain = np.exp(generator.uniform(-0.5, 0.35)) * np.exp(generator.uniform(-0.12, 0.12, 3))
    curve = levels ** np.exp(generator.uniform(-0.4, 0.5)) * gain + generator.uniform(-0.12, 0.12)
    table = (np.clip(curve, 0, 1) * 255).astype(np.uint8).reshape(1, 256, 3)
    return np.asarray(cv2.LUT(image, table), np.uint8)
