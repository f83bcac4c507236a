"""python -m training: train the network on annotated pictures."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch

from detector.card import Card, load_author_card
from detector.command.parsing import make_command_parser
from detector.network.pytorch import Network
from training.arguments import command
from training.data.annotations import DESCRIPTION, read_annotations
from training.data.classes import find_unused
from training.data.dataset import Sample, check_pictures, read_images
from training.data.overview import count_faces, draw_sheet
from training.data.photos import Photos, keep_photos
from training.data.soft_label_file import load_soft_labels
from training.export import publish
from training.learning.pretrained import load_pretrained
from training.learning.recipe import Recipe, load_recipe
from training.learning.run import Training
from training.learning.teacher import load_teacher
from training.learning.window_sheet import draw_windows
from training.learning.windows import TrainingSet

RECIPE, FINE_TUNE = (Path(__file__).with_name(name) for name in ("recipe.toml", "fine_tune.toml"))

SHOWN = 200
"""Photos, at most, on which a dry run draws windows."""


@command
def main(arguments: list[str] | None = None) -> None:
    options = parse_arguments(arguments)
    try:
        run(options)
    except KeyboardInterrupt:
        print("interrupted; run the same command to continue from the last checkpoint", file=sys.stderr)
        raise


def run(options: argparse.Namespace) -> None:
    """Only show the pictures (``--dry-run``), or train and print the figures."""
    card = load_author_card(options.card)
    samples = read_all(options.train, card.classes)
    validation = read_annotations(options.val, card.classes)
    warn_of_unused(", ".join(map(str, options.train)), samples, card)
    warn_of_unused(str(options.val), validation, card)
    check_pictures(validation)
    if options.dry_run:
        check_pictures(samples)
        show(options.output, {"train": samples, "val": validation}, card)
        windows = options.output / "windows.jpg"
        draw_windows(samples[:: -(-len(samples) // SHOWN)], card, load_recipe(choose_recipe(options))).save(
            windows
        )
        print(f"windows as the network will see them: {windows}")
    else:
        print(json.dumps(train(options, card, samples, validation), indent=2))


def choose_recipe(options: argparse.Namespace) -> Path:
    """The named recipe, else the default for this start model."""
    return Path(options.recipe or (FINE_TUNE if options.start else RECIPE))


def read_all(paths: Sequence[Path], classes: Sequence[str]) -> list[Sample]:
    """The samples of several annotation files, one after the other."""
    return [sample for path in paths for sample in read_annotations(path, classes, "train")]


def parse_arguments(arguments: list[str] | None) -> argparse.Namespace:
    parser = make_command_parser("training", "Train the network on annotated pictures.")
    parser.add_argument(
        "--train", type=Path, nargs="+", required=True, help=f"pictures to train on: {DESCRIPTION}"
    )
    parser.add_argument("--val", type=Path, required=True, help="pictures to measure on, in the same formats")
    parser.add_argument("--output", type=Path, default=Path("runs/latest"), help="default: %(default)s")
    parser.add_argument("--card", type=Path, default=Path("models/card.json"), help="default: %(default)s")
    parser.add_argument(
        "--from",
        dest="start",
        metavar="MODEL",
        type=Path,
        help="fine-tune a Keras model, such as models/face_mask.keras, with the recipe for fine-tuning",
    )
    parser.add_argument(
        "--recipe", type=Path, help=f"default: {RECIPE.name}, or {FINE_TUNE.name} with --from"
    )
    taught = parser.add_mutually_exclusive_group()
    taught.add_argument("--teacher", type=Path, help="learn from a teacher: the folder of its run")
    taught.add_argument(
        "--soft-labels",
        type=Path,
        help="learn from the boxes of a teacher: a file written by python -m training.soft_labels",
    )
    parser.add_argument(
        "--device",
        type=parse_device,
        default="cuda" if torch.cuda.is_available() else "cpu",
        help="default on this machine: %(default)s",
    )
    parser.add_argument(
        "--workers",
        type=int,
        default=1,
        help="processes that make windows; a GPU makes its own (default: 1)",
    )
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help="only read, count and draw the pictures with their boxes; do not train",
    )
    return parser.parse_args(arguments)


def parse_device(name: str) -> torch.device:
    """Read the name of a device that PyTorch can use here."""
    try:
        return torch.empty(0, device=name).device
    except (RuntimeError, AssertionError) as error:
        raise argparse.ArgumentTypeError(f"PyTorch cannot use '{name}' here: {error}") from error


def warn_of_unused(place: str, samples: Sequence[Sample], card: Card) -> None:
    """Warn of classes without any face, so that a typing error is found before hours of training."""
    for name in find_unused(samples, card.classes):
        print(f"warning: {place}: no face is '{name}'; is another name written for it?", file=sys.stderr)


def show(folder: Path, sets: dict[str, Sequence[Sample]], card: Card) -> None:
    """Print a table and write a sheet of pictures for each set."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, samples in sets.items():
        sheet = folder / f"{name}.jpg"
        draw_sheet(samples, card.classes).save(sheet, quality=90)
        print(f"{name}: {count_faces(samples, card.classes)}\nsee {sheet}\n")


