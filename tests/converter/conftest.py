"""A small model with random weights, converted once for all tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from converter.quiet import quiet

with quiet():
    import keras

    import converter.formats.onnx
    import converter.formats.tfjs  # noqa: F401
    from converter import environments
    from converter.convert import Result, convert
    from converter.formats import FORMATS, Options, load_format
    from converter.formats.tflite_int8 import FEWEST_PICTURES
    from converter.source import Source, load_source
    from converter.verify import make_images
from detector.card import load_card
from detector.network.keras import build_network

AUTHOR_CARD = Path(__file__).parents[2] / "models" / "card.json"


def write_model(folder: Path, card: dict[str, Any], name: str = "network") -> tuple[Path, Path]:
    """Write a model with random weights, biases and batch statistics, and its card: (weights, card)."""
    card_path, weights_path = folder / "author.json", folder / f"{name}.keras"
    card_path.write_text(json.dumps(card), encoding="utf-8")
    keras.utils.set_random_seed(3)
    network = build_network(load_card(card_path))
    generator = np.random.default_rng(3)
    for layer in network.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.set_weights(
                [
                    generator.uniform(low, high, w.shape)
                    for w, (low, high) in zip(
                        layer.get_weights(), [(0.7, 1.4), (-0.2, 0.2), (-0.2, 0.2), (0.5, 1.5)], strict=True
                    )
                ]
            )
        elif isinstance(layer, keras.layers.Conv2D) and layer.use_bias:
            kernel, bias = layer.get_weights()
            layer.set_weights([kernel, generator.normal(0, 0.3, bias.shape)])
    network.save(weights_path)
    return weights_path, card_path


@pytest.fixture(scope="session")
def small_card() -> dict[str, Any]:
    """The author's card for an input that is smaller and not square, with a class more."""
    card: dict[str, Any] = json.loads(AUTHOR_CARD.read_text(encoding="utf-8"))
    card["name"] = "small"
    card["input"] |= {"height": 132, "width": 140}
    card["classes"] = ["mask", "no_mask", "mask_worn_incorrectly"]
    card["anchors"]["feature_maps"] = [[17, 18], [9, 9], [5, 5], [3, 3], [1, 1]]
    return card


@pytest.fixture(scope="session")
def model_files(small_card: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """(weights, card) of the small model; beside them what training measured."""
    folder = tmp_path_factory.mktemp("models")
    (folder / "metrics.json").write_text('{"dataset": "val", "ap50": {"mean": 0.5}}')
    return write_model(folder, small_card)


@pytest.fixture(scope="session")
def source(model_files: tuple[Path, Path]) -> Source:
    return load_source(*model_files)


@pytest.fixture(scope="session")
def options(source: Source, tmp_path_factory: pytest.TempPathFactory) -> Options:
    """Defaults, and pictures to calibrate with."""
    folder = tmp_path_factory.mktemp("pictures")
    for index, image in enumerate(make_images(source.card, FEWEST_PICTURES)):
        cv2.imwrite(str(folder / f"{index}.png"), np.uint8(255 * image))
    (folder / "notes.txt").write_text("not a picture")
    return Options(pictures=folder)


@pytest.fixture(scope="session")
def interpreters() -> dict[str, Path]:
    """Interpreter of each runtime with an environment of its own, which is made if it is not there."""
    return {name: environments.make_environment(name) for name in environments.NAMES}


@pytest.fixture(scope="session")
def converted(
    source: Source, options: Options, interpreters: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, dict[str, Result]]:
    """The small model in every format: (folder, result by format)."""
    folder = tmp_path_factory.mktemp("static") / "model"
    formats = {name: load_format(name, options) for name in FORMATS}
    conversion = convert(source, formats, folder, num_images=3)
    return folder, {result.name: result for result in conversion.results}
