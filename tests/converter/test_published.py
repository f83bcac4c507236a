"""What the converter published is what models/ says."""

import hashlib
import json
from pathlib import Path

import pytest

from converter.formats import FORMATS
from converter.formats import PUBLISHED as FOR_PAGE_AND_SERVER
from detector.card import load_card

ROOT = Path(__file__).parents[2]
HINT = "stale: run python -m converter, or make model for all"


NAMES = ["", *sorted(card.parent.name for card in (ROOT / "models").glob("*/card.json"))]


@pytest.fixture(params=NAMES, ids=[name or "usual" for name in NAMES])
def folders(request):
    """(what training wrote, what the converter published)."""
    name = request.param
    return [ROOT / "models" / name, ROOT / "static" / (f"model-{name}" if name else "model")]


@pytest.fixture
def published(folders):
    return load_card(folders[1] / "card.json").published


def test_every_published_model_has_its_source():
    published = {card.parent.name for card in (ROOT / "static").glob("model*/card.json")}
    assert published == {f"model-{name}" if name else "model" for name in NAMES}


def test_the_weights_are_those_of_models(folders, published):
    digest = hashlib.sha256((folders[0] / "face_mask.keras").read_bytes()).hexdigest()
    assert published["weights_sha256"] == digest, HINT


def test_the_card_is_the_authors(folders):
    models, static = folders
    card = json.loads((static / "card.json").read_text(encoding="utf-8"))
    del card["published"]
    assert card == json.loads((models / "card.json").read_text(encoding="utf-8")), HINT


def test_the_average_precision_is_what_training_measured(folders, published):
    expected = json.loads((folders[0] / "metrics.json").read_text(encoding="utf-8"))
    assert published["average_precision"] == expected, HINT


def test_the_card_lists_what_page_and_server_read(folders, published):
    assert tuple(published["export_error"]) == FOR_PAGE_AND_SERVER
    files = {file for name in FOR_PAGE_AND_SERVER for file in FORMATS[name].files}
    assert files <= {path.name for path in folders[1].iterdir()}
