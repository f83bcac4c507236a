"""The arguments of the command line and their help."""

from __future__ import annotations

import argparse

from detector.backends import BACKENDS
from detector.command.parsing import make_command_parser, read_count

DESCRIPTION = """\
Find the faces in archives of pictures and films, on all cores of this machine or of a cluster, and write
the results as Parquet files with a summary and a report.
"""
EPILOG = """\
exit codes: 0 every picture was read; 1 some could not be read, their rows say why; 2 wrong usage, or the
model or a source cannot be read; 3 Ray gave up; 130 stopped with Ctrl-C. After 3 and 130, --resume continues.
"""


def make_parser() -> argparse.ArgumentParser:
    parser = make_command_parser("archive", DESCRIPTION, EPILOG)
    parser.add_argument(
        "source",
        nargs="+",
        help="a picture, a film, a tar file of pictures (WebDataset), a folder, a pattern, or a .txt, .csv "
        "or .parquet file that lists paths and URLs; each may be a path or s3://…, gs://…, hdfs://…",
    )
    parser.add_argument("--output", required=True, help="the folder of the results, a path or a URI")
    parser.add_argument(
        "--column",
        default="path",
        help="the column of a .csv or .parquet list that holds the paths (default: %(default)s)",
    )
    parser.add_argument(
        "--every",
        metavar="SECONDS",
        type=_positive,
        default=1.0,
        help="seconds between the analysed frames of a film (default: %(default)g)",
    )
    parser.add_argument(
        "--resume",
        action="store_true",
        help="continue an earlier run with the same arguments; start a new one if there is none",
    )
    parser.add_argument(
        "--backend",
        choices=BACKENDS,
        default="onnxruntime",
        help="the runtime (default: %(default)s)",
    )
    parser.add_argument(
        "--model",
        help="hd, a model file with card.json beside it, or their folder (default: the published one)",
    )
    parser.add_argument(
        "--cluster",
        metavar="ADDRESS",
        help="address of a running Ray cluster, 'auto' on one of its machines (default: start Ray here)",
    )
    parser.add_argument(
        "--workers",
        metavar="N",
        type=read_count,
        help="number of worker processes (default: one for each core or share of a GPU)",
    )
    parser.add_argument(
        "--gpus-per-worker",
        metavar="SHARE",
        type=_positive,
        default=0,
        help="share of a GPU for each worker, .25 for four on each (default: 0)",
    )
    return parser


def _positive(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0
    if not 0 < value < float("inf"):
        raise argparse.ArgumentTypeError(f"expected a number above 0, got '{text}'")
    return value
