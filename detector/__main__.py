"""The command line: ``python -m detector SOURCE…``."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from tqdm import tqdm

from detector.annotate import annotate, load_font
from detector.backends import BACKENDS, load_backend
from detector.card import load_card
from detector.command.arguments import make_parser
from detector.command.outputs import open_writer, plan_outputs
from detector.command.report import to_json, to_table
from detector.command.sources import Source, SourceError, find_sources
from detector.detector import Detector

SUCCESS, FAILURE, INTERRUPTED = 0, 1, 130

ROOT = Path(__file__).parents[1]
TRAINED_MODEL = ROOT / "models"
"""What training writes and the converter reads, in a source checkout."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; wrong usage raises SystemExit(2)."""
    parser = make_parser()
    options = parser.parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a file's name may hold what no text can
    try:
        return _run(options, parser)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # the reader of the lines has seen enough, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return SUCCESS


def _run(options: argparse.Namespace, parser: argparse.ArgumentParser) -> int:
    sources: list[Source] = []
    failures = 0
    for argument in options.source:
        try:
            sources += find_sources(argument)
        except (SourceError, OSError) as error:
            failures += _complain(argument, error)
    try:
        detector = load_detector(options.backend, options.model)
        if options.output:
            load_font(1, options.language)
        outputs = plan_outputs(sources, options.output) if options.output else [None] * len(sources)
    except (ValueError, OSError) as error:
        parser.error(_sentence(error))

    pairs = zip(sources, outputs, strict=True)
    for source, output in tqdm(pairs, total=len(sources), unit="source", disable=_hides_bars(options)):
        try:
            _process(source, output, detector, options)
        except BrokenPipeError:
            raise
        except (ValueError, OSError) as error:
            failures += _complain(source.name, error)
    return FAILURE if failures else SUCCESS


def load_detector(backend: str, model: Path | None) -> Detector:
    """Load a model file, or a folder that holds one, with the card beside it.

    model: None is this project's usual one, a name that is not a path another of its models.

    Raises:
        ValueError, OSError: see :func:`detector.card.load_card`, :func:`detector.backends.load_backend`.
    """
    path = find_model(backend, model)
    if not path.exists():
        raise FileNotFoundError(f"model: no such file or folder: {path}")
    is_file = path.is_file() or path.name == BACKENDS[backend].file
    folder, file = (path.parent, path) if is_file else (path, path / BACKENDS[backend].file)
    card = load_card(folder / "card.json")
    return Detector(card, load_backend(backend, file, card))


def find_model(backend: str, model: Path | None) -> Path:
    """Where a model lies: what training wrote for Keras, what the converter published for all others."""
    trained = BACKENDS[backend].format is None
    usual = TRAINED_MODEL if trained else find_published_model()
    if model is None:
        return usual
    if model.exists() or len(model.parts) != 1:
        return model
    named = usual / model if trained else usual.with_name(f"{usual.name}-{model}")
    return named if named.is_dir() else model


def find_published_model() -> Path:
    """The folder of the model that page and server use, in a source checkout or in an installed wheel."""
    checkout, wheel = ROOT / "static" / "model", ROOT / "server" / "static" / "model"
    return wheel if wheel.is_dir() else checkout


def _process(source: Source, output: Path | None, detector: Detector, options: argparse.Namespace) -> None:
    describe = to_json if options.json else partial(to_table, language=options.language)
    with ExitStack() as stack:
        stream = stack.enter_context(source.open())
        write = None
        if output:
            write = stack.enter_context(open_writer(output, source.is_picture, stream.frames_per_second))
        frames = tqdm(
            stream.frames,
            desc=source.name,
            total=stream.length,
            unit="frame",
            leave=False,
            disable=source.is_picture or _hides_bars(options),
        )
        for number, image in enumerate(frames):
            detections = detector.detect(image, options.score_thresh, options.nms_thresh)
            if write:
                write(annotate(image, detections, options.language))
            height, width = image.shape[:2]
            tqdm.write(describe(source.name, number, (height, width), detections))
            sys.stdout.flush()


def _hides_bars(options: argparse.Namespace) -> bool | None:
    """Bars are for files that are written; None hides them where nobody looks at a terminal."""
    return None if options.output else True


def _complain(name: str, error: Exception) -> int:
    sentence = _sentence(error)
    tqdm.write(sentence if name in sentence else f"{name}: {sentence}", file=sys.stderr)
    return 1


def _sentence(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror and error.filename:
        return f"{error.filename}: {error.strerror}"
    return str(error)


if __name__ == "__main__":
    sys.exit(main())
