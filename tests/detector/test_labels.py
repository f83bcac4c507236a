from __future__ import annotations

import json
from pathlib import Path

import pytest

from detector.labels import NAMES, name_label

ROOT = Path(__file__).parents[2]


def test_the_page_speaks_the_same_languages() -> None:
    files = (ROOT / "static" / "messages").glob("*.ftl")
    assert {path.stem for path in files} == NAMES.keys()


@pytest.mark.parametrize("language", NAMES)
def test_the_page_uses_the_same_names(language: str) -> None:
    messages = (ROOT / "static" / "messages" / f"{language}.ftl").read_text(encoding="utf-8").splitlines()
    for label, name in NAMES[language].items():
        assert f"label-{label} = {name}" in messages


@pytest.mark.parametrize("language", NAMES)
def test_every_label_of_the_published_card_has_a_name(language: str) -> None:
    card = json.loads((ROOT / "static" / "model" / "card.json").read_text(encoding="utf-8"))
    assert set(card["classes"]) <= NAMES[language].keys()


def test_another_card_s_label_names_itself() -> None:
    assert name_label("mask_below_nose", "zh") == "mask below nose"
