"""The arguments of the command line and their help."""

from __future__ import annotations

import argparse
from pathlib import Path

from detector.backends import BACKENDS
from detector.command.parsing import make_command_parser
from detector.hide import ALL
from detector.languages import DEFAULT, list_tags

DESCRIPTION = "Find the faces in pictures, videos and camera images, and tell which of them wear a mask."
EPILOG = """\
exit codes: 0 every source was read; 1 some sources could not be read or some results could not be written;
2 wrong usage, or the model cannot be loaded; 130 stopped with Ctrl-C, what was written so far is kept
"""


def make_parser() -> argparse.ArgumentParser:
    parser = make_command_parser("detector", DESCRIPTION, EPILOG)
    parser.add_argument(
        "source",
        nargs="+",
        help="a picture, a video, a folder, a pattern such as '*.jpg', a camera number (0 is the first), "
        "or - for a picture on standard input",
    )
    parser.add_argument(
        "--backend", choices=BACKENDS, default="opencv", help="the runtime (default: %(default)s)"
    )
    parser.add_argument(
        "--model",
        type=Path,
        help="hd, the published model that finds smaller faces and takes twice the time; or a model file "
        "with card.json beside it; or the folder of both (default: the published model; for keras, the one "
        "in models/)",
    )
    parser.add_argument(
        "--output",
        type=Path,
        help="where to write annotated pictures and videos (.webm, without sound): a file for one source, a "
        "folder for any number",
    )
    parser.add_argument(
        "--language",
        choices=list_tags(),
        default=DEFAULT,
        help="language of the labels in pictures and in the table, but not in JSON (default: %(default)s)",
    )
    parser.add_argument(
        "--hide-faces",
        metavar="LABEL",
        nargs="?",
        const=ALL,
        help="with --output: pixelate every face, or only those with this label; a face that is not found "
        "stays visible",
    )
    parser.add_argument("--json", action="store_true", help="print one line of JSON per picture or frame")
    parser.add_argument(
        "--score-thresh", type=_share, help="keep faces with a higher score, 0..1 (default: the card's)"
    )
    parser.add_argument(
        "--nms-thresh",
        type=_share,
        help="drop a box that overlaps a better one by more than this IoU, 0..1 (default: the card's)",
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
