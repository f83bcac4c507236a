"""Arguments that the measuring commands share."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from detector.backends import BACKENDS


def add_annotations(parser: ArgumentParser) -> None:
    parser.add_argument("annotations", type=Path, help="a COCO file or a Pascal VOC folder")


def add_trained_model(parser: ArgumentParser) -> None:
    """``--model`` and ``--card``: what training wrote."""
    _add_path(parser, "--model", "models/face_mask.keras")
    _add_path(parser, "--card", "models/card.json")


def add_exported_model(parser: ArgumentParser) -> None:
    """``--model``, ``--backend`` and ``--card``: what the converter wrote, and the runtime that reads it."""
    _add_path(parser, "--model", "static/model/model.onnx")
    parser.add_argument("--backend", choices=sorted(BACKENDS), default="opencv", help="default: %(default)s")
    _add_path(parser, "--card", "static/model/card.json")


def _add_path(parser: ArgumentParser, name: str, default: str) -> None:
    parser.add_argument(name, type=Path, default=Path(default), help="default: %(default)s")
