"""TFLite in 8-bit integers: a quarter of the size, twice as fast; its ranges are measured on pictures."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from pathlib import Path

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from converter.formats import Tolerance
from converter.formats.tflite import TFLite
from converter.source import Source
from detector.card import Card
from detector.pictures import PICTURE_SUFFIXES, PictureError, decode_picture
from detector.preprocess import preprocess

FEWEST_PICTURES, MOST_PICTURES = 50, 200
"""Fewer leave out ranges that faces reach; more change nothing."""


class TFLiteInt8(TFLite):
    file = "model_int8.tflite"
    tolerance = Tolerance(bbox_regression=2.0, scores=0.15)

    def __init__(self, pictures: Path) -> None:
        self._pictures = pictures

    def configure(self, converter: tf.lite.TFLiteConverter, source: Source) -> None:
        batches = list(_read_pictures(self._pictures, source.card))
        if len(batches) < FEWEST_PICTURES:
            raise ValueError(
                f"expected at least {FEWEST_PICTURES} pictures in {self._pictures}, got {len(batches)}"
            )
        converter.optimizations = [tf.lite.Optimize.DEFAULT]
        converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
        converter.representative_dataset = lambda: ([batch] for batch in batches)


def create(pictures: Path | None) -> TFLiteInt8:
    if pictures is None:
        raise ValueError("format 'tflite_int8' needs photos of faces for its calibration: --pictures FOLDER")
    return TFLiteInt8(pictures)


def _read_pictures(folder: Path, card: Card) -> Iterator[NDArray[np.float32]]:
    """Up to MOST_PICTURES pictures, spread evenly over the folder; other files are skipped.

    Raises:
        ValueError: a picture is damaged or too large.
    """
    files = (path for path in folder.rglob("*") if path.is_file())
    paths = sorted(path for path in files if path.suffix.lower() in PICTURE_SUFFIXES)
    for path in paths[:: ceil(len(paths) / MOST_PICTURES) or 1]:
        try:
            yield preprocess(decode_picture(path.read_bytes()), card)
        except PictureError as error:
            raise ValueError(f"{path}: {error}") from error
