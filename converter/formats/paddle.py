"""Paddle's inference program: layers in a .pdmodel, weights in a .pdiparams; written without Paddle.

Versions 2 and 3 of Paddle read these files. The fields and their numbers are from Paddle's framework.proto.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from converter.environments import find_python, run_apart
from converter.formats import EXACT
from converter.graph import INPUT
from converter.layers import Activation, Concat, Convolution, Layer, MaxPool, Rows, Shift, list_layers
from converter.protobuf import make_messages
from converter.source import Source
from detector.backends import Output

PROGRAM, PARAMETERS = "model.pdmodel", "model.pdiparams"

MESSAGES = make_messages(
    "paddle.framework.proto",
    {
        "Attr": {
            "name": (1, "string"),
            "type": (2, "int32"),
            "i": (3, "int32"),
            "s": (5, "string"),
            "ints": (6, "repeated int32"),
            "b": (10, "bool"),
        },
        "Argument": {"parameter": (1, "string"), "arguments": (2, "repeated string")},
        "OpDesc": {
            "inputs": (1, "repeated Argument"),
            "outputs": (2, "repeated Argument"),
            "type": (3, "string"),
            "attrs": (4, "repeated Attr"),
        },
        "TensorDesc": {"data_type": (1, "int32"), "dims": (2, "repeated int64")},
        "DenseTensorDesc": {"tensor": (1, "TensorDesc"), "lod_level": (2, "int32")},
        "VarType": {"type": (1, "int32"), "dense_tensor": (3, "DenseTensorDesc")},
        "VarDesc": {
            "name": (1, "string"),
            "type": (2, "VarType"),
            "persistable": (3, "bool"),
            "need_check_feed": (4, "bool"),
        },
        "BlockDesc": {
            "idx": (1, "int32"),
            "parent_idx": (2, "int32"),
            "vars": (3, "repeated VarDesc"),
            "ops": (4, "repeated OpDesc"),
        },
        "Version": {"version": (1, "int64")},
        "ProgramDesc": {"blocks": (1, "repeated BlockDesc"), "version": (4, "Version")},
    },
)
DENSE_TENSOR, FLOAT32, FEED, FETCH = 7, 5, 9, 10
ATTRIBUTES = {int: (0, "i"), str: (2, "s"), tuple: (3, "ints"), bool: (6, "b")}
"""Type of a value -> number of the attribute's type and the field that holds it."""


class Paddle:
    tolerance = EXACT

    def export(self, source: Source, folder: Path) -> None:
        size = source.card.input.height, source.card.input.width
        program = Program((1, 3, *size))
        for layer in list_layers(source):
            program.add(layer)
        for number, name in enumerate(source.card.outputs):
            program.fetch(name, number)
        (folder / PROGRAM).write_bytes(program.message.SerializeToString(deterministic=True))
        (folder / PARAMETERS).write_bytes(_pack(program.weights))

    def run(self, source: Source, folder: Path, images: NDArray[np.float32]) -> Iterator[tuple[str, Output]]:
        yield "paddle", run_apart("paddle", folder / PROGRAM, source.card_path, images)


class Program:
    """Paddle's program: one block of variables and of operators that read and write them."""

    def __init__(self, input_shape: tuple[int, ...]) -> None:
        self.weights: dict[str, NDArray[np.float32]] = {}
        self.message = MESSAGES["ProgramDesc"](version={"version": 0})
        self._block = self.message.blocks.add(idx=0, parent_idx=-1)
        for name, kind in (("feed", FEED), ("fetch", FETCH)):
            self._block.vars.add(name=name, type={"type": kind}, persistable=True)
        self._declare(INPUT, input_shape, need_check_feed=True)
        self._operate("feed", {"X": ["feed"]}, {"Out": [INPUT]}, col=0)

    def add(self, layer: Layer) -> None:
        self._declare(layer.name)
        result = {"Out": [layer.name]}
        match layer:
            case Convolution():
                self._add_convolution(layer)
            case Activation():
                self._operate(layer.function, {"X": [layer.input]}, result)
            case MaxPool():
                sides = (layer.size, layer.size)
                attributes = {"ksize": sides, "strides": sides, "paddings": (0, 0), "ceil_mode": True}
                self._operate("pool2d", {"X": [layer.input]}, result, pooling_type="max", **attributes)
            case Rows():
                last = f"{layer.name}_last"
                self._declare(last)
                self._operate("transpose2", {"X": [layer.input]}, {"Out": [last]}, axis=(0, 2, 3, 1))
                self._operate("reshape2", {"X": [last]}, result, shape=(0, -1, layer.depth))
            case Concat():
                self._operate("concat", {"X": list(layer.inputs)}, result, axis=1)
            case Shift():
                constants = f"{layer.name}_values"
                self.weights[constants] = layer.values
                self._declare(constants, layer.values.shape, persistable=True)
                self._operate("elementwise_add", {"X": [layer.input], "Y": [constants]}, result, axis=-1)

    def fetch(self, name: str, number: int) -> None:
        """Make a layer the output with a number."""
        self._operate("fetch", {"X": [name]}, {"Out": ["fetch"]}, col=number)

    def _add_convolution(self, layer: Convolution) -> None:
        weight, bias, unbiased = (f"{layer.name}_{part}" for part in ("weight", "bias", "unbiased"))
        for name, values in ((weight, layer.kernel), (bias, layer.bias)):
            self.weights[name] = values
            self._declare(name, values.shape, persistable=True)
        self._declare(unbiased)
        self._operate(
            "conv2d",
            {"Input": [layer.input], "Filter": [weight]},
            {"Output": [unbiased]},
            strides=layer.stride,
            paddings=layer.padding,
            dilations=(1, 1),
            groups=1,
        )
        self._operate("elementwise_add", {"X": [unbiased], "Y": [bias]}, {"Out": [layer.name]}, axis=1)

    def _declare(self, name: str, shape: tuple[int, ...] = (), **flags: bool) -> None:
        tensor = {"data_type": FLOAT32, "dims": shape}
        kind = {"type": DENSE_TENSOR, "dense_tensor": {"tensor": tensor, "lod_level": 0}}
        self._block.vars.add(name=name, type=kind, **flags)

    def _operate(
        self, kind: str, inputs: Mapping[str, list[str]], outputs: Mapping[str, list[str]], **attributes: Any
    ) -> None:
        operator = self._block.ops.add(type=kind)
        for side, arguments in ((operator.inputs, inputs), (operator.outputs, outputs)):
            for parameter, names in arguments.items():
                side.add(parameter=parameter, arguments=names)
        for name, value in attributes.items():
            number, field = ATTRIBUTES[type(value)]
            operator.attrs.add(name=name, type=number, **{field: value})


def create() -> Paddle:
    find_python("paddle")
    return Paddle()


def _pack(weights: Mapping[str, NDArray[np.float32]]) -> bytes:
    """The arrays sorted by name; each one follows its versions, levels (none) and shape."""
    pieces = []
    for name in sorted(weights):
        values = weights[name]
        description = MESSAGES["TensorDesc"](data_type=FLOAT32, dims=values.shape).SerializeToString()
        pieces += [
            struct.pack("<IQIi", 0, 0, 0, len(description)),
            description,
            values.astype("<f4").tobytes(),
        ]
    return b"".join(pieces)
