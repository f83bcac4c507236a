"""Pictures to network input."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from detector.card import Card


def preprocess(image: NDArray[np.uint8], card: Card) -> NDArray[np.float32]:
    """Resize a picture to the card's input size, without keeping its aspect ratio.

    A side more than 2.5 times as long as the input's is first reduced by area averaging to twice the input's
    side and rounded to whole pixel values. So a large photo and its thumbnail give the same input, and a
    webcam's 640×480 needs no reduction. Then both sides are resampled bilinearly with half-pixel centres.

    Args:
        image: uint8 [height, width, 3], RGB, upright.

    Returns:
        float32 [1, card.input.height, card.input.width, 3], pixel value times ``card.input.scale``.

    Raises:
        ValueError: the picture's shape or type is wrong, or it is empty.
    """
    if image.ndim != 3 or image.shape[2] != 3 or image.size == 0:
        raise ValueError(f"image: expected shape [height, width, 3], got {list(image.shape)}")
    if image.dtype != np.uint8:
        raise ValueError(f"image: expected uint8, got {image.dtype}")

    height, width = image.shape[:2]
    size = card.input.width, card.input.height
    reduced = _reduce_side(width, size[0]), _reduce_side(height, size[1])
    if reduced != (width, height):
        image = cv2.resize(image, reduced, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)
    resized = cv2.resize(image.astype(np.float32), size, interpolation=cv2.INTER_LINEAR)
    return np.multiply(resized, card.input.scale, out=resized)[np.newaxis]


def _reduce_side(side: int, target: int) -> int:
    return 2 * target if side > 2.5 * target else side
