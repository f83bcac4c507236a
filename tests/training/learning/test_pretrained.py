from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from detector.network.pytorch import Network
from training.export import to_keras
from training.learning.pretrained import load_pretrained

CARD = Path(__file__).parents[3] / "models" / "card.json"


THREE = ("mask", "no_mask", "mask_worn_incorrectly")


@pytest.fixture(scope="module")
def trained(card, tmp_path_factory):
    """A network with random weights and the Keras file made of it."""
    torch.manual_seed(0)
    network = Network(card)
    for module in network.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            torch.nn.init.uniform_(module.weight, 0.5, 1.5)
            module.running_mean.uniform_(-0.2, 0.2)
            module.running_var.uniform_(0.5, 1.5)
    path = tmp_path_factory.mktemp("model") / "face_mask.keras"
    to_keras(network, card).save(path)
    return network, path


def test_export_and_back_gives_the_same_weights(trained, card):
    network, path = trained
    loaded = Network(card)
    assert load_pretrained(loaded, path, card.classes) == []
    expected = network.state_dict()
    for name, value in loaded.state_dict().items():
        if not name.endswith("num_batches_tracked"):
            assert torch.equal(value, expected[name]), name


@pytest.fixture
def with_card(trained, tmp_path) -> Path:
    """The trained model beside a card that names its classes."""
    copy = tmp_path / "model.keras"
    copy.write_bytes(trained[1].read_bytes())
    (tmp_path / "card.json").write_text(CARD.read_text())
    return copy


def by_class(network: Network, classes: int) -> torch.Tensor:
    """The first class head's last kernel: [anchors of a cell, classes, in, height, width]."""
    return network.cls[0].out.weight.unflatten(0, (-1, classes))


def test_a_new_class_starts_anew_and_all_else_is_kept(trained, card, with_card):
    network, _ = trained
    three = Network(replace(card, classes=THREE))
    before = by_class(three, 3).clone()
    assert load_pretrained(three, with_card, THREE) == ["mask_worn_incorrectly"]
    assert torch.equal(by_class(three, 3)[:, :2], by_class(network, 2))
    assert torch.equal(by_class(three, 3)[:, 2], before[:, 2])
    assert torch.equal(three.cls[0].block.conv.weight, network.cls[0].block.conv.weight)


def test_classes_are_known_by_name(trained, card, with_card):
    network, _ = trained
    assert load_pretrained(Network(card), with_card, card.classes) == []
    swapped = Network(card)
    assert load_pretrained(swapped, with_card, card.classes[::-1]) == []
    assert torch.equal(by_class(swapped, 2), by_class(network, 2).flip(1))
    other = Network(card)
    assert load_pretrained(other, with_card, ("mask", "helmet")) == ["helmet"]


def test_without_a_card_another_number_of_classes_starts_anew(trained, card):
    _, path = trained
    three = Network(replace(card, classes=THREE))
    before = by_class(three, 3).clone()
    assert load_pretrained(three, path, THREE) == list(THREE)
    assert torch.equal(by_class(three, 3), before)


def test_another_network_is_refused(trained, card):
    _, path = trained
    ratios = replace(card, anchors=replace(card.anchors, aspect_ratios=(1.0, 0.5)))
    with pytest.raises(ValueError, match=r"layer 'head_0_loc_out': expected .*12.* got .*16"):
        load_pretrained(Network(ratios), path, card.classes)


def test_what_is_no_keras_file_is_refused(card, tmp_path):
    path = tmp_path / "model.keras"
    path.write_bytes(np.zeros(9).tobytes())
    with pytest.raises(ValueError, match=r"model\.keras: Keras cannot read it"):
        load_pretrained(Network(card), path, card.classes)
    with pytest.raises(FileNotFoundError, match="no such file"):
        load_pretrained(Network(card), tmp_path / "missing.keras", card.classes)
