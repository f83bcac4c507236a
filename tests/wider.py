"""The published model with more classes, so that faces of each class can be found without training one."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from converter.quiet import quiet

with quiet():
    import keras

    import converter.formats.onnx
    import converter.formats.tfjs  # noqa: F401
    from converter.convert import convert
    from converter.formats import Options, load_format
    from converter.source import load_source
    from detector.network.keras import build_network
from detector.card import parse_card
from detector.models import find_folder

MODELS = Path(__file__).parents[1] / "models"
CLASSES = ("mask", "no_mask", "mask_worn_incorrectly", "face_shield")
"""The last one is known to no message, colour or sign."""

LIKE = (0, 1, 1, 0)
"""Class of the published model whose scores each of CLASSES gets."""

PREFERENCE = 1.0
"""Added to the logits of the classes that the published model lacks: they win over those they are like."""


def publish_wider(static: Path, count: int) -> None:
    """Write a static folder whose only model has the first ``count`` of CLASSES.

    The bare face of the test pictures is then ``mask_worn_incorrectly``; of four classes, the masked one is a
    ``face_shield``.
    """
    ignored = shutil.ignore_patterns("node_modules", "model", "model-hd", "js")
    shutil.copytree(find_folder("static"), static, ignore=ignored)
    card = json.loads((MODELS / "card.json").read_text(encoding="utf-8"))
    card |= {"name": f"{count} classes", "classes": CLASSES[:count]}
    author, weights = static.with_name("author.json"), static.with_name("network.keras")
    author.write_text(json.dumps(card), encoding="utf-8")

    network = keras.models.load_model(MODELS / "face_mask.keras")
    wider = build_network(parse_card(json.loads(author.read_text(encoding="utf-8"))))
    for layer in wider.layers:
        values = network.get_layer(layer.name).get_weights()
        if layer.name.endswith("cls_out"):
            values = [_widen(value, count) for value in values]
            values[1] += [PREFERENCE * (index % count > 1) for index in range(len(values[1]))]
        layer.set_weights(values)
    wider.save(weights)
    formats = {name: load_format(name, Options()) for name in ("tfjs", "onnx")}
    assert convert(load_source(weights, author), formats, static / "model", num_images=1).verified


def _widen(weights, count):
    """Repeat the last axis, a number for each anchor of a cell and each class, for the new classes."""
    pairs = weights.reshape(*weights.shape[:-1], -1, 2)
    return pairs[..., list(LIKE[:count])].reshape(*weights.shape[:-1], -1)
