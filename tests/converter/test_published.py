"""What is in static/model is what models/ says."""

import hashlib
import json
from pathlib import Path

import pytest

from converter.formats import FORMATS
from converter.formats import PUBLISHED as FOR_PAGE_AND_SERVER
from detector.card import load_card

ROOT = Path(__file__).parents[2]
MODELS, PUBLISHED = ROOT / "models", ROOT / "static" / "model"
HINT = "static/model is stale: run python -m converter"


@pytest.fixture
def published():
    return load_card(PUBLISHED / "card.json").published


def test_the_weights_are_those_of_models(published):
    digest = hashlib.sha256((MODELS / "face_mask.keras").read_bytes()).hexdigest()
    assert published["weights_sha256"] == digest, HINT


def test_the_card_is_the_authors():
    card = json.loads((PUBLISHED / "card.json").read_text(encoding="utf-8"))
    del card["published"]
    assert card == json.loads((MODELS / "card.json").read_text(encoding="utf-8")), HINT


def test_the_average_precision_is_what_training_measured(published):
    metrics = MODELS / "metrics.json"
    expected = json.loads(metrics.read_text(encoding="utf-8")) if metrics.exists() else None
    assert published["average_precision"] == expected, HINT


def test_the_card_lists_what_page_and_server_read(published):
    assert tuple(published["export_error"]) == FOR_PAGE_AND_SERVER
    files = {file for name in FOR_PAGE_AND_SERVER for file in FORMATS[name].files}
    assert files <= {path.name for path in PUBLISHED.iterdir()}
