"""python -m training.soft_labels: save a teacher's predictions for photos, for runs without the teacher."""

from __future__ import annotations

import sys
from pathlib import Path

import torch
from tqdm import tqdm

from detector.anchors import generate_anchors
from detector.boxes import decode_boxes
from detector.card import load_author_card
from detector.command.parsing import make_command_parser
from detector.nms import nms
from detector.preprocess import preprocess
from training.arguments import command
from training.data.annotations import DESCRIPTION, read_annotations
from training.data.dataset import read_picture
from training.data.soft_label_file import SoftLabels, load_soft_labels, name_picture
from training.learning.run import make_predict
from training.learning.teacher import load_teacher, seen_by_teacher

LOWEST_SCORE, NMS_THRESH = 0.05, 0.5
"""Of the boxes that are kept: a lower score teaches next to nothing."""

SAVED_EVERY = 200
"""Photos."""


@command
def main(arguments: list[str] | None = None) -> None:
    parser = make_command_parser(
        "training.soft_labels", "Save a teacher's predictions for photos, for runs without the teacher."
    )
    parser.add_argument(
        "annotations",
        type=Path,
        nargs="+",
        help=f"the photos: {DESCRIPTION}",
    )
    parser.add_argument("--teacher", type=Path, required=True, help="folder of the teacher's run")
    parser.add_argument(
        "--output",
        type=Path,
        default=Path("soft_labels.npz"),
        help="file to write; photos already in it are skipped (default: %(default)s)",
    )
    parser.add_argument("--card", type=Path, default=Path("models/card.json"), help="default: %(default)s")
    options = parser.parse_args(arguments)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    teacher = load_teacher(options.teacher, load_author_card(options.card), device)
    soft = load_soft_labels(options.output) if options.output.exists() else SoftLabels(teacher.classes, {})
    if soft.classes != teacher.classes:
        raise ValueError(
            f"{options.output}: its teacher has the classes {list(soft.classes)}, this one"
            f" {list(teacher.classes)}; name another --output"
        )
    predict = make_predict(teacher, device)
    card = seen_by_teacher(teacher.card)
    anchors = generate_anchors(card.anchors)
    samples = [s for path in options.annotations for s in read_annotations(path, teacher.classes)]
    for index, sample in enumerate(tqdm(samples, "soft labels", unit="img"), 1):
        name = name_picture(sample.path)
        if name not in soft.of_picture:
            bbox_regression, scores = (rows[0] for rows in predict(preprocess(read_picture(sample), card)))
            best = scores.max(axis=1)
            some = (best > LOWEST_SCORE).nonzero()[0]
            boxes = decode_boxes(bbox_regression[some], anchors[some], card.variances)
            kept = nms(boxes, best[some], NMS_THRESH)
            soft.of_picture[name] = boxes[kept], scores[some][kept]
        if index % SAVED_EVERY == 0 or index == len(samples):
            soft.save(options.output)


if __name__ == "__main__":
    sys.exit(main())
