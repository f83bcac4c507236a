"""python -m training.evaluate: measure a model on annotated pictures and write a report."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from detector import load_detector
from detector.anchors import generate_anchors
from detector.card import Card
from detector.postprocess import postprocess
from training.arguments import add_annotations, add_model, command
from training.data.annotations import read_annotations
from training.data.dataset import Sample
from training.evaluation.detections import SCORE_THRESH, Predict, detect_per_class, run_network
from training.evaluation.judge import judge
from training.evaluation.metrics import average_precision
from training.evaluation.report import Evaluation, write_report


@command
def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m training.evaluate", description=__doc__)
    add_annotations(parser)
    add_model(parser)
    parser.add_argument(
        "--output",
        type=Path,
        default=Path("runs/report"),
        help="folder for report.html, metrics.json and the curve, default: %(default)s",
    )
    options = parser.parse_args(arguments)
    detect = load_detector(options.model, options.backend)
    samples = read_annotations(options.annotations, detect.card.classes)
    evaluation = evaluate(detect.run, samples, detect.card, options.annotations.stem)
    content = write_report(evaluation, options.output)
    print(json.dumps(content, indent=2))
    print(f"see {options.output / 'report.html'}", file=sys.stderr)


def evaluate(predict: Predict, samples: Sequence[Sample], card: Card, dataset: str) -> Evaluation:
    """Run a network once and measure it both ways: as COCO does, and as a visitor sees it."""
    anchors = generate_anchors(card.anchors)
    results, verdicts = [], []
    for output in run_network(predict, samples, card):
        sample, bbox_regression, scores = output
        results += detect_per_class(output, anchors, card)
        size = sample.height, sample.width
        seen = postprocess(bbox_regression, scores, anchors, card, size, score_thresh=SCORE_THRESH)
        verdicts += judge(sample, seen, card.classes)
    metrics = average_precision(samples, results, card)
    return Evaluation(dataset, samples, card, metrics, verdicts)


if __name__ == "__main__":
    sys.exit(main())
