"""The network as a TensorFlow graph of constants, from which the TensorFlow formats and ONNX are made."""

from __future__ import annotations

from collections.abc import Sequence

import tensorflow as tf
from tensorflow.core.protobuf.config_pb2 import ConfigProto
from tensorflow.python.framework.convert_to_constants import convert_variables_to_constants_v2
from tensorflow.python.grappler.tf_optimizer import OptimizeGraph

from converter.source import Source

INPUT = "image"
"""Name of the input in every exported file that has names."""


def make_spec(source: Source) -> tf.TensorSpec:
    """The network's input: one picture, float32 [1, height, width, 3]."""
    return tf.TensorSpec((1, source.card.input.height, source.card.input.width, 3), tf.float32, name=INPUT)


def freeze(source: Source) -> tf.compat.v1.GraphDef:
    """Make a graph of the rounded network whose weights are constants.

    The names of the node ``image`` and of the outputs are fixed, and each node comes after its inputs.
    TensorFlow's order changes from run to run, and OpenCV executes nodes in the order of the file.
    """
    outputs = source.card.outputs
    network = source.rounded

    @tf.function(input_signature=[make_spec(source)])  # type: ignore[untyped-decorator]
    def infer(image: tf.Tensor) -> list[tf.Tensor]:
        tensors = network(image, training=False)
        return [tf.identity(tensor, name=name) for tensor, name in zip(tensors, outputs, strict=True)]

    frozen = convert_variables_to_constants_v2(infer.get_concrete_function()).graph
    graph = _simplify(frozen, outputs)
    _join_padding(graph)
    return _order(graph, outputs)


def _simplify(graph: tf.Graph, outputs: Sequence[str]) -> tf.compat.v1.GraphDef:
    """Compute nodes that do not depend on the input, and remove nodes that no output needs."""
    meta_graph = tf.compat.v1.train.export_meta_graph(graph_def=graph.as_graph_def(), graph=graph)
    meta_graph.collection_def["train_op"].node_list.value.extend(outputs)
    config = ConfigProto()
    config.graph_options.rewrite_options.optimizers.extend(["constfold", "dependency"])
    return OptimizeGraph(config, meta_graph)


def _join_padding(graph: tf.compat.v1.GraphDef) -> None:
    """Move padding nodes into the convolutions after them, because the page's runtime lacks that node."""
    nodes = {node.name: node for node in graph.node}
    for node in graph.node:
        before = nodes[node.input[0]] if node.op == "Conv2D" else node
        if before.op == "Pad":
            paddings = tf.make_ndarray(nodes[before.input[1]].attr["value"].tensor)
            node.attr["padding"].s = b"EXPLICIT"
            node.attr["explicit_paddings"].list.i[:] = paddings.ravel().tolist()
            node.input[0] = before.input[0]


def _order(graph: tf.compat.v1.GraphDef, outputs: Sequence[str]) -> tf.compat.v1.GraphDef:
    """Sort nodes after their inputs, and name the computing nodes like the outputs instead of a copy."""
    nodes = {node.name: node for node in graph.node}
    renamed = {nodes[name].input[0]: name for name in outputs}
    ordered: dict[str, tf.compat.v1.NodeDef] = {}

    def visit(name: str) -> None:
        if name not in ordered:
            node = nodes[name]
            for parent in node.input:
                visit(parent)
            node.input[:] = [renamed.get(parent, parent) for parent in node.input]
            node.name = renamed.get(name, name)
            ordered[name] = node

    for name in renamed:
        visit(name)
    return tf.compat.v1.GraphDef(node=ordered.values(), versions=graph.versions)
