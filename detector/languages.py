"""The languages: one file of messages each, shared by the server, the command line and the page's scripts."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from babel.lists import format_list
from fluent.runtime import FluentBundle, FluentResource

from detector.models import find_folder

MESSAGES = find_folder("static") / "messages"
DEFAULT = "en"

MOST_CHARACTERS = 200
"""Characters of a text that stands in a sentence."""


class Language:
    """One language: its tag, such as ``zh``, and its messages in the Fluent syntax."""

    def __init__(self, path: Path) -> None:
        self.tag = path.stem
        self.source = path.read_text(encoding="utf-8")

    @cached_property
    def _bundle(self) -> FluentBundle:
        """Parsed when the language is first used: that takes longer than to load the network."""
        bundle = FluentBundle([self.tag], use_isolating=False)
        bundle.add_resource(FluentResource(self.source))
        return bundle

    def format(self, name: str, **values: Any) -> str:
        """Format a message, or one of its attributes: ``problem-404.title``.

        Raises:
            LookupError: there is no such message, or a value is missing.
        """
        identifier, _, attribute = name.partition(".")
        message = self._bundle.get_message(identifier)
        pattern = message.attributes[attribute] if attribute else message.value
        if pattern is None:
            raise LookupError(f"message '{name}': expected text in {self.tag}, got none")
        given = {name: _shorten(value) for name, value in values.items()}
        text, errors = self._bundle.format_pattern(pattern, given)
        if errors:
            raise LookupError(f"message '{name}' in {self.tag}: {errors[0]}")
        return str(text)

    def has(self, name: str) -> bool:
        """Whether there is such a message."""
        return self._bundle.has_message(name)

    def name_label(self, label: str) -> str:
        """The name of a model's label; the label itself if no message names it."""
        name = f"label-{label}"
        return self.format(name) if self.has(name) else label.replace("_", " ")

    def name_labels(self, labels: Iterable[str]) -> list[str]:
        return [self.name_label(label) for label in labels]

    def join(self, parts: Iterable[str], style: Literal["standard", "or"] = "standard") -> str:
        """'a, b and c' or 'a, b or c' in this language."""
        return format_list(list(parts), style, locale=self.tag)


def _shorten(value: Any) -> Any:
    """Shorten a value in a sentence: a visitor may send text of any length."""
    return f"{value[:MOST_CHARACTERS]}…" if isinstance(value, str) and len(value) > MOST_CHARACTERS else value


def list_tags(folder: Path = MESSAGES) -> list[str]:
    """Tags of the languages with a file in a folder; the default language first."""
    return sorted((path.stem for path in folder.glob("*.ftl")), key=lambda tag: (tag != DEFAULT, tag))


def read_language(tag: str, folder: Path = MESSAGES) -> Language:
    """Read a language's file.

    Raises:
        FileNotFoundError: there is no such file.
    """
    return Language(folder / f"{tag}.ftl")


def read_languages(folder: Path = MESSAGES) -> dict[str, Language]:
    """Read every language of a folder, by tag; the default one first."""
    return {tag: read_language(tag, folder) for tag in list_tags(folder)}
