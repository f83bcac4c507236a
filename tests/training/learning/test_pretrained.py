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


def test_other_classes_start_anew_and_the_rest_is_kept(trained, card):
    network, path = trained
    three = Network(replace(card, classes=THREE))
    before = three.cls[0].out.weight.clone()
    assert load_pretrained(three, path, THREE) == [f"head_{index}_cls_out" for index in range(5)]
    assert torch.equal(three.cls[0].out.weight, before)
    assert torch.equal(three.cls[0].block.conv.weight, network.cls[0].block.conv.weight)


def test_classes_of_other_names_start_anew_too(trained, card, tmp_path):
    _, path = trained
    copy = tmp_path / "model.keras"
    copy.write_bytes(path.read_bytes())
    (tmp_path / "card.json").write_text(CARD.read_text())
    assert load_pretrained(Network(card), copy, card.classes) == []
    swapped = load_pretrained(Network(card), copy, card.classes[::-1])
    assert swapped == [f"head_{index}_cls_out" for index in range(5)]


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
