"""Caffe's files, read by OpenCV's dnn module, because Caffe itself can no longer be installed."""

from __future__ import annotations

import re
from pathlib import Path

import cv2

from detector.backends import find_partner
from detector.backends.opencv import OpenCVBackend
from detector.card import Card

_LAYER = re.compile(rb"\blayers?\s*\{")


def load(model: Path, card: Card) -> OpenCVBackend:
    """Read X.prototxt and X.caffemodel, given either; see :func:`detector.backends.load_backend`."""
    layers, weights = (find_partner(model, suffix) for suffix in (".prototxt", ".caffemodel"))
    if not _LAYER.search(layers.read_bytes()):  # OpenCV would print lines of its own
        raise ValueError(f"{layers.name} holds no layers")
    return OpenCVBackend(layers, card, cv2.dnn.readNetFromCaffe(str(layers), str(weights)), True)
