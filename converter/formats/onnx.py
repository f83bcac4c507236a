"""ONNX, by tf2onnx, with the card in its metadata."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
import tf2onnx
from numpy.typing import NDArray

from converter.formats import EXACT, run_backend
from converter.graph import INPUT, freeze
from converter.source import Source
from detector.backends import Output, open_backend

FILE = "model.onnx"
OPSET = 13
"""The oldest one with every operator in its present form: the more runtimes read it, the better."""


class Onnx:
    tolerance = EXACT

    def export(self, source: Source, folder: Path) -> None:
        outputs = source.card.outputs
        model, _ = tf2onnx.convert.from_graph_def(
            freeze(source),
            input_names=[f"{INPUT}:0"],
            output_names=[f"{name}:0" for name in outputs],
            tensors_to_rename={f"{name}:0": name for name in (INPUT, *outputs)},
            opset=OPSET,
        )
        _normalise(model.graph)
        _free_batch(model.graph)
        model.graph.name = source.card.name
        onnx.helper.set_model_props(model, {"card": source.card_path.read_text(encoding="utf-8")})
        onnx.checker.check_model(model, full_check=True)
        (folder / FILE).write_bytes(model.SerializeToString(deterministic=True))

    def run(self, source: Source, folder: Path, images: NDArray[np.float32]) -> Iterator[tuple[str, Output]]:
        yield "opencv", run_backend(open_backend("opencv", folder / FILE, source.card), images)
        yield "onnxruntime", run_backend(open_backend("onnxruntime", folder / FILE, source.card), images)


def create() -> Onnx:
    return Onnx()


def _free_batch(graph: onnx.GraphProto) -> None:
    """Allow batches of any size: free the first axis of input, outputs and reshapes."""
    for value in (*graph.input, *graph.output):
        value.type.tensor_type.shape.dim[0].dim_param = "pictures"
    targets = {node.input[1] for node in graph.node if node.op_type == "Reshape"}
    for tensor in graph.initializer:
        if tensor.name in targets:
            shape = onnx.numpy_helper.to_array(tensor).copy()
            shape[0] = 0  # as many as the input has
            tensor.CopyFrom(onnx.numpy_helper.from_array(shape, tensor.name))


def _normalise(graph: onnx.GraphProto) -> None:
    """Order and name all nodes by their place in the graph, because tf2onnx's order is random."""
    makers = {output: node for node in graph.node for output in node.output}
    nodes: dict[str, onnx.NodeProto] = {}

    def visit(name: str) -> None:
        node = makers.get(name)
        if node is not None and node.output[0] not in nodes:
            for parent in node.input:
                visit(parent)
            nodes[node.output[0]] = node

    for output in graph.output:
        visit(output.name)

    names = {name: name for name in ("", *(value.name for value in (*graph.input, *graph.output)))}
    for index, node in enumerate(nodes.values()):
        node.name = f"{node.op_type}_{index}"
        for name in (*node.input, *node.output):
            names.setdefault(name, f"tensor_{len(names)}")
        node.input[:] = [names[name] for name in node.input]
        node.output[:] = [names[name] for name in node.output]

    weights = {tensor.name: tensor for tensor in graph.initializer}
    used = [weights[name] for name in names if name in weights]
    for tensor in used:
        tensor.name = names[tensor.name]
    graph.CopyFrom(
        onnx.GraphProto(node=nodes.values(), initializer=used, input=graph.input, output=graph.output)
    )
