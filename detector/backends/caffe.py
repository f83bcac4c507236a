"""Caffe's files, read by OpenCV's dnn module: the framework itself is no longer to be installed."""

from __future__ import annotations

from pathlib import Path

import cv2

from detector.backends.opencv import OpenCVBackend
from detector.card import Card


def load(model: Path, card: Card) -> OpenCVBackend:
    """Read X.prototxt with X.caffemodel beside it; see :func:`detector.backends.load_backend`."""
    weights = model.with_suffix(".caffemodel")
    return OpenCVBackend(model, card, lambda: cv2.dnn.readNetFromCaffe(str(model), str(weights)), True)
