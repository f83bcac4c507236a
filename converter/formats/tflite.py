"""TFLite, for LiteRT, with the card in its metadata."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray
from tensorflow.lite.python.schema_py_generated import BufferT, MetadataT
from tensorflow.lite.tools import flatbuffer_utils

from converter.formats import EXACT, run_backend
from converter.formats.saved_model import save
from converter.source import Source
from detector.backends import Output, open_backend


class TFLite:
    """The float32 file; other precisions override ``configure``."""

    file = "model.tflite"
    tolerance = EXACT

    def configure(self, converter: tf.lite.TFLiteConverter, source: Source) -> None:
        """Set the precision; float32 needs no settings."""

    def export(self, source: Source, folder: Path) -> None:
        with TemporaryDirectory() as saved_model:
            save(source, Path(saved_model))
            converter = tf.lite.TFLiteConverter.from_saved_model(saved_model)
            self.configure(converter, source)
            content = converter.convert()
        (folder / self.file).write_bytes(_add_metadata(content, "card", source.card_path.read_bytes()))

    def run(self, source: Source, folder: Path, images: NDArray[np.float32]) -> Iterator[tuple[str, Output]]:
        yield "litert", run_backend(open_backend("litert", folder / self.file, source.card), images)


def create() -> TFLite:
    return TFLite()


def _add_metadata(content: bytes, name: str, value: bytes) -> bytes:
    model = flatbuffer_utils.read_model_from_bytearray(bytearray(content))
    buffer = BufferT()
    buffer.data = list(value)
    metadata = MetadataT()
    metadata.name, metadata.buffer = name, len(model.buffers)
    model.buffers.append(buffer)
    model.metadata = [*(model.metadata or []), metadata]
    return bytes(flatbuffer_utils.convert_object_to_bytearray(model))
