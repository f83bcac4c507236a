import math

import pytest
import torch

from training.data.dataset import IGNORE
from training.learning.losses import (
    BACKGROUND_WEIGHT,
    FACE_WEIGHT,
    decode_boxes,
    detection_loss,
    overlap,
    quality_focal_loss,
    score_targets,
)
from training.learning.matching import BACKGROUND

VARIANCES = torch.tensor([0.1, 0.1, 0.2, 0.2])


def test_quality_focal_loss_by_hand():
    # At score .5 and IoU 1 the miss is .5, as for background: weight * .25 * ln 2.
    face = quality_focal_loss(torch.zeros(1, 1), torch.ones(1, 1))
    assert face.item() == pytest.approx(FACE_WEIGHT * 0.25 * math.log(2))
    background = quality_focal_loss(torch.zeros(1, 1), torch.zeros(1, 1))
    assert background.item() == pytest.approx(BACKGROUND_WEIGHT * 0.25 * math.log(2))
    # A score that equals the IoU costs nothing.
    assert quality_focal_loss(torch.zeros(1, 1), torch.full((1, 1), 0.5)).item() == 0


def test_the_best_box_of_a_face_keeps_its_iou_as_target():
    iou = torch.tensor([0.8, 0.4, 0.5, 0.0])
    faces = torch.tensor([[0.0, 3.0], [0.0, 3.0], [1.0, 3.0], [0.0, 5.0]])
    # The second reaches half of the best IoU of its face: .4 * .5 ** 2.
    torch.testing.assert_close(score_targets(iou, faces), torch.tensor([0.8, 0.1, 0.5, 0.0]))
    assert not len(score_targets(iou[:0], faces[:0]))


def test_faces_at_the_same_place_of_two_pictures_do_not_compete():
    anchors = torch.tensor([[0.0, 0.0, 0.5, 0.5]])
    boxes = torch.tensor([[[0.0, 0.0, 0.5, 0.5]], [[0.0, 0.0, 0.5, 0.5]]])
    offsets = torch.tensor([[[0.0] * 4], [[2.0] * 4]])
    logits = torch.zeros(2, 1, 1)
    labels = torch.zeros(2, 1, dtype=torch.int64)
    both = detection_loss(offsets, logits, labels, boxes, anchors, VARIANCES)
    single = [
        detection_loss(offsets[i : i + 1], logits[:1], labels[:1], boxes[:1], anchors, VARIANCES)
        for i in range(2)
    ]
    torch.testing.assert_close(both, sum(single) / 2)


@pytest.mark.parametrize(
    ("box", "iou", "generalised"),
    [
        ([0.0, 0.0, 2.0, 2.0], 1.0, 1.0),
        # Shared 1, union 7, hull 9.
        ([1.0, 1.0, 3.0, 3.0], 1 / 7, 1 / 7 - 2 / 9),
        # Apart: union 8, hull 2 * 6 = 12.
        ([4.0, 0.0, 6.0, 2.0], 0.0, -4 / 12),
    ],
)
def test_overlap_by_hand(box, iou, generalised):
    result = overlap(torch.tensor([[0.0, 0.0, 2.0, 2.0]]), torch.tensor([box]))
    torch.testing.assert_close(torch.stack(result), torch.tensor([[iou], [generalised]]))


def test_decoding_agrees_with_the_detector():
    from detector import boxes

    generator = torch.Generator().manual_seed(0)
    offsets = torch.randn(20, 4, generator=generator)
    corner = torch.rand(20, 2, generator=generator)
    anchors = torch.cat([corner, corner + 0.1 + torch.rand(20, 2, generator=generator)], dim=1)
    expected = boxes.decode_boxes(offsets.numpy(), anchors.numpy(), VARIANCES.tolist())
    torch.testing.assert_close(decode_boxes(offsets, anchors, VARIANCES), torch.from_numpy(expected))


def loss_of(logits: list[list[float]], labels: list[int]) -> float:
    anchors = torch.tensor([[0.0, 0.0, 0.5, 0.5], [0.5, 0.5, 1.0, 1.0]])
    return detection_loss(
        torch.zeros(1, 2, 4),
        torch.tensor([logits]),
        torch.tensor([labels]),
        anchors[None].clone(),
        anchors,
        VARIANCES,
    ).item()


def test_a_right_answer_costs_next_to_nothing():
    assert loss_of([[20.0, -20.0], [-20.0, -20.0]], [0, BACKGROUND]) == pytest.approx(0, abs=1e-6)


def test_a_wrong_class_and_a_false_alarm_cost():
    right = loss_of([[4.0, -4.0], [-4.0, -4.0]], [0, BACKGROUND])
    assert loss_of([[-4.0, 4.0], [-4.0, -4.0]], [0, BACKGROUND]) > right + 1
    assert loss_of([[4.0, -4.0], [4.0, -4.0]], [0, BACKGROUND]) > right + 1


def test_an_ignored_anchor_costs_nothing():
    quiet = loss_of([[4.0, -4.0], [-9.0, -9.0]], [0, IGNORE])
    assert loss_of([[4.0, -4.0], [9.0, 9.0]], [0, IGNORE]) == quiet


def test_a_batch_without_faces_has_a_finite_loss():
    assert math.isfinite(loss_of([[0.0, 0.0], [0.0, 0.0]], [BACKGROUND, IGNORE]))
