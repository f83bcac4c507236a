"""The model to convert: read, checked against its card, folded."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import keras

from converter.fold import fold_batch_norm
from detector.card import Card, load_card


@dataclass(frozen=True)
class Source:
    """A trained network with its card, and the files they came from.

    network: Keras model, float32 [N, height, width, 3] to [bbox_regression [N, A, 4], scores [N, A, C]].
    """

    network: keras.Model
    card: Card
    weights_path: Path
    card_path: Path

    @cached_property
    def folded(self) -> keras.Model:
        """The network for inference, batch normalisation folded; what every exporter starts from."""
        return fold_batch_norm(self.network)

    @property
    def weights_sha256(self) -> str:
        return hashlib.sha256(self.weights_path.read_bytes()).hexdigest()


def load_source(weights_path: Path, card_path: Path) -> Source:
    """Read a Keras 3 file and its card.

    Raises:
        ValueError: a file cannot be understood, the card is already a published one, or model and card
            disagree.
        FileNotFoundError: one of the files is not there.
    """
    if keras.backend.backend() != "tensorflow":
        raise ValueError(f"Keras runs on {keras.backend.backend()}, expected KERAS_BACKEND=tensorflow")
    card = load_card(card_path)
    if card.published is not None:
        raise ValueError(f"card {card_path}: expected the author's card, got a published one")
    if not weights_path.is_file():
        raise FileNotFoundError(f"source: no such file: {weights_path}")
    try:
        network = keras.models.load_model(weights_path, compile=False)
    except (ValueError, TypeError, KeyError, OSError) as error:
        raise ValueError(f"source: Keras cannot read {weights_path}: {error}") from error
    return Source(_match_card(network, card), card, weights_path, card_path)


def _match_card(network: keras.Model, card: Card) -> keras.Model:
    """Put the outputs in the card's order, by name if the network uses the card's names.

    Raises:
        ValueError: a shape is not the card's.
    """
    names = [card.outputs.bbox_regression, card.outputs.scores]
    outputs = list(network.outputs)
    if sorted(network.output_names) == sorted(names):
        outputs = [outputs[network.output_names.index(name)] for name in names]

    num_anchors = card.anchors.num_anchors
    expected = [
        (None, card.input.height, card.input.width, 3),
        (None, num_anchors, 4),
        (None, num_anchors, len(card.classes)),
    ]
    got = [tuple(x.shape) for x in (*network.inputs, *outputs)]
    if got != expected:
        raise ValueError(
            f"source: the card describes an input and outputs of shape {expected}, the model has {got}"
        )
    return keras.Model(network.inputs[0], outputs, name=network.name)
