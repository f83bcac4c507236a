"""python -m training.steadiness: measure how steady a model's results are while a near face moves."""

from __future__ import annotations

import json
import sys

from tqdm import tqdm

from detector import load_detector
from detector.command.parsing import make_command_parser
from training.arguments import add_annotations, add_model, command
from training.data.annotations import read_annotations
from training.evaluation.video_metrics import SMALLEST_PX, choose_samples, film, measure_steadiness


@command
def main(arguments: list[str] | None = None) -> None:
    parser = make_command_parser(
        "training.steadiness", "Measure how steady a model's results are while a near face moves."
    )
    add_annotations(parser)
    add_model(parser)
    parser.add_argument("--faces", type=int, default=100, help="most faces to film (default: %(default)s)")
    options = parser.parse_args(arguments)
    detect = load_detector(options.model, options.backend)
    classes = detect.card.classes
    samples = choose_samples(read_annotations(options.annotations, classes), options.faces)
    if not samples:
        raise ValueError(f"{options.annotations}: expected faces of {SMALLEST_PX} pixels, found none")
    answers = [film(sample, detect) for sample in tqdm(samples, "film", unit="face", leave=False)]
    truths = [classes[sample.labels[0]] for sample in samples]
    print(json.dumps(measure_steadiness(answers, truths).as_dict(), indent=2))


if __name__ == "__main__":
    sys.exit(main())
