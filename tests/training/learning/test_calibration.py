import numpy as np
import pytest
import torch

from detector.network.pytorch import Network
from training.evaluation.metrics import Metrics
from training.learning.calibration import LARGEST_SHIFT, LOWEST_SCORE, calibrate, fit_platt


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
