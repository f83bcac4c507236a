import numpy as np
import pytest
import torch

from detector.anchors import generate_anchors
from detector.boxes import encode_boxes
from detector.network.pytorch import Network
from training.data.annotations import read_annotations
from training.evaluation.metrics import Metrics
from training.learning.calibration import (
    LARGEST_SHIFT,
    LOWEST_SCORE,
    SHIFT_STEPS,
    calibrate,
    favour,
    fit_platt,
)


def draw(slope: float, offset: float) -> tuple[np.ndarray, np.ndarray]:
    """Scores, and answers that are right as often as the line says."""
    generator = np.random.default_rng(0)
    scores = generator.uniform(LOWEST_SCORE, 0.95, 20_000)
    logits = slope * np.log(scores / (1 - scores)) + offset
    return scores, generator.random(len(scores)) < 1 / (1 + np.exp(-logits))


def test_the_line_is_found():
    assert fit_platt(*draw(2.5, 0.8)) == pytest.approx((2.5, 0.8), abs=0.1)


def test_scores_too_low_for_a_visitor_do_not_count():
    scores, correct = draw(2.5, 0.8)
    below = np.full(50_000, LOWEST_SCORE / 2)
    with_noise = fit_platt(np.concatenate([scores, below]), np.concatenate([correct, below > 0]))
    assert with_noise == fit_platt(scores, correct)


@pytest.mark.parametrize("correct", [[], [True, True], [False, True]])
def test_nothing_to_learn_changes_nothing(correct):
    scores = np.array([0.9, 0.2][: len(correct)])
    assert fit_platt(scores, np.array(correct, bool)) == (1.0, 0.0)


def shift(card, scores, correct):
    """What calibration adds to the logits of a network."""
    network = Network(card).eval()
    metrics = Metrics(card.classes, (0, 0), (0, 0), {}, np.zeros((2, 101)), scores, correct)
    picture = torch.rand(1, 3, 132, 132)
    with torch.no_grad():
        offsets_before, before = network(picture)
        calibrate(network, metrics)
        offsets, after = network(picture)
    torch.testing.assert_close(offsets, offsets_before)
    return after - before


def test_the_network_s_scores_are_shifted_so_that_half_of_those_at_a_half_are_right(card):
    shifted = shift(card, *draw(2.0, 1.0))
    torch.testing.assert_close(shifted, torch.full_like(shifted, 0.5), atol=0.05, rtol=0)


@pytest.mark.parametrize("sign", [1, -1])
def test_scores_that_the_fit_has_not_seen_never_become_a_half(card, sign):
    shifted = shift(card, *draw(0.2, 1.0 * sign))
    torch.testing.assert_close(shifted, torch.full_like(shifted, LARGEST_SHIFT * sign))


@pytest.fixture
def hundred_masks(write_coco, card):
    """A hundred masked faces; the n-th becomes a bare one when that class gains .02 n."""
    samples = read_annotations(write_coco([[(1, [100, 50, 60, 80], 0)]] * 100), card.classes)
    anchors = generate_anchors(card.anchors)
    nearest = int(np.abs(anchors - [130 / 300, 90 / 200, 60 / 300, 80 / 200]).sum(axis=1).argmin())
    face = np.array([[100 / 300, 50 / 200, 160 / 300, 130 / 200]], np.float32)
    outputs = []
    for number, sample in enumerate(samples, 1):
        bbox_regression = np.zeros((len(anchors), 4), np.float32)
        scores = np.zeros((len(anchors), 2), np.float32)
        bbox_regression[nearest] = encode_boxes(face, anchors[[nearest]], card.variances)[0]
        scores[nearest] = 1 / (1 + np.exp([-2, -2 + 0.02 * number]))
        outputs.append((sample, bbox_regression, scores))
    return outputs


def test_a_favoured_class_gets_one_face_in_fifty_from_another(card, hundred_masks):
    network, picture = Network(card).eval(), torch.rand(1, 3, 132, 132)
    with torch.no_grad():
        before = network(picture)[1]
        favour(network, "no_mask", hundred_masks, card)
        gained = network(picture)[1] - before
    torch.testing.assert_close(gained[..., 0], torch.zeros_like(gained[..., 0]))
    step = LARGEST_SHIFT / 2**SHIFT_STEPS
    assert 0.04 - step <= gained[..., 1].min() <= gained[..., 1].max() <= 0.06 + 1e-5


def test_only_a_class_of_the_card_can_be_favoured(card):
    with pytest.raises(ValueError, match="expected one of mask, no_mask, got visor"):
        favour(Network(card), "visor", [], card)
