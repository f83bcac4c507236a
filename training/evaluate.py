"""python -m training.evaluate: measure a model on COCO annotations."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from detector.backends import BACKENDS, load_backend
from detector.card import load_card
from training.annotations import read_annotations
from training.metrics import measure
from training.report import plot_precision_recall


def main(arguments: list[str] | None = None) -> int:
    """Returns an exit status: 0 done, 1 bad input."""
    parser = argparse.ArgumentParser(prog="python -m training.evaluate", description=__doc__)
    parser.add_argument("annotations", type=Path, help="COCO file; its picture paths are relative to it")
    parser.add_argument(
        "--model", type=Path, default=Path("static/model/model.onnx"), help="default: %(default)s"
    )
    parser.add_argument("--backend", choices=sorted(BACKENDS), default="opencv", help="default: %(default)s")
    parser.add_argument(
        "--card", type=Path, default=Path("static/model/card.json"), help="default: %(default)s"
    )
    parser.add_argument(
        "--output", type=Path, default=Path("runs/report"), help="folder for metrics.json and the curve"
    )
    options = parser.parse_args(arguments)
    try:
        card = load_card(options.card)
        samples = read_annotations(options.annotations, card.classes)
        backend = load_backend(options.backend, options.model, card)
        metrics = measure(backend.run, samples, card)
    except (ValueError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    options.output.mkdir(parents=True, exist_ok=True)
    report = {"dataset": options.annotations.stem, "images": len(samples), **metrics.as_dict()}
    (options.output / "metrics.json").write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    plot_precision_recall(metrics, options.output / "precision_recall.png")
    print(json.dumps(report, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
