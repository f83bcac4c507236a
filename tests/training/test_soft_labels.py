"""The teacher's answers in a file, from a teacher whose answers are known."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from training import soft_labels
from training.data.soft_label_file import load_soft_labels, name_picture
from training.learning.teacher import Teacher

CLASSES = ("mask", "no_mask", "mask_worn_incorrectly")
FACE = [60.0, 40.0, 50.0, 60.0]


def write_teacher(folder: Path, card, logit: float, classes: Sequence[str] = CLASSES) -> Path:
    """A teacher that sees a masked face in each anchor of the coarsest map, and nothing elsewhere."""
    teacher = Teacher(replace(card, classes=classes))
    for head in (*teacher.loc, *teacher.cls):
        torch.nn.init.zeros_(head.out.weight)
        torch.nn.init.constant_(head.out.bias, 0 if head.depth == 4 else -10)
    teacher.cls[-1].out.bias.data[:: len(classes)] = logit
    folder.mkdir(exist_ok=True)
    state = {"recipe": {"teacher_classes": list(classes)}, "average": teacher.state_dict()}
    torch.save(state, folder / "checkpoint.pt")
    return folder


def run(*arguments: object) -> int:
    return soft_labels.main([str(argument) for argument in arguments])


def test_each_photo_gets_the_teachers_boxes_once(write_coco, card, tmp_path):
    output = tmp_path / "soft.npz"
    annotations = write_coco([[(1, FACE, 0)]])
    run(annotations, "--teacher", write_teacher(tmp_path / "teacher", card, 2.0), "--output", output)
    soft = load_soft_labels(output)
    assert soft.classes == CLASSES
    boxes, scores = soft.of_picture[name_picture(tmp_path / "0.png")]
    assert len(boxes) > 1
    assert ((boxes[:, 2:] - boxes[:, :2]) > 0.2).all(), "anchors of the coarsest map are large"
    expected = 1 / (1 + np.exp([-2.0, 10.0, 10.0]))
    np.testing.assert_allclose(scores, np.broadcast_to(expected, scores.shape), atol=1e-5)

    write_coco([[(1, FACE, 0)], [(2, FACE, 0)]])
    run(annotations, "--teacher", write_teacher(tmp_path / "teacher", card, 1.0), "--output", output)
    best = [
        load_soft_labels(output).of_picture[name_picture(tmp_path / f"{index}.png")][1].max()
        for index in range(2)
    ]
    np.testing.assert_allclose(best, [1 / (1 + np.exp(-2)), 1 / (1 + np.exp(-1))], atol=1e-5)


def test_a_file_of_another_teacher_is_not_continued(write_coco, card, tmp_path, capsys):
    output, annotations = tmp_path / "soft.npz", write_coco([[(1, FACE, 0)]])
    run(annotations, "--teacher", write_teacher(tmp_path / "teacher", card, 2.0), "--output", output)
    before = output.read_bytes()
    other = write_teacher(tmp_path / "other", card, 2.0, CLASSES[:2])
    assert run(annotations, "--teacher", other, "--output", output)
    assert "name another --output" in capsys.readouterr().err
    assert output.read_bytes() == before
