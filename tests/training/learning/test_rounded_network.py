"""The network that figures are measured with is the one that the converter publishes."""

import importlib.util
import json
from pathlib import Path

import numpy as np
import pytest
import torch

from detector.network.pytorch import Network
from training.learning.pretrained import load_pretrained
from training.learning.rounded_network import round_network

ROOT = Path(__file__).parents[3]


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


def test_float32_only_folds(network):
    picture = torch.rand(1, 3, 260, 260, generator=torch.manual_seed(0))
    with torch.inference_mode():
        for a, b in zip(network.eval()(picture), round_network(network, "f32")(picture), strict=True):
            torch.testing.assert_close(a, b, atol=2e-4, rtol=1e-3)


def test_the_published_browser_file_holds_the_weights_that_are_measured(network):
    """Tensor by tensor, in any order, read as tensorflowjs reads them; folding may end half a level apart."""
    folder = ROOT / "static" / "model"
    (group,) = json.loads((folder / "model.json").read_text())["weightsManifest"]
    content = b"".join((folder / path).read_bytes() for path in group["paths"])
    published, start = [], 0
    for spec in group["weights"]:
        quantized = spec.get("quantization")
        dtype = np.dtype(quantized["dtype"] if quantized else spec["dtype"])
        count = int(np.prod(spec["shape"]))
        values = np.frombuffer(content, dtype, count, start)
        start += count * dtype.itemsize
        if spec["dtype"] == "float32":
            assert (dtype == np.uint8) == (len(spec["shape"]) == 4)
            values = quantization.dequantize_weights(values, quantized) if quantized else values
            published.append(values.reshape(spec["shape"]))
    assert start == len(content)

    rounded = round_network(network, "uint8")
    measured = [rounded.grid.numpy()]
    for name, layer in rounded.named_layers():
        if isinstance(layer, torch.nn.Conv2d):
            measured.append(layer.weight.detach().numpy().transpose(2, 3, 1, 0))
        if not name.endswith("_conv"):
            measured.append(layer.bias.detach().numpy())

    def key(values):
        return values.shape, round(float(np.abs(values).sum()), 1)

    assert len(published) == len(measured)
    for a, b in zip(sorted(published, key=key), sorted(measured, key=key), strict=True):
        differs = np.abs(a - b) > 1e-5 * np.abs(b).max()
        assert differs.mean() < 1e-3
        np.testing.assert_allclose(a, b, atol=1.01 * float(np.ptp(b)) / 255 if b.ndim == 4 else 1e-5, rtol=0)
