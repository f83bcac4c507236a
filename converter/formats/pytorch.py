"""PyTorch: weights for our readable module, and an exported program that runs without our code."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import keras
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from converter.fold import fold_batch_norm
from converter.formats import EXACT, run_backend
from converter.source import Source, adds_to_rows
from detector.backends import Output, open_backend
from detector.network.keras import build_network
from detector.network.pytorch import ConvBlock, Layer, Network, make_bias, set_weights

WEIGHTS, PROGRAM = "model.pt", "model.pt2"


class PyTorch:
    tolerance = EXACT

    def export(self, source: Source, folder: Path) -> None:
        network = _build(source)
        torch.save(network.state_dict(), folder / WEIGHTS)
        torch.export.save(
            _export(network, source),
            folder / PROGRAM,
            extra_files={"card.json": source.card_path.read_text(encoding="utf-8")},
        )

    def run(self, source: Source, folder: Path, images: NDArray[np.float32]) -> Iterator[tuple[str, Output]]:
        yield "state_dict", run_backend(open_backend("pytorch", folder / WEIGHTS, source.card), images)
        yield "exported program", run_backend(ExportedProgram(folder / PROGRAM), images)


class Inference(nn.Module):
    """The network with the interface of all other formats: channels last, scores after the sigmoid."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, image: Tensor) -> tuple[Tensor, Tensor]:
        """float32 [1, height, width, 3] to bbox_regression [1, A, 4] and scores [1, A, C]."""
        bbox_regression, logits = self.network(image.permute(0, 3, 1, 2))
        return bbox_regression, logits.sigmoid()


class ExportedProgram:
    """A .pt2 file."""

    def __init__(self, model: Path) -> None:
        self._program = torch.export.load(model).module()

    @torch.inference_mode()
    def run(self, batch: NDArray[np.float32]) -> Output:
        bbox_regression, scores = self._program(torch.from_numpy(batch))
        return bbox_regression.numpy(), scores.numpy()


def create() -> PyTorch:
    return PyTorch()


def _build(source: Source) -> Network:
    """Fill :class:`detector.network.pytorch.Network`; its batch normalisation becomes biases.

    Layers are matched by their place in the network, because older models use other names.

    Raises:
        ValueError: the Keras model is another network.
    """
    untrained = fold_batch_norm(build_network(source.card))
    expected, given = (_list_weighted(network) for network in (untrained, source.rounded))
    if len(expected) != len(given):
        raise ValueError(f"the PyTorch network has {len(expected)} convolutions, got {len(given)}")
    layers = {layer.name: own for layer, own in zip(expected, given, strict=True)}
    network = Network(source.card).eval()
    modules = dict(network.named_layers())
    for name, module in modules.items():
        if isinstance(module, nn.Conv2d):
            try:
                _copy(layers[name], module, modules.get(name.removesuffix("conv") + "bn"))
            except ValueError as error:
                raise ValueError(
                    f"layer {layers[name].name} does not fit the PyTorch network: {error}"
                ) from error
    network.from_cells.fill_(any(map(adds_to_rows, source.network.layers)))
    return network


def _list_weighted(network: keras.Model) -> list[keras.layers.Layer]:
    """Layers with weights, depth first from the outputs, so that the order depends only on the graph."""
    makers = {id(layer.output): layer for layer in network.layers}
    found: dict[int, keras.layers.Layer] = {}

    def visit(tensor: keras.KerasTensor) -> None:
        layer = makers[id(tensor)]
        if id(layer) not in found:
            for parent in keras.tree.flatten(layer.input):
                if parent is not tensor:  # the input of an input layer is its own output
                    visit(parent)
            found[id(layer)] = layer

    for output in network.outputs:
        visit(output)
    return [layer for layer in found.values() if layer.weights]


def _copy(layer: keras.layers.Layer, convolution: nn.Conv2d, norm: Layer | None) -> None:
    """Copy a folded convolution; its bias goes to the batch norm after it, if any."""
    kernel, bias = layer.get_weights()
    set_weights(convolution, [kernel] if norm else [kernel, bias])
    if isinstance(norm, nn.BatchNorm2d):
        make_bias(norm, bias)


def _export(network: Network, source: Source) -> torch.export.ExportedProgram:
    """Fold batch normalisation and trace the network; the program contains no paths of this machine."""
    for block in network.modules():
        if isinstance(block, ConvBlock):
            block.conv = fuse_conv_bn_eval(block.conv, block.bn)
            block.bn = nn.Identity()  # type: ignore[assignment]
    image = torch.zeros(1, source.card.input.height, source.card.input.width, 3)
    program = torch.export.export(Inference(network), (image,))
    for node in program.graph.nodes:
        node.meta.pop("stack_trace", None)
    program.example_inputs = None
    return program
