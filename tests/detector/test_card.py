from __future__ import annotations

import json
import re
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from detector.card import load_author_card, load_card, parse_card
from tests.goldens import golden_cases, read_golden

AUTHORS_CARD = Path(__file__).parents[2] / "models" / "card.json"


def changed(content: Any, changes: list[dict[str, Any]]) -> Any:
    root = {"card": deepcopy(content)}
    for change in changes:
        path: list[Any] = ["card", *change["at"]]
        last = path.pop()
        target: Any = root
        for key in path:
            target = target[key]
        if change.get("remove"):
            del target[last]
        else:
            target[last] = change["value"]
    return root["card"]


@golden_cases("card.json")
def test_golden(case: dict[str, Any], tolerance: float) -> None:
    content = changed(read_golden("card.json")["card"], case["change"])
    if "key" not in case:
        assert parse_card(content).name == "tiny"
        return
    with pytest.raises(ValueError, match="expected") as error:
        parse_card(content)
    assert f"card key '{case['key']}'" in str(error.value)


def test_message_has_got_and_expected() -> None:
    content = changed(read_golden("card.json")["card"], [{"at": ["input", "width"], "value": "wide"}])
    with pytest.raises(ValueError, match=r"'input.width': expected an integer > 0, got 'wide'"):
        parse_card(content)


def test_the_authors_card_is_valid() -> None:
    card = load_card(AUTHORS_CARD)
    assert card.published is None
    assert card.anchors.num_anchors == 5972


def test_published_facts_are_kept() -> None:
    facts = {"num_anchors": 30, "weights_sha256": "ab", "weight_type": "f32"}
    facts |= {"rounding_error": {}, "export_error": {}, "average_precision": None}
    content = changed(read_golden("card.json")["card"], [{"at": ["published"], "value": facts}])
    assert parse_card(content).published == facts


def test_not_json(tmp_path: Path) -> None:
    path = tmp_path / "card.json"
    path.write_text("{")
    with pytest.raises(ValueError, match=re.escape(f"card {path}: not valid JSON")):
        load_card(path)


def test_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "card.json"
    path.write_bytes(json.dumps({"name": "müde"}, ensure_ascii=False).encode("latin-1"))
    with pytest.raises(ValueError, match="not valid JSON"):
        load_card(path)


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        load_card(tmp_path / "card.json")


def test_a_published_card_is_not_its_author_s() -> None:
    root = Path(__file__).parents[2]
    assert load_author_card(root / "models" / "card.json").published is None
    with pytest.raises(ValueError, match=r"model/card\.json: expected the author"):
        load_author_card(root / "static" / "model" / "card.json")
