"""The model to convert: read, checked against its card, folded and rounded."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import keras
import numpy as np

from converter.fold import fold_batch_norm
from converter.reading import read_network
from detector.card import Card, load_author_card
from detector.network.rounding import PUBLISHED_TYPE, WEIGHT_TYPES


@dataclass(frozen=True)
class Source:
    """A trained network with its card, and their files.

    network: Keras model, float32 [N, height, width, 3] to [bbox_regression [N, A, 4], scores [N, A, C]].
    weight_type: a key of :data:`detector.network.rounding.WEIGHT_TYPES`.
    """

    network: keras.Model
    card: Card
    weights_path: Path
    card_path: Path
    weight_type: str = PUBLISHED_TYPE

    @cached_property
    def folded(self) -> keras.Model:
        """The network for inference, with folded batch normalisation."""
        return fold_batch_norm(self.network)

    @cached_property
    def rounded(self) -> keras.Model:
        """The folded network with rounded kernels, from which every exporter starts."""
        network = fold_batch_norm(self.network)
        _round_kernels(network, self.weight_type)
        return network

    @property
    def weights_sha256(self) -> str:
        return hashlib.sha256(self.weights_path.read_bytes()).hexdigest()


def load_source(
    weights_path: Path,
    card_path: Path,
    architecture: Path | None = None,
    weight_type: str = PUBLISHED_TYPE,
) -> Source:
    """Read a model and its card, and set the network's input to the card's size.

    architecture: see :func:`converter.reading.read_network`. weight_type: see :class:`Source`.

    Raises:
        ValueError: a file cannot be read, the card is already a published one, or model and card do not
            match.
        FileNotFoundError: one of the files does not exist.
    """
    if keras.backend.backend() != "tensorflow":
        raise ValueError(f"Keras runs on {keras.backend.backend()}, expected KERAS_BACKEND=tensorflow")
    card = load_author_card(card_path)
    network = read_network(weights_path, card, architecture)
    network = _match_card(network, card, weights_path)
    return Source(network, card, weights_path, card_path, weight_type)


def adds_to_rows(layer: keras.layers.Layer) -> bool:
    """Whether a layer adds a constant to each number of each row, like the network's last layer."""
    return (
        isinstance(layer, keras.layers.Rescaling)
        and layer.scale == 1
        and np.shape(layer.offset) == layer.output.shape[1:]
    )


def _round_kernels(network: keras.Model, weight_type: str) -> None:
    """Round the weights with at least two axes, in place, to the precision of the files."""
    rounded = WEIGHT_TYPES[weight_type].round
    for layer in network.layers:
        if layer.weights:
            weights = [np.asarray(values, np.float32) for values in layer.get_weights()]
            layer.set_weights([rounded(values) if values.ndim > 1 else values for values in weights])


def _match_card(network: keras.Model, card: Card, path: Path) -> keras.Model:
    """Put the outputs in the card's order: by name if the network uses the card's names, else by shape.

    Raises:
        ValueError: the network is no detector, or a shape does not match the card.
    """
    if [len(x.shape) for x in network.outputs] != [3, 3]:
        shapes = [tuple(x.shape) for x in network.outputs][:3]
        raise ValueError(
            f"source: {path} is not a detector: expected two outputs, boxes and scores of each anchor, "
            f"got {len(network.outputs)}, of shape {', '.join(map(str, shapes))}"
        )
    num_anchors = card.anchors.num_anchors
    expected = [
        (None, card.input.height, card.input.width, 3),
        (None, num_anchors, 4),
        (None, num_anchors, len(card.classes)),
    ]
    outputs = list(network.outputs)
    if sorted(network.output_names) == sorted(card.outputs):
        outputs = [outputs[network.output_names.index(name)] for name in card.outputs]
    elif [tuple(x.shape) for x in reversed(outputs)] == expected[1:]:
        outputs.reverse()

    got = [tuple(x.shape) for x in (*network.inputs, *outputs)]
    if got != expected:
        raise ValueError(
            f"source: the card describes an input and outputs of shape {expected}, the model has {got}"
        )
    return keras.Model(network.inputs[0], outputs, name=network.name)
