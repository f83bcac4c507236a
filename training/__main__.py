"""python -m training: train the network on a COCO data set."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import torch

from detector.card import load_card
from training.annotations import read_annotations
from training.export import publish
from training.recipe import load_recipe
from training.train import Training


def main(arguments: list[str] | None = None) -> int:
    """Returns an exit status: 0 done, 1 bad input, 130 interrupted."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument(
        "--train", type=Path, required=True, help="what to learn from: a COCO file or a Pascal VOC folder"
    )
    parser.add_argument("--val", type=Path, required=True, help="what to measure on, likewise")
    parser.add_argument("--output", type=Path, default=Path("runs/latest"), help="default: %(default)s")
    parser.add_argument("--card", type=Path, default=Path("models/card.json"), help="default: %(default)s")
    parser.add_argument(
        "--recipe", type=Path, default=Path(__file__).with_name("recipe.toml"), help="default: %(default)s"
    )
    parser.add_argument(
        "--device",
        default="cuda" if torch.cuda.is_available() else "cpu",
        help="default on this machine: %(default)s",
    )
    parser.add_argument("--workers", type=int, default=1, help="processes that make windows, default: 1")
    options = parser.parse_args(arguments)

    try:
        card = load_card(options.card)
        recipe = load_recipe(options.recipe)
        samples = read_annotations(options.train, card.classes)
        validation = read_annotations(options.val, card.classes)
        training = Training(card, recipe, options.output, torch.device(options.device))
        if training.resume():
            print(f"going on from {options.output / 'checkpoint.pt'}")
        training.run(samples, validation, options.workers)
        network, device = training.averaged_network, training.device
        report = publish(network, options.card, options.val, options.output, device)
    except (ValueError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("interrupted; the same command goes on from the last checkpoint", file=sys.stderr)
        return 130
    print(json.dumps(report, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
