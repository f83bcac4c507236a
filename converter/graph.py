"""The network as a TensorFlow graph of constants: where the TensorFlow formats and ONNX start."""

from __future__ import annotations

import tensorflow as tf
from tensorflow.python.framework.convert_to_constants import convert_variables_to_constants_v2

from converter.source import Source

INPUT = "image"
"""Name of the input in every exported file that has names."""


def make_function(source: Source) -> tf.types.experimental.GenericFunction:
    """Wrap the folded network: float32 [1, height, width, 3] to a dict with the card's output names."""
    card, network = source.card, source.folded
    names = (card.outputs.bbox_regression, card.outputs.scores)

    def infer(image: tf.Tensor) -> dict[str, tf.Tensor]:
        outputs = network(image, training=False)
        return {name: tf.identity(x, name=name) for name, x in zip(names, outputs, strict=True)}

    shape = (1, card.input.height, card.input.width, 3)
    return tf.function(infer, input_signature=[tf.TensorSpec(shape, tf.float32, name=INPUT)])


def freeze(source: Source) -> tf.compat.v1.GraphDef:
    """Make a graph whose weights are constants; its nodes ``image`` and the card's output names are fixed."""
    frozen = convert_variables_to_constants_v2(make_function(source).get_concrete_function())
    graph = frozen.graph.as_graph_def()
    outputs = [source.card.outputs.bbox_regression, source.card.outputs.scores]
    return tf.compat.v1.graph_util.extract_sub_graph(graph, outputs)
