import math

import pytest
import torch

from tests.training.learning import plain
from tests.training.learning.test_matching import draw_windows
from training.data.dataset import IGNORE
from training.learning.geometry import decode_boxes, overlap
from training.learning.lessons import SoftMatches, read_outputs, read_soft_labels
from training.learning.losses import (
    BACKGROUND_WEIGHT,
    DOUBT,
    FACE_WEIGHT,
    TEACHER_BOX_WEIGHT,
    TEACHER_CLASS_WEIGHT,
    Lesson,
    detection_loss,
    distillation_loss,
    quality_focal_loss,
    score_targets,
)
from training.learning.matching import BACKGROUND, Matches, match_anchors
from training.learning.windows import anchors_at, cells_at

VARIANCES = torch.tensor([0.1, 0.1, 0.2, 0.2])
ANCHORS = torch.tensor([[0.0, 0.0, 0.5, 0.5], [0.5, 0.5, 1.0, 1.0]])


def test_quality_focal_loss_by_hand():
    # At score .5 and IoU 1 the miss is .5, as for background: weight * .25 * ln 2.
    face = quality_focal_loss(torch.zeros(1, 1), torch.ones(1, 1))
    assert face.item() == pytest.approx(FACE_WEIGHT * 0.25 * math.log(2))
    background = quality_focal_loss(torch.zeros(1, 1), torch.zeros(1, 1))
    assert background.item() == pytest.approx(BACKGROUND_WEIGHT * 0.25 * math.log(2))
    # A score that equals the IoU costs nothing.
    assert quality_focal_loss(torch.zeros(1, 1), torch.full((1, 1), 0.5)).item() == 0


def test_the_best_box_of_a_face_keeps_its_iou_as_target():
    iou = torch.tensor([[0.8, 0.4, 0.5, 0.0]])
    face = torch.tensor([[0, 0, 1, 2]])
    # The second reaches half of the best IoU of its face: .4 * .5 ** 2.
    torch.testing.assert_close(score_targets(iou, face), torch.tensor([[0.8, 0.1, 0.5, 0.0]]))


def match_rows(labels: list[list[int]], boxes: torch.Tensor) -> Matches:
    """Each anchor with a face of its own."""
    rows = torch.tensor(labels)
    return Matches(rows, torch.arange(rows.shape[1]).expand_as(rows), boxes)


