"""Command line of the converter: ``python -m converter --help``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from tqdm import tqdm

from converter import environments
from converter.formats import FORMATS, PUBLISHED, Options, load_format
from converter.quiet import quiet
from detector.command.parsing import make_command_parser
from detector.network.rounding import PUBLISHED_TYPE, WEIGHT_TYPES

DESCRIPTION = """\
Convert the Keras model to the formats that runtimes read. Every file is compared with Keras on the same
pictures. The files and the model's card are published only if all of them agree.
"""
BAR = "{l_bar}{bar}| {elapsed}"


def main(arguments: Sequence[str] | None = None) -> int:
    options = parse_arguments(arguments)
    if options.list:
        print_formats()
        return 0
    try:
        return run(options)
    except (ValueError, OSError) as error:
        print(f"converter: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("converter: interrupted; run it again", file=sys.stderr)
        return 130


def parse_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = make_command_parser("converter", DESCRIPTION)
    parser.add_argument(
        "formats",
        metavar="FORMAT",
        nargs="*",
        help=f"the formats to write: {', '.join(FORMATS)}, or all (default: {' '.join(PUBLISHED)})",
    )
    parser.add_argument(
        "--source",
        type=Path,
        default=Path("models/face_mask.keras"),
        help="a model that Keras 2 or 3 saved (.keras, .h5, .hdf5), or its weights (default: %(default)s)",
    )
    parser.add_argument(
        "--architecture",
        metavar="JSON",
        type=Path,
        help="architecture that Keras wrote with to_json, for a weights file (default: the .json beside it)",
    )
    parser.add_argument(
        "--card",
        type=Path,
        default=Path("models/card.json"),
        help="the model's card: input size, classes, anchors (default: %(default)s)",
    )
    parser.add_argument("--output", type=Path, default=Path("static/model"), help="default: %(default)s")
    parser.add_argument(
        "--weights",
        choices=WEIGHT_TYPES,
        default=PUBLISHED_TYPE,
        help="type to round the weights to, the same in every format (default: %(default)s)",
    )
    parser.add_argument(
        "--pictures",
        metavar="FOLDER",
        type=Path,
        help="photos of faces to calibrate tflite_int8 on; without them, 'all' leaves that format out",
    )
    parser.add_argument(
        "--list", action="store_true", help="list the formats with what each is for and needs, and exit"
    )
    options = parser.parse_args(arguments)
    unknown = [name for name in options.formats if name not in (*FORMATS, "all")]
    if unknown:
        parser.error(f"format: expected one of {', '.join(FORMATS)} or all, got {', '.join(unknown)}")
    return options


def run(options: argparse.Namespace) -> int:
    """Convert and print the table; 1 if a format differs from Keras by more than its tolerance."""
    names = choose_formats(options.formats, options.pictures)
    with tqdm(total=2 * len(names) + 2, bar_format=BAR, leave=False, disable=None) as progress:

        def report(step: str) -> None:
            progress.set_description(step)
            progress.update()

        report("load")
        with quiet():
            formats = {name: load_format(name, Options(options.pictures)) for name in names}
            from converter.convert import NUM_IMAGES, convert
            from converter.source import load_source

            source = load_source(options.source, options.card, options.architecture, options.weights)
        conversion = convert(source, formats, options.output, NUM_IMAGES, report)

    rounding = conversion.rounding
    print(
        f"weights in {source.weight_type} move loc by {rounding.bbox_regression:.1e} "
        f"and cls by {rounding.scores:.1e} at most"
    )
    print(f"{'format':<14}{'bytes':>10}{'gzip':>10}{'error loc':>11}{'error cls':>11}  verdict")
    for result in conversion.results:
        verdict = "ok" if result.verified else f"refused, allowed {result.tolerance}"
        print(
            f"{result.name:<14}{result.size:>10,}{result.gzip_size:>10,}"
            f"{result.error.bbox_regression:>11.1e}{result.error.scores:>11.1e}  {verdict}"
        )
    if not conversion.verified:
        print(f"converter: nothing was published to {options.output}", file=sys.stderr)
        return 1
    print(f"published to {options.output}")
    return 0


def choose_formats(asked: Sequence[str], pictures: Path | None) -> list[str]:
    """Names of the formats to write, in the order of FORMATS.

    ``all`` leaves out formats that need photos if there are none, and says so. If such a format is named, it
    stays in the list, and its exporter raises the error.
    """
    chosen = set(asked or PUBLISHED)
    if "all" in chosen:
        left_out = {"tflite_int8"} - chosen if pictures is None else set()
        for name in left_out:
            print(f"converter: {name} is left out: it needs --pictures FOLDER", file=sys.stderr)
        chosen = set(FORMATS) - left_out
    return [name for name in FORMATS if name in chosen]


def print_formats() -> None:
    for name, entry in FORMATS.items():
        print(f"{name:<14}{entry.summary}")
        apart = f", and once python -m converter.environments {name}" if name in environments.NAMES else ""
        print(f"{'':<14}writes {', '.join(entry.files)}; needs the extra '{entry.extra}'{apart}")


if __name__ == "__main__":
    sys.exit(main())
