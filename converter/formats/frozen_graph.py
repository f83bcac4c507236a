"""A frozen graph: one file of constants for TensorFlow 1 and OpenCV."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from converter.formats import EXACT, run_backend
from converter.graph import freeze
from converter.source import Source
from detector.backends import Output, open_backend

FILE = "model.pb"


class FrozenGraph:
    tolerance = EXACT

    def export(self, source: Source, folder: Path) -> None:
        (folder / FILE).write_bytes(freeze(source).SerializeToString(deterministic=True))

    def run(self, source: Source, folder: Path, images: NDArray[np.float32]) -> Iterator[tuple[str, Output]]:
        yield "tensorflow", run_backend(open_backend("tensorflow", folder / FILE, source.card), images)
        yield "opencv", run_backend(open_backend("opencv", folder / FILE, source.card), images)


def create() -> FrozenGraph:
    return FrozenGraph()
