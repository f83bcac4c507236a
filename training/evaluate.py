"""python -m training.evaluate: measure a model on annotated pictures and write a report."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from detector import load_detector
from detector.anchors import generate_anchors
from detector.card import Card
from detector.command.parsing import make_command_parser
from detector.postprocess import postprocess
from training.arguments import add_model, command
from training.data.annotations import DESCRIPTION, read_annotations
from training.data.dataset import Sample
from training.evaluation.conditions import Tags
from training.evaluation.detections import SCORE_THRESH, Predict, detect_per_class, run_network
from training.evaluation.judge import judge
from training.evaluation.metrics import average_precision
from training.evaluation.report import Evaluation, write_report
from training.evaluation.tags import read_tags


@command
def main(arguments: list[str] | None = None) -> None:
    parser = make_command_parser(
        "training.evaluate", "Measure a model on annotated pictures and write a report."
    )
    parser.add_argument("annotations", type=Path, nargs="+", help=f"{DESCRIPTION}; several count as one set")
    parser.add_argument(
        "--tags",
        type=Path,
        help='JSON file of tags, {"image id": ["dark", …]}; the report compares tagged faces with others',
    )
    add_model(parser)
    parser.add_argument(
        "--output",
        type=Path,
        default=Path("runs/report"),
        help="folder for report.html, metrics.json and the curve, default: %(default)s",
    )
    options = parser.parse_args(arguments)
    detect = load_detector(options.model, options.backend)
    samples = read_sets(options.annotations, detect.card.classes)
    tags = read_tags(options.tags) if options.tags else {}
    dataset = " and ".join(path.stem for path in options.annotations)
    evaluation = evaluate(detect.run, samples, detect.card, dataset, tags)
    content = write_report(evaluation, options.output)
    print(json.dumps(content, indent=2))
    print(f"see {options.output / 'report.html'}", file=sys.stderr)


def read_sets(paths: Sequence[Path], classes: Sequence[str]) -> list[Sample]:
    """The samples of several sets, one after the other.

    Raises:
        ValueError: see :func:`training.data.annotations.read_annotations`; two pictures have the same id.
        OSError: a file cannot be read.
    """
    samples = [sample for path in paths for sample in read_annotations(path, classes)]
    if len({sample.image_id for sample in samples}) < len(samples):
        raise ValueError("expected different image ids in each set: measure them one by one")
    return samples


def evaluate(predict: Predict, samples: Sequence[Sample], card: Card, dataset: str, tags: Tags) -> Evaluation:
    """Run a network once, and measure COCO's average precision and the results that a visitor sees."""
    anchors = generate_anchors(card.anchors)
    results, verdicts = [], []
    for output in run_network(predict, samples, card):
        sample, bbox_regression, scores = output
        results += detect_per_class(output, anchors, card)
        size = sample.height, sample.width
        seen = postprocess(bbox_regression, scores, anchors, card, size, score_thresh=SCORE_THRESH)
        verdicts += judge(sample, seen, card.classes)
    metrics = average_precision(samples, results, card)
    return Evaluation(dataset, samples, card, metrics, verdicts, tags)


if __name__ == "__main__":
    sys.exit(main())
