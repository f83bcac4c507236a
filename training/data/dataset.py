"""Annotated pictures."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from detector.pictures import PictureError, decode_picture
from training.data.faults import raise_faults

LARGEST_SIDE_PX = 1280
"""Of a picture kept in memory, in pixels; a face that is worth learning from shows at that size."""

IGNORE = -1
"""Label of a region that is neither a face nor background."""


@dataclass(frozen=True)
class Sample:
    """One annotated picture.

    boxes: float32 [N, 4], xyxy in pixels of the annotated size. labels: int64 [N], index into the classes or
    IGNORE. width, height: the annotated size in pixels. source: origin of the picture, if it is known.
    """

    image_id: int
    path: Path
    width: int
    height: int
    boxes: NDArray[np.float32]
    labels: NDArray[np.int64]
    source: str = ""


def read_image(path: Path) -> NDArray[np.uint8]:
    """Decode a picture: uint8 [height, width, 3], RGB.

    Raises:
        ValueError: the file cannot be read, or :func:`detector.pictures.decode_picture` refuses it.
    """
    try:
        return decode_picture(path.read_bytes())
    except OSError as error:
        raise ValueError(f"{path}: {error.strerror}") from error
    except PictureError as error:
        raise ValueError(f"{path}: {error}") from error


def read_picture(sample: Sample) -> NDArray[np.uint8]:
    """Decode a sample's picture and check that it has the annotated size.

    Raises:
        ValueError: see :func:`read_image`, or the picture's size differs from the annotated size.
    """
    image = read_image(sample.path)
    height, width = image.shape[:2]
    if (width, height) != (sample.width, sample.height):
        raise ValueError(
            f"{sample.path}: annotated as {sample.width}×{sample.height} pixels, but it has "
            f"{width}×{height}; annotate the picture as it is now, after any rotation"
        )
    return image


def read_images(samples: Sequence[Sample]) -> list[NDArray[np.uint8]]:
    """Decode all pictures into memory, with a progress bar; large ones are reduced to LARGEST_SIDE_PX."""
    with ThreadPoolExecutor() as threads:
        images = threads.map(lambda sample: _reduce(read_picture(sample)), samples)
        return list(tqdm(images, "pictures", total=len(samples), unit="img"))


def check_pictures(samples: Sequence[Sample]) -> None:
    """Decode every picture once, so that faults are found before a long run.

    Raises:
        ValueError: see :func:`read_picture`; a line for each fault.
    """
    faults = []
    for sample in tqdm(samples, "checking pictures", unit="img", leave=False):
        try:
            read_picture(sample)
        except ValueError as fault:
            faults.append(str(fault))
    raise_faults(faults)


def _reduce(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    scale = LARGEST_SIDE_PX / max(image.shape[:2])
    if scale >= 1:
        return image
    return np.asarray(cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