def train(
    options: argparse.Namespace, card: Card, samples: Sequence[Sample], validation: Sequence[Sample]
) -> dict[str, Any]:
    """Train to the end of the recipe, from the last checkpoint if there is one, and publish; return the
    figures.

    If the recipe names a teacher, it is trained first, unless another teacher or soft labels are given.
    """
    path = choose_recipe(options)
    recipe = load_recipe(path)
    if recipe.teacher_classes:
        photos = keep_photos(read_images(samples), options.device)
        return train_teacher(recipe, options.output, options, card, photos)
    training = Training(card, recipe, options.output, options.device, options.start)
    if training.resume():
        if training.done and (options.output / "metrics.json").exists():
            raise ValueError(f"{options.output}: this run is finished; choose another --output")
        print(f"continuing from {options.output / 'checkpoint.pt'}")
    elif options.start:
        assert isinstance(training.network, Network)
        fresh = load_pretrained(training.network, options.start, card.classes)
        print(f"starting from {options.start}" + (f"; new: {', '.join(fresh)}" if fresh else ""))
    soft = load_soft_labels(options.soft_labels) if options.soft_labels else None
    photos = keep_photos(read_images(samples), options.device)
    folder = options.teacher
    if recipe.teacher and not (folder or soft):
        folder = options.output / "teacher"
        train_teacher(load_recipe(path.with_name(recipe.teacher)), folder, options, card, photos)

    training_set = TrainingSet(samples, photos, card.classes, recipe.sampling, soft)
    if soft:
        print(f"{training_set.taught.sum()} of {len(samples)} pictures have soft labels")
    teacher = load_teacher(folder, card, options.device) if folder else None
    training.run(training_set, validation, options.workers, teacher)
    network = training.average.network
    assert isinstance(network, Network)
    return publish(network, options.card, options.val, options.output, training.device)


def train_teacher(
    recipe: Recipe, folder: Path, options: argparse.Namespace, card: Card, photos: Photos
) -> dict[str, Any]:
    """Train a teacher to the end of its recipe, from its last checkpoint if there is one; return the
    figures."""
    training = Training(card, recipe, folder, options.device)
    report = folder / "metrics.json"
    if not (training.resume() and training.done and report.exists()):
        print(f"training a teacher in {folder}")
        classes = training.card.classes
        validation = read_annotations(options.val, classes)
        training_set = TrainingSet(read_all(options.train, classes), photos, classes, recipe.sampling)
        training.run(training_set, validation, options.workers)
        report.write_text(json.dumps(training.validate(validation).as_dict(), indent=2) + "\n", "utf-8")
    return dict(json.loads(report.read_text(encoding="utf-8")))


if __name__ == "__main__":
    sys.exit(main())
