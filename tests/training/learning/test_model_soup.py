import numpy as np
import pytest
import torch

from detector.network.pytorch import Network
from detector.preprocess import preprocess
from training.data.coco import read_coco
from training.data.dataset import read_picture
from training.learning.model_soup import average_networks, measure_batch_norm

FACE = [100.0, 50.0, 60.0, 80.0]


def make_network(card, seed: int) -> Network:
    torch.manual_seed(seed)
    return Network(card)


def test_the_mean_is_that_of_each_weight(card):
    a, b = make_network(card, 0), make_network(card, 1)
    kernels = [network.cls[2].block.conv.weight.detach().clone() for network in (a, b)]
    mean = average_networks([a, b])
    torch.testing.assert_close(mean.cls[2].block.conv.weight, (kernels[0] + kernels[1]) / 2)


def test_the_mean_of_one_is_itself(card):
    network = make_network(card, 0)
    before = {name: value.clone() for name, value in network.state_dict().items()}
    after = average_networks([network]).state_dict()
    assert all(torch.equal(after[name], value) for name, value in before.items())


def test_statistics_are_those_of_the_whole_pictures(write_coco, card):
    samples = read_coco(write_coco([[(1, FACE, 0)], [(2, FACE, 0)], []]), card.classes)
    network = make_network(card, 0)
    before = {name: value.detach().clone() for name, value in network.named_parameters()}
    measure_batch_norm(network, samples, card)
    assert not network.training

    pictures = np.concatenate([preprocess(read_picture(sample), card) for sample in samples])
    with torch.inference_mode():
        maps = network.backbone[0].conv(torch.from_numpy(pictures).permute(0, 3, 1, 2))
    norm = network.backbone[0].bn
    torch.testing.assert_close(norm.running_mean, maps.mean(dim=(0, 2, 3)), rtol=1e-3, atol=1e-5)
    torch.testing.assert_close(norm.running_var, maps.var(dim=(0, 2, 3)), rtol=1e-3, atol=1e-5)
    assert norm.momentum == pytest.approx(0.1)
    assert all(torch.equal(value, before[name]) for name, value in network.named_parameters())
