"""Caffe: layers in a .prototxt, weights in a .caffemodel; written without Caffe, read by OpenCV 4.

The fields and their numbers are from Caffe's caffe.proto, ``permute_param`` is from its SSD branch.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from google.protobuf import text_format
from numpy.typing import NDArray

from converter.formats import EXACT, run_backend
from converter.graph import INPUT
from converter.layers import Activation, Concat, Convolution, Layer, MaxPool, Rows, Shift, list_layers
from converter.protobuf import make_messages
from converter.source import Source
from detector.backends import Output, open_backend

LAYERS, WEIGHTS = "model.prototxt", "model.caffemodel"
ACTIVATIONS = {"relu": "ReLU", "sigmoid": "Sigmoid"}

MESSAGES = make_messages(
    "caffe",
    {
        "BlobShape": {"dim": (1, "packed int64")},
        "BlobProto": {"shape": (7, "BlobShape"), "data": (5, "packed float")},
        "ConvolutionParameter": {
            "num_output": (1, "uint32"),
            "pad": (3, "repeated uint32"),
            "kernel_size": (4, "repeated uint32"),
            "stride": (6, "repeated uint32"),
        },
        "PoolingParameter": {"kernel_size": (2, "uint32"), "stride": (3, "uint32")},
        "PermuteParameter": {"order": (1, "repeated uint32")},
        "ReshapeParameter": {"shape": (1, "BlobShape")},
        "ConcatParameter": {"axis": (2, "int32")},
        "ScaleParameter": {"axis": (1, "int32"), "num_axes": (2, "int32"), "bias_term": (4, "bool")},
        "InputParameter": {"shape": (1, "repeated BlobShape")},
        "LayerParameter": {
            "name": (1, "string"),
            "type": (2, "string"),
            "bottom": (3, "repeated string"),
            "top": (4, "repeated string"),
            "blobs": (7, "repeated BlobProto"),
            "concat_param": (104, "ConcatParameter"),
            "convolution_param": (106, "ConvolutionParameter"),
            "pooling_param": (121, "PoolingParameter"),
            "reshape_param": (133, "ReshapeParameter"),
            "scale_param": (142, "ScaleParameter"),
            "input_param": (143, "InputParameter"),
            "permute_param": (202, "PermuteParameter"),
        },
        "NetParameter": {"name": (1, "string"), "layer": (100, "repeated LayerParameter")},
    },
)


class Caffe:
    tolerance = EXACT

    def export(self, source: Source, folder: Path) -> None:
        network = MESSAGES["NetParameter"](name=source.card.name)
        shape = {"dim": [1, 3, source.card.input.height, source.card.input.width]}
        network.layer.add(name=INPUT, type="Input", top=[INPUT], input_param={"shape": [shape]})
        for layer in list_layers(source):
            _add(network, layer)
        (folder / WEIGHTS).write_bytes(network.SerializeToString(deterministic=True))
        for layer in network.layer:
            layer.ClearField("blobs")
        (folder / LAYERS).write_text(text_format.MessageToString(network), encoding="utf-8")

    def run(self, source: Source, folder: Path, images: NDArray[np.float32]) -> Iterator[tuple[str, Output]]:
        yield "opencv", run_backend(open_backend("caffe", folder / LAYERS, source.card), images)


def create() -> Caffe:
    return Caffe()


def _add(network: Any, layer: Layer) -> None:
    """Append a layer. Caffe's pool keeps the smaller windows at the edge, like ours."""
    bottom = layer.inputs if isinstance(layer, Concat) else [layer.input]
    match layer:
        case Convolution():
            parameter: dict[str, Any] = {
                "blobs": [_make_blob(layer.kernel), _make_blob(layer.bias)],
                "convolution_param": {
                    "num_output": len(layer.bias),
                    "pad": layer.padding,
                    "kernel_size": layer.kernel.shape[2:],
                    "stride": layer.stride,
                },
            }
            kind = "Convolution"
        case Activation():
            kind, parameter = ACTIVATIONS[layer.function], {}
        case MaxPool():
            kind, parameter = "Pooling", {"pooling_param": {"kernel_size": layer.size, "stride": layer.size}}
        case Rows():
            last = f"{layer.name}_last"
            order = {"order": [0, 2, 3, 1]}
            network.layer.add(name=last, type="Permute", bottom=bottom, top=[last], permute_param=order)
            bottom = [last]
            kind, parameter = "Reshape", {"reshape_param": {"shape": {"dim": [0, -1, layer.depth]}}}
        case Concat():
            kind, parameter = "Concat", {"concat_param": {"axis": 1}}
        case Shift():
            (values,) = layer.values
            parameter = {
                "blobs": [_make_blob(np.ones_like(values)), _make_blob(values)],
                "scale_param": {"axis": 1, "num_axes": values.ndim, "bias_term": True},
            }
            kind = "Scale"
    network.layer.add(name=layer.name, type=kind, bottom=bottom, top=[layer.name], **parameter)


def _make_blob(weights: NDArray[np.float32]) -> Any:
    return MESSAGES["BlobProto"](shape={"dim": weights.shape}, data=weights.ravel())
