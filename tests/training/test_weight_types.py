import importlib.util
import json
from pathlib import Path

import numpy as np
import pytest
import torch

from detector.network.pytorch import Network
from training.learning.pretrained import load_pretrained
from training.weight_types import (
    WEIGHT_TYPES,
    choose_type,
    count_weights,
    main,
    store_weights,
    to_float16,
    to_uint8,
)

ROOT = Path(__file__).parents[2]


def load_quantization():
    """tensorflowjs' own module, without the frameworks that its package imports."""
    package = importlib.util.find_spec("tensorflowjs")
    path = Path(package.submodule_search_locations[0]) / "quantization.py"
    spec = importlib.util.spec_from_file_location("quantization", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


quantization = load_quantization()


@pytest.fixture(scope="module")
def network(card):
    network = Network(card)
    load_pretrained(network, ROOT / "models" / "face_mask.keras", card.classes)
    return network


@pytest.mark.parametrize("limits", [(-0.3, 0.9), (0.2, 0.9), (-0.9, -0.2), (0.5, 0.5), (-1e-3, 5)])
@pytest.mark.parametrize(("ours", "dtype"), [(to_float16, np.float16), (to_uint8, np.uint8)])
def test_as_the_converter_stores_and_the_browser_reads(limits, ours, dtype):
    weights = np.random.default_rng(0).uniform(*limits, (3, 3, 8, 4)).astype(np.float32)
    stored, scale = quantization.quantize_weights(weights, dtype)
    expected = quantization.dequantize_weights(stored, scale)
    np.testing.assert_allclose(ours(weights), expected, atol=1e-7, rtol=1e-6)


def test_float32_only_folds(network, card):
    picture = torch.rand(1, 3, 260, 260, generator=torch.manual_seed(0))
    stored = store_weights(network, WEIGHT_TYPES["f32"][1])
    with torch.inference_mode():
        for a, b in zip(network.eval()(picture), stored(picture), strict=True):
            torch.testing.assert_close(a, b, atol=2e-4, rtol=1e-3)


def test_the_published_browser_file_holds_the_weights_that_are_measured(network):
    """Whatever its type: tensor by tensor, in any order."""
    folder = ROOT / "static" / "model"
    (group,) = json.loads((folder / "model.json").read_text())["weightsManifest"]
    content = b"".join((folder / path).read_bytes() for path in group["paths"])
    published, start, kinds = [], 0, set()
    for spec in group["weights"]:
        quantized = spec.get("quantization")
        dtype = np.dtype(quantized["dtype"] if quantized else spec["dtype"])
        count = int(np.prod(spec["shape"]))
        values = np.frombuffer(content, dtype, count, start)
        start += count * dtype.itemsize
        if spec["dtype"] == "float32":
            kinds.add(str(dtype))
            values = quantization.dequantize_weights(values, quantized) if quantized else values
            published.append(values.reshape(spec["shape"]))
    (kind,) = kinds
    name = {"float32": "f32", "float16": "f16", "uint8": "uint8"}[kind]
    stored = store_weights(network, WEIGHT_TYPES[name][1])
    measured = [stored.grid.numpy()]
    for layer_name, layer in stored.named_layers():
        if isinstance(layer, torch.nn.Conv2d):
            measured.append(layer.weight.detach().numpy().transpose(2, 3, 1, 0))
        if not layer_name.endswith("_conv"):
            measured.append(layer.bias.detach().numpy())

    def key(values):
        return values.shape, round(float(np.abs(values).sum()), 2)

    assert len(published) == len(measured)
    for a, b in zip(sorted(published, key=key), sorted(measured, key=key), strict=True):
        step = float(b.max() - b.min()) / 255 if name == "uint8" else 1e-3 * float(np.abs(b).max())
        np.testing.assert_allclose(a, b, atol=1.01 * step + 1e-6, rtol=0)


def test_the_size_is_that_of_the_folded_network(network):
    assert count_weights(network) == 1_035_272


def test_the_smallest_type_within_the_allowed_loss():
    assert choose_type({"f32": 0.7, "f16": 0.6999, "uint8": 0.6981}) == "uint8"
    assert choose_type({"f32": 0.7, "f16": 0.6999, "uint8": 0.6979}) == "f16"
    assert choose_type({"f32": 0.7, "f16": 0.69, "uint8": 0.65}) == "f32"


def test_the_command_prints_a_table_and_a_choice(write_coco, capsys):
    annotations = write_coco([[(1, [100.0, 50.0, 60.0, 80.0], 0)]])
    arguments = ["--model", ROOT / "models" / "face_mask.keras", "--card", ROOT / "models" / "card.json"]
    assert main([str(annotations), *map(str, arguments)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["type", "f32", "f16", "uint8", "smallest"]
