"""MXNet: a symbol in JSON and a file of parameters; written without MXNet.

The parameters are an NDArray list of MXNet 1: three numbers, the arrays, then their names.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from converter.environments import find_python, run_apart
from converter.formats import EXACT
from converter.graph import INPUT
from converter.layers import Activation, Concat, Convolution, Layer, MaxPool, Rows, Shift, list_layers
from converter.source import Source
from detector.backends import Output

SYMBOL, PARAMETERS = "model-symbol.json", "model-0000.params"
VERSION = 10901
"""MXNet 1.9.1, the last one."""

LIST_MAGIC, ARRAY_MAGIC = 0x112, 0xF993FAC9
DENSE, CPU, FLOAT32 = 0, 1, 0


class MXNet:
    tolerance = EXACT

    def export(self, source: Source, folder: Path) -> None:
        symbol = Symbol()
        for layer in list_layers(source):
            symbol.add(layer)
        (folder / SYMBOL).write_text(symbol.to_json(source.card.outputs), encoding="utf-8")
        (folder / PARAMETERS).write_bytes(_pack(symbol.weights))

    def run(self, source: Source, folder: Path, images: NDArray[np.float32]) -> Iterator[tuple[str, Output]]:
        yield "mxnet", run_apart("mxnet", folder / SYMBOL, source.card_path, images)


class Symbol:
    """MXNet's graph: nodes that refer to earlier nodes by number."""

    def __init__(self) -> None:
        self.weights: dict[str, NDArray[np.float32]] = {}
        self._nodes: list[dict[str, Any]] = []
        self._numbers: dict[str, int] = {}
        self._append("null", INPUT)

    def add(self, layer: Layer) -> None:
        match layer:
            case Convolution():
                weight, bias = f"{layer.name}_weight", f"{layer.name}_bias"
                for name, values in ((weight, layer.kernel), (bias, layer.bias)):
                    self.weights[name] = values
                    self._append("null", name)
                kernel, filters = layer.kernel.shape[2:], len(layer.bias)
                geometry = {"kernel": kernel, "stride": layer.stride, "pad": layer.padding}
                attributes = geometry | {"num_filter": filters}
                self._append("Convolution", layer.name, layer.input, weight, bias, **attributes)
            case Activation():
                self._append("Activation", layer.name, layer.input, act_type=layer.function)
            case MaxPool():
                sides = (layer.size, layer.size)
                attributes = {
                    "kernel": sides,
                    "stride": sides,
                    "pool_type": "max",
                    "pooling_convention": "full",
                }
                self._append("Pooling", layer.name, layer.input, **attributes)
            case Rows():
                last = f"{layer.name}_last"
                self._append("transpose", last, layer.input, axes=(0, 2, 3, 1))
                self._append("Reshape", layer.name, last, shape=(0, -1, layer.depth))
            case Concat():
                self._append("Concat", layer.name, *layer.inputs, dim=1, num_args=len(layer.inputs))
            case Shift():
                constants = f"{layer.name}_values"
                self.weights[constants] = layer.values
                self._append("null", constants)
                self._append("elemwise_add", layer.name, layer.input, constants)

    def to_json(self, outputs: Iterable[str]) -> str:
        content = {
            "nodes": self._nodes,
            "arg_nodes": [number for number, node in enumerate(self._nodes) if node["op"] == "null"],
            "node_row_ptr": list(range(len(self._nodes) + 1)),
            "heads": [[self._numbers[name], 0, 0] for name in outputs],
            "attrs": {"mxnet_version": ["int", VERSION]},
        }
        return json.dumps(content, indent=2) + "\n"

    def _append(self, operator: str, name: str, *inputs: str, **attributes: Any) -> None:
        node: dict[str, Any] = {"op": operator, "name": name}
        if attributes:
            node["attrs"] = {key: str(value) for key, value in attributes.items()}
        node["inputs"] = [[self._numbers[parent], 0, 0] for parent in inputs]
        self._numbers[name] = len(self._nodes)
        self._nodes.append(node)


def create() -> MXNet:
    find_python("mxnet")
    return MXNet()


def _pack(weights: Mapping[str, NDArray[np.float32]]) -> bytes:
    """Little-endian; each array follows its kind, shape, device and type."""
    pieces = [struct.pack("<QQQ", LIST_MAGIC, 0, len(weights))]
    for values in weights.values():
        pieces += [
            struct.pack("<IiI", ARRAY_MAGIC, DENSE, values.ndim),
            struct.pack(f"<{values.ndim}q", *values.shape),
            struct.pack("<iii", CPU, 0, FLOAT32),
            values.astype("<f4").tobytes(),
        ]
    pieces.append(struct.pack("<Q", len(weights)))
    for name in weights:
        key = f"arg:{name}".encode()
        pieces += [struct.pack("<Q", len(key)), key]
    return b"".join(pieces)
