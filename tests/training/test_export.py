import numpy as np
import pytest
import torch

from detector.network.pytorch import Network
from training.export import load_average, to_keras


@pytest.fixture
def network(card):
    """Random weights, and batch norm statistics that are not those of a fresh layer."""
    torch.manual_seed(0)
    network = Network(card)
    for module in network.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            torch.nn.init.uniform_(module.weight, 0.5, 1.5)
            torch.nn.init.uniform_(module.bias, -0.2, 0.2)
            module.running_mean.uniform_(-0.2, 0.2)
            module.running_var.uniform_(0.5, 1.5)
    return network


def test_keras_and_pytorch_agree(network, card):
    model = to_keras(network, card)
    picture = np.random.default_rng(5).random((1, 260, 260, 3), np.float32)
    with torch.inference_mode():
        outputs = network.eval()(torch.from_numpy(picture).permute(0, 3, 1, 2))
    expected, logits = (output.numpy() for output in outputs)
    bbox_regression, scores = model.predict_on_batch(picture)
    assert np.abs(expected).max() > 0.01
    np.testing.assert_allclose(bbox_regression, expected, atol=1e-4)
    np.testing.assert_allclose(scores, 1 / (1 + np.exp(-logits)), atol=1e-4)


def test_a_difference_is_refused(network, card, monkeypatch):
    def forget_a_layer(network):
        return [(name, layer) for name, layer in original(network) if name != "head_0_loc_out"]

    original = Network.named_layers
    monkeypatch.setattr(Network, "named_layers", forget_a_layer)
    with pytest.raises(ValueError, match="bbox_regression: expected a difference of at most"):
        to_keras(network, card)


@pytest.mark.parametrize("content", [{"average": {"other": torch.zeros(1)}}, {}, None])
def test_a_checkpoint_of_another_network_is_refused(card, tmp_path, content):
    checkpoint = tmp_path / "checkpoint.pt"
    torch.save(content, checkpoint)
    with pytest.raises(ValueError, match=r"checkpoint.pt: not a checkpoint of this card's network"):
        load_average(checkpoint, card)


def test_a_checkpoint_that_is_none_is_refused(card, tmp_path):
    checkpoint = tmp_path / "checkpoint.pt"
    checkpoint.write_bytes(b"not a checkpoint")
    with pytest.raises(ValueError, match=r"checkpoint.pt: not a checkpoint of this card's network"):
        load_average(checkpoint, card)


def test_the_number_of_parameters_is_the_published_one(network):
    assert (
        sum(p.numel() for p in network.parameters())
        + sum(buffer.numel() for name, buffer in network.named_buffers() if "running" in name)
        == 1_015_128
    )