def test_faces_at_the_same_place_of_two_pictures_do_not_compete():
    boxes = torch.tensor([[[0.0, 0.0, 0.5, 0.5]], [[0.1, 0.1, 0.4, 0.5]]])
    logits, labels = torch.zeros(2, 1, 1), [[0], [0]]
    target = ANCHORS[None, :1].expand(2, 1, 4)
    both = detection_loss(boxes, logits, match_rows(labels, target))
    single = [
        detection_loss(boxes[i : i + 1], logits[:1], match_rows(labels[:1], target[:1])) for i in range(2)
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
    decoded = decode_boxes(offsets[None], anchors, VARIANCES)[0]
    torch.testing.assert_close(decoded, torch.from_numpy(expected))


def loss_of(logits: list[list[float]], labels: list[int]) -> float:
    matches = match_rows([labels], ANCHORS[None])
    return detection_loss(ANCHORS[None], torch.tensor([logits]), matches).item()


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


def test_a_batch_costs_and_teaches_what_it_does_row_by_row(card):
    """Against the plain form, on crowds and on windows without a face: loss and gradients."""
    anchors, cells = (torch.from_numpy(of(card, 132)) for of in (anchors_at, cells_at))
    windows = draw_windows(24)
    widest = max(len(labels) for _, labels in windows)
    boxes, labels = torch.zeros(24, widest, 4), torch.full((24, widest), BACKGROUND)
    for row, (own_boxes, own_labels) in enumerate(windows):
        boxes[row, : len(own_labels)] = torch.from_numpy(own_boxes)
        labels[row, : len(own_labels)] = torch.from_numpy(own_labels)
    matches = match_anchors(cells, boxes, labels)
    generator = torch.Generator().manual_seed(0)
    offsets = torch.randn(24, len(anchors), 4, generator=generator, requires_grad=True)
    logits = torch.randn(24, len(anchors), 2, generator=generator, requires_grad=True)
    decoded = decode_boxes(offsets, anchors, torch.tensor(card.variances))
    loss = detection_loss(decoded, logits, matches)
    expected = plain.detection_loss(decoded, logits, matches.labels, matches.boxes)
    torch.testing.assert_close(loss, expected)
    for got, wanted in zip(
        torch.autograd.grad(loss, (offsets, logits), retain_graph=True),
        torch.autograd.grad(expected, (offsets, logits)),
        strict=True,
    ):
        torch.testing.assert_close(got, wanted, rtol=1e-4, atol=1e-6)


COLUMNS = torch.tensor([0, 1])


def teach(scores: list[list[float]], boxes: torch.Tensor = ANCHORS, known: bool = True, taught: bool = True):
    rows = torch.tensor([scores])
    return Lesson(rows, boxes[None], torch.full(rows.shape[:2], known), torch.tensor([taught]))


def test_a_student_that_says_what_its_teacher_says_pays_nothing():
    # Cross entropy against a soft score is not 0, but its weight, the difference of the scores, is.
    logits = torch.tensor([[[2.0, -3.0], [-4.0, -4.0]]])
    lesson = teach(logits[0].sigmoid().tolist())
    assert distillation_loss(ANCHORS[None], logits, lesson, COLUMNS).item() == pytest.approx(0, abs=1e-6)


def test_what_a_teacher_costs_by_hand():
    logits = torch.zeros(1, 2, 2)
    lesson = teach([[1.0, 0.5], [0.05, 0.5]], ANCHORS.flip(0))
    # Scores differ by .5 and .45, cross entropy at .5 is ln 2 for any target; the boxes share nothing and
    # lie in a square four times as large: generalised IoU -.5, trusted as far as the better score.
    classes = TEACHER_CLASS_WEIGHT * (0.5 + 0.45) * math.log(2)
    boxes = TEACHER_BOX_WEIGHT * 1.5 * (1.0 + 0.5)
    loss = distillation_loss(ANCHORS[None], logits, lesson, COLUMNS)
    assert loss.item() == pytest.approx(classes + boxes)
    nothing = teach([[1.0, 0.5], [0.05, 0.5]], ANCHORS.flip(0), taught=False)
    assert distillation_loss(ANCHORS[None], logits, nothing, COLUMNS).item() == 0


def test_where_the_teacher_sees_a_class_that_the_student_lacks_it_teaches_no_other():
    logits = torch.zeros(1, 2, 2)
    third = [[0.9, 0.0, 0.4], [0.0, 0.0, 0.0]]
    classes = distillation_loss(ANCHORS[None], logits, teach(third), COLUMNS)
    alone = distillation_loss(ANCHORS[None], logits, teach([[0.0, 0.0], [0.0, 0.0]]), COLUMNS) / 2
    assert classes.item() == pytest.approx(alone.item())
    # A student with that class learns it.
    three = distillation_loss(ANCHORS[None], torch.zeros(1, 2, 3), teach(third), torch.tensor([0, 1, 2]))
    assert three.item() > classes.item()


def test_what_the_teacher_takes_for_a_face_is_not_taught_as_background():
    wrong = torch.tensor([[[5.0, -5.0], [-9.0, -9.0]]])
    matches = match_rows([[BACKGROUND, BACKGROUND]], ANCHORS[None])

    def cost(score: float) -> float:
        lesson = teach([[score, 0.0], [0.0, 0.0]])
        whole = detection_loss(ANCHORS[None], wrong, matches, lesson, COLUMNS)
        return float(whole - distillation_loss(ANCHORS[None], wrong, lesson, COLUMNS))

    assert cost(DOUBT - 0.01) > 0.5
    assert cost(DOUBT + 0.01) == pytest.approx(0, abs=1e-5)


def test_soft_labels_teach_what_the_teacher_itself_would(card):
    """Where the student's best box of a face is the teacher's, its anchor gets the teacher's score; anchors
    that only come near the face are left out; the rest is background."""
    cells = torch.from_numpy(cells_at(card, 132))
    boxes = torch.tensor([[[0.3, 0.3, 0.5, 0.55]]])
    matches = match_anchors(cells, boxes, torch.tensor([[0]]))
    learns = matches.labels[0] >= 0
    scores = torch.where(learns[None, :, None], torch.tensor([0.9, 0.02, 0.01]), 0)
    decoded = cells[None].clone()
    best = learns.nonzero()[3]
    decoded[0, best] = boxes[0]
    lesson = read_soft_labels(SoftMatches(matches, scores, torch.tensor([True])), decoded)
    assert lesson.scores[0, best, 0].item() == pytest.approx(0.9)
    others = learns.clone()
    others[best] = False
    assert (lesson.scores[0, others, 0] < 0.9).all()
    assert not lesson.scores[0, ~learns].any()
    assert torch.equal(lesson.known[0], matches.labels[0] != IGNORE)
    assert not lesson.known.all()

    outputs = read_outputs(torch.zeros(1, len(cells), 4), torch.zeros(1, len(cells), 3), cells, VARIANCES)
    torch.testing.assert_close(outputs.boxes[0], cells)
    assert outputs.known.all()
