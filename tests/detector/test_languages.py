"""What a language's file of messages gives to server and command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from detector.languages import Language, list_tags, read_language, read_languages

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def languages() -> dict[str, Language]:
    return read_languages()


def test_every_file_is_a_language_and_the_default_comes_first() -> None:
    files = (ROOT / "static" / "messages").glob("*.ftl")
    first, *others = list_tags()
    assert first == "en"
    assert sorted([first, *others]) == sorted(path.stem for path in files)


@pytest.mark.parametrize("tag", list_tags())
def test_every_label_of_the_published_cards_has_a_name(tag: str) -> None:
    language = read_language(tag)
    for card in (ROOT / "static").glob("model*/card.json"):
        for label in json.loads(card.read_text(encoding="utf-8"))["classes"]:
            assert language.has(f"label-{label}")


def test_a_further_language_is_one_file(tmp_path: Path) -> None:
    for tag, name in (("en", "English"), ("nl", "Nederlands")):
        (tmp_path / f"{tag}.ftl").write_text(f"language-name = {name}\n", encoding="utf-8")
    languages = read_languages(tmp_path)
    assert list(languages) == ["en", "nl"]
    assert languages["nl"].format("language-name") == "Nederlands"


def test_plurals_and_lists(languages: dict[str, Language]) -> None:
    english, chinese = languages["en"], languages["zh"]
    assert english.format("summary", faces=1, counts="x") == "1 face: x"
    assert english.format("summary", faces=2, counts="x") == "2 faces: x"
    assert english.join(["a", "b", "c"]) == "a, b, and c"
    assert chinese.join(["甲", "乙", "丙"]) == "甲、乙和丙"


def test_what_is_missing_is_named(languages: dict[str, Language]) -> None:
    with pytest.raises(LookupError, match="nonsense"):
        languages["en"].format("nonsense")
    with pytest.raises(LookupError, match="problem-bad-form"):
        languages["en"].format("problem-bad-form")
    with pytest.raises(LookupError, match="counts"):
        languages["en"].format("summary", faces=1)


def test_labels_without_a_message_stay_readable(languages: dict[str, Language]) -> None:
    assert languages["zh"].name_label("mask") == "戴口罩"
    assert languages["zh"].name_label("mask_on_chin") == "mask on chin"
