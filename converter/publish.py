"""The folder of exported files, and its published card.

The card lists the formats that page and server read. A file beside it lists the others, so exporting another
format does not change the published card.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from decimal import ROUND_CEILING, Context
from pathlib import Path
from typing import Any

from converter.formats import FORMATS, PUBLISHED
from converter.source import Source
from converter.verify import Error
from detector.card import load_card, parse_card

CARD, OTHERS = "card.json", "other_formats.json"
METRICS = "metrics.json"
"""What training measured, beside the weights and the card that it was measured with."""


def check_output(output: Path, source: Source, formats: list[str]) -> dict[str, Any]:
    """Check that a folder will hold only one model after the formats are published there.

    Returns:
        The export errors of the files that remain.

    Raises:
        ValueError: files of another or unknown model would remain beside the new ones.
    """
    if not (output / CARD).exists():
        unfinished = [
            name
            for name, entry in FORMATS.items()
            if name not in formats and any((output / file).exists() for file in entry.files)
        ]
        if unfinished:
            raise ValueError(
                f"output: {output} holds {', '.join(unfinished)} without a card, as a killed conversion "
                "leaves it: convert these too, or choose another folder"
            )
        return {}
    published = load_card(output / CARD).published
    if published is None:
        raise ValueError(
            f"output: {output} holds an author's card, expected a published one or an empty folder"
        )
    card = _read_json(output / CARD)
    del card["published"]
    same_card = card == _read_json(source.card_path)
    others = [_read_json(output / OTHERS)] if (output / OTHERS).exists() else []
    staying: dict[str, Any] = {}
    foreign: list[str] = []
    for facts in (published, *others):
        errors = {name: error for name, error in facts["export_error"].items() if name not in formats}
        staying |= errors
        of_source = facts["weights_sha256"], facts["weight_type"]
        if not (same_card and of_source == (source.weights_sha256, source.weight_type)):
            foreign += errors
    if foreign:
        raise ValueError(
            f"output: {output} holds {', '.join(foreign)} of another model, card or type of weights: "
            "convert these too, or choose another folder"
        )
    return staying


def _make_card(source: Source, rounding: Error, export_error: Mapping[str, Any]) -> dict[str, Any]:
    """Add the converter's values to the author's card."""
    metrics = source.weights_path.with_name(METRICS)
    together = metrics.exists() and metrics.parent.samefile(source.card_path.parent)
    card = _read_json(source.card_path) | {
        "published": {
            "num_anchors": source.card.anchors.num_anchors,
            "weights_sha256": source.weights_sha256,
            "weight_type": source.weight_type,
            "rounding_error": round_error(source, rounding),
            "export_error": export_error,
            "average_precision": _read_json(metrics) if together else None,
        }
    }
    parse_card(card)
    return card


def round_error(source: Source, error: Error) -> dict[str, float]:
    """Round errors up to one digit, by output name, so that slightly different machines give the same."""
    upwards = Context(prec=1, rounding=ROUND_CEILING)
    outputs = source.card.outputs
    return {
        outputs.bbox_regression: float(upwards.create_decimal(error.bbox_regression)),
        outputs.scores: float(upwards.create_decimal(error.scores)),
    }


def publish(
    staging: Path, output: Path, source: Source, rounding: Error, export_error: Mapping[str, Any]
) -> None:
    """Move a folder of verified files into the output folder.

    The old card is removed first and the new one written last, so a folder with a card is always complete.

    export_error: per format and output, for every format that the folder will hold.
    """
    errors = {name: export_error[name] for name in FORMATS if name in export_error}
    others = {name: error for name, error in errors.items() if name not in PUBLISHED}
    card = _make_card(source, rounding, {name: error for name, error in errors.items() if name in PUBLISHED})
    output.mkdir(parents=True, exist_ok=True)
    (output / CARD).unlink(missing_ok=True)
    if others:
        facts = {"weights_sha256": source.weights_sha256, "weight_type": source.weight_type}
        _write_json(staging / OTHERS, facts | {"export_error": others})
    for path in sorted(staging.iterdir()):
        target = output / path.name
        if target.is_dir():
            shutil.rmtree(target)
        path.replace(target)
    _write_json(staging / CARD, card)
    (staging / CARD).replace(output / CARD)


def _read_json(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def _write_json(path: Path, content: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
