"""SavedModel, with a serving signature that names input and outputs."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from converter.formats import EXACT, run_backend
from converter.graph import INPUT, freeze, make_spec
from converter.source import Source
from detector.backends import Output, open_backend

FOLDER = "saved_model"


class SavedModel:
    tolerance = EXACT

    def export(self, source: Source, folder: Path) -> None:
        save(source, folder / FOLDER)
        extra = folder / FOLDER / "assets.extra"
        extra.mkdir()
        shutil.copyfile(source.card_path, extra / "card.json")

    def run(self, source: Source, folder: Path, images: NDArray[np.float32]) -> Iterator[tuple[str, Output]]:
        yield "tensorflow", run_backend(open_backend("tensorflow", folder / FOLDER, source.card), images)


def save(source: Source, folder: Path) -> None:
    """Write a SavedModel whose weights are constants of its graph.

    A module that tracks a Keras 3 model would give a TFLite file without weights.
    """
    graph = freeze(source)
    outputs = source.card.outputs

    @tf.function(input_signature=[make_spec(source)])  # type: ignore[untyped-decorator]
    def serve(image: tf.Tensor) -> dict[str, tf.Tensor]:
        tensors = tf.graph_util.import_graph_def(
            graph, {f"{INPUT}:0": image}, [f"{name}:0" for name in outputs], name=""
        )
        return dict(zip(outputs, tensors, strict=True))

    tf.saved_model.save(tf.Module(), str(folder), signatures=serve)
    (folder / "fingerprint.pb").unlink()  # holds a random number, and no reader needs it


def create() -> SavedModel:
    return SavedModel()
