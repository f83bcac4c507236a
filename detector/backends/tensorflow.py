"""TensorFlow: a SavedModel folder, or a frozen graph as TensorFlow 1 and OpenCV know it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from detector.backends import Output, check_outputs
from detector.card import Card

Function = Callable[[tf.Tensor], Mapping[str, tf.Tensor]]


class TensorFlowBackend:
    """Safe for concurrent calls."""

    def __init__(self, function: Function, card: Card) -> None:
        self._function = function
        self._outputs = card.outputs

    def run(self, batch: NDArray[np.float32]) -> Output:
        outputs = self._function(tf.constant(batch))
        bbox_regression, scores = (outputs[name].numpy() for name in self._outputs)
        return bbox_regression, scores


def load(model: Path, card: Card) -> TensorFlowBackend:
    """Read a SavedModel folder or a frozen graph; see :func:`detector.backends.load_backend`."""
    function, names = _load_saved_model(model) if model.is_dir() else _load_graph(model, card)
    check_outputs(model, names, card)
    return TensorFlowBackend(function, card)


def _load_saved_model(model: Path) -> tuple[Function, list[str]]:
    """The model and the names of its outputs."""
    loaded = tf.saved_model.load(str(model))
    signature = loaded.signatures["serving_default"]
    ((name, _),) = signature.structured_input_signature[1].items()
    signature.keep_alive = loaded
    return lambda image: signature(**{name: image}), list(signature.structured_outputs)


def _load_graph(model: Path, card: Card) -> tuple[Function, list[str]]:
    """The graph and the names of its nodes, any of which can be an output; first those that no node reads."""
    graph = tf.compat.v1.GraphDef.FromString(model.read_bytes())
    (image_name,) = (node.name for node in graph.node if node.op == "Placeholder")
    outputs = card.outputs

    @tf.function  # type: ignore[untyped-decorator]
    def infer(image: tf.Tensor) -> dict[str, tf.Tensor]:
        tensors = tf.graph_util.import_graph_def(
            graph, {f"{image_name}:0": image}, [f"{name}:0" for name in outputs], name=""
        )
        return dict(zip(outputs, tensors, strict=True))

    read = {name.lstrip("^").partition(":")[0] for node in graph.node for name in node.input}
    return infer, sorted((node.name for node in graph.node), key=lambda name: name in read)
