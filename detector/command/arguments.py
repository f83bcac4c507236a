"""The arguments of the command line and their help."""

from __future__ import annotations

import argparse
from pathlib import Path

from detector.backends import BACKENDS
from detector.hide import ALL
from detector.languages import DEFAULT, list_tags

DESCRIPTION = "Find the faces in pictures, videos or a camera and tell which of them wear a mask."
EPILOG = """\
exit codes: 0 every source was read; 1 one could not be read or written, the others were; 2 wrong usage, or
the model cannot be loaded; 130 stopped with Ctrl-C, what was written until then is kept
"""


def make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m detector",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "source",
        nargs="+",
        help="a picture, a video, a folder or a pattern of them, a camera number (0 is the first), "
        "or - for a picture on standard input",
    )
    parser.add_argument(
        "--backend", choices=BACKENDS, default="opencv", help="the runtime (default: %(default)s)"
    )
    parser.add_argument(
        "--model",
        type=Path,
        help="hd for the published model that finds smaller faces in twice the time; a model file with "
        "card.json beside it; or their folder (default: the published model; for keras the trained one)",
    )
    parser.add_argument(
        "--output",
        type=Path,
        help="write annotated pictures and videos (.webm, without sound): a file for one source, a folder "
        "for any number",
    )
    parser.add_argument(
        "--language",
        choices=list_tags(),
        default=DEFAULT,
        help="of the labels in pictures and in the table; JSON keeps the card's (default: %(default)s)",
    )
    parser.add_argument(
        "--hide-faces",
        metavar="LABEL",
        nargs="?",
        const=ALL,
        help="with --output: leave only a few squares of each face, or of those of one class; a face that is "
        "not found is not hidden",
    )
    parser.add_argument("--json", action="store_true", help="print one line of JSON per picture or frame")
    parser.add_argument(
        "--score-thresh", type=_share, help="keep faces with a greater score, 0..1 (default: the card's)"
    )
    parser.add_argument(
        "--nms-thresh", type=_share, help="drop boxes that overlap more with a better one, 0..1 (likewise)"
    )
    return parser


def _share(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"expected a number from 0 to 1, got '{text}'")
    return value
