"""The words of the pages: every language has them all, none is missing and none left over."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from detector.annotate import STYLES

ROOT = Path(__file__).parents[1]
FILES = sorted((ROOT / "static" / "messages").glob("*.ftl"))
SOURCES = [
    path.read_text(encoding="utf-8")
    for pattern in ("server/*.py", "templates/**/*", "static/js/**/*.js")
    for path in ROOT.glob(pattern)
    if path.is_file()
]

Messages = dict[str, frozenset[str]]
"""Name of a message or of its attribute -> the placeholders in it."""


class _Placeholders(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802
        self.names.add(node.id.name)


def read_messages(path: Path) -> Messages:
    messages: Messages = {}
    for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body:
        assert not isinstance(entry, ast.Junk), f"{path.name}: {entry.content}"
        if isinstance(entry, ast.Message):
            assert entry.id.name not in messages, f"{path.name}: {entry.id.name} stands twice"
            if entry.value is not None:
                messages[entry.id.name] = placeholders(entry.value)
            for attribute in entry.attributes:
                messages[f"{entry.id.name}.{attribute.id.name}"] = placeholders(attribute.value)
    return messages


def placeholders(pattern: ast.Pattern) -> frozenset[str]:
    visitor = _Placeholders()
    visitor.visit(pattern)
    return frozenset(visitor.names)


ENGLISH = read_messages(ROOT / "static" / "messages" / "en.ftl")


def literals() -> set[str]:
    """Every short string that stands in quotes in a template or script."""
    return {name for text in SOURCES for name in re.findall(r"""(?<=['"`])[\w.-]+(?=['"`])""", text)}


def families() -> set[str]:
    """Beginnings of names whose end is computed: f'problem-{…}', `failure-${…}`, 'result-' ~ …."""
    return {name for text in SOURCES for name in re.findall(r"""['"`]([a-z-]+-)(?:\$?\{|["'] ~)""", text)}


def test_there_are_two_languages() -> None:
    assert {path.stem for path in FILES} >= {"en", "zh"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_language_has_the_same_messages_and_placeholders(path: Path) -> None:
    messages = read_messages(path)
    assert messages.keys() - ENGLISH.keys() == set()
    assert ENGLISH.keys() - messages.keys() == set()
    # A language without plural forms uses a number once instead of twice, but must use it.
    assert messages == ENGLISH


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_messages_fit_into_a_script_element(path: Path) -> None:
    assert "</" not in path.read_text(encoding="utf-8")


def test_every_message_is_said_somewhere() -> None:
    said = literals()
    card = json.loads((ROOT / "static" / "model" / "card.json").read_text(encoding="utf-8"))
    ends = said | {*STYLES, *card["published"]["average_precision"]["ap50_by_size"]}

    def is_said(name: str) -> bool:
        name = name.removesuffix(".title")
        ends_somehow = any(
            name.startswith(start) and (name[len(start) :] in ends or name[len(start) :].isdigit())
            for start in families()
        )
        return name in said or ends_somehow

    assert [name for name in ENGLISH if not is_said(name)] == []


def test_every_message_that_is_said_exists() -> None:
    names = {
        name for text in SOURCES for name in re.findall(r"""\b(?:t|format)\(['"]([\w.-]+)['"][,)]""", text)
    }
    assert len(names) > 50
    assert names - ENGLISH.keys() == set()


def test_every_failure_of_the_page_has_its_words() -> None:
    script = (ROOT / "static" / "js" / "page" / "failure-messages.js").read_text(encoding="utf-8")
    table = re.search(r"WAYS = \{(.*?)\}", script, re.DOTALL)
    assert table
    codes = re.findall(r"^\s*'?([\w-]+)'?: \[", table[1], re.MULTILINE)
    assert codes
    for code in codes:
        assert {f"failure-{code}", f"failure-{code}.title"} <= ENGLISH.keys()
