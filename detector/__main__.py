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
from detector.command.arguments import make_parser
from detector.command.outputs import open_writer, plan_outputs
from detector.command.printing import to_json, to_sentence, to_table
from detector.command.sources import Source, SourceError, count_passed_over, find_sources
from detector.hide import ALL, HELD_FRAMES, FaceHider
from detector.languages import Language, read_language
from detector.pipeline import Detector, load_detector

SUCCESS, FAILURE, INTERRUPTED = 0, 1, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; wrong usage raises SystemExit(2)."""
    parser = make_parser()
    options = parser.parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a file's name may not be valid text
    try:
        return _run(options, parser)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # the reader, such as `head`, has closed the pipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return SUCCESS


def _run(options: argparse.Namespace, parser: argparse.ArgumentParser) -> int:
    sources: list[Source] = []
    failures = 0
    for argument in options.source:
        try:
            sources += find_sources(argument)
            if passed_over := count_passed_over(argument):
                tqdm.write(f"{argument}: {passed_over}", file=sys.stderr)
        except (SourceError, OSError) as error:
            failures += _complain(argument, error)
    try:
        detect = load_detector(options.model, options.backend)
        language = read_language(options.language)
        if options.output:
            load_font(1, language.tag)
        _check_hiding(options, detect.card.classes)
        outputs = plan_outputs(sources, options.output) if options.output else [None] * len(sources)
    except (ValueError, OSError) as error:
        parser.error(to_sentence(error))

    pairs = zip(sources, outputs, strict=True)
    for source, output in tqdm(pairs, total=len(sources), unit="source", disable=_hides_bars(options)):
        try:
            _process(source, output, detect, language, options)
        except BrokenPipeError:
            raise
        except (ValueError, OSError) as error:
            failures += _complain(source.name, error)
    return FAILURE if failures else SUCCESS


def _process(
    source: Source, output: Path | None, detect: Detector, language: Language, options: argparse.Namespace
) -> None:
    describe = to_json if options.json else partial(to_table, language=language)
    with ExitStack() as stack:
        stream = stack.enter_context(source.open())
        write = None
        if output:
            write = stack.enter_context(open_writer(output, source.is_picture, stream.frames_per_second))
        hide = FaceHider(options.hide_faces or "", 0 if source.is_picture else HELD_FRAMES)
        frames = tqdm(
            stream.frames,
            desc=source.name,
            total=stream.length,
            unit="frame",
            leave=False,
            disable=source.is_picture or _hides_bars(options),
        )
        for number, frame in enumerate(frames):
            image = frame.image
            detections = detect(image, score_thresh=options.score_thresh, nms_thresh=options.nms_thresh)
            if write:
                shown = hide(image, detections) if options.hide_faces else image
                write(annotate(shown, detections, language), frame.seconds)
            height, width = image.shape[:2]
            tqdm.write(describe(source.name, number, (height, width), detections))
            sys.stdout.flush()


def _check_hiding(options: argparse.Namespace, classes: Sequence[str]) -> None:
    if options.hide_faces not in (None, ALL, *classes):
        raise ValueError(
            f"--hide-faces: expected {' or '.join(classes)}, or nothing for all faces, "
            f"got '{options.hide_faces}'; sources come before it"
        )
    if options.hide_faces and not options.output:
        raise ValueError("--hide-faces changes the pictures that --output writes; name a place for them")


def _hides_bars(options: argparse.Namespace) -> bool | None:
    """Show progress bars only when files are written; None hides them if there is no terminal."""
    return None if options.output else True


def _complain(name: str, error: Exception) -> int:
    sentence = to_sentence(error)
    tqdm.write(sentence if name in sentence else f"{name}: {sentence}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
