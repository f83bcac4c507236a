"""TFLite with float16 weights: half the size; it computes in float32 if the device has no float16."""

from __future__ import annotations

import tensorflow as tf

from converter.formats import Tolerance
from converter.formats.tflite import TFLite
from converter.source import Source


class TFLiteFP16(TFLite):
    file = "model_fp16.tflite"
    tolerance = Tolerance(bbox_regression=0.05, scores=0.01)

    def configure(self, converter: tf.lite.TFLiteConverter, source: Source) -> None:
        converter.optimizations = [tf.lite.Optimize.DEFAULT]
        converter.target_spec.supported_types = [tf.float16]


def create() -> TFLiteFP16:
    return TFLiteFP16()
