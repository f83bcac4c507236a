"""The languages of the pages: a file of messages each, which templates and scripts read alike."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from babel import negotiate_locale
from babel.lists import format_list
from flask import Flask, Response, current_app, g, request
from fluent.runtime import FluentBundle, FluentResource

DEFAULT = "en"
PARAMETER = "lang"
"""Of an address: chooses a language and, in a cookie of the same name, remembers the choice."""

LONGEST = 200
"""Characters of a text that stands in a sentence."""

REMEMBERED_S = 365 * 24 * 3600


class Language:
    """One language: its tag, such as ``zh``, and its messages in the Fluent syntax."""

    def __init__(self, path: Path) -> None:
        self.tag = path.stem
        self.source = path.read_text(encoding="utf-8")
        self._bundle = FluentBundle([self.tag], use_isolating=False)
        self._bundle.add_resource(FluentResource(self.source))

    def format(self, name: str, **values: Any) -> str:
        """Say a message, or one of its attributes: ``problem-404.title``.

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
        """What a label of the model is called; itself where no message names it."""
        name = f"label-{label}"
        return self.format(name) if self.has(name) else label.replace("_", " ")

    def name_labels(self, labels: Iterable[str]) -> list[str]:
        return [self.name_label(label) for label in labels]

    def join(self, parts: Iterable[str]) -> str:
        """'a, b and c', as the language has it."""
        return format_list(list(parts), locale=self.tag)


def _shorten(value: Any) -> Any:
    """What a visitor sent may be of any length; a sentence is not."""
    return f"{value[:LONGEST]}…" if isinstance(value, str) and len(value) > LONGEST else value


def read_languages(folder: Path) -> dict[str, Language]:
    """Read every file of messages in a folder, by tag; the default language first."""
    languages = {path.stem: Language(path) for path in sorted(folder.glob("*.ftl"))}
    return {DEFAULT: languages.pop(DEFAULT), **languages}


def get_language() -> Language:
    """The language of this request: asked for in its address, remembered, or the browser's."""
    if "language" not in g:
        languages = current_app.extensions["languages"]
        wishes = (
            request.args.get(PARAMETER, ""),
            request.cookies.get(PARAMETER, ""),
            *request.accept_languages.values(),
        )
        tag = negotiate_locale([wish.lower() for wish in wishes], languages, sep="-") or DEFAULT
        g.language = languages[tag]
    return g.language  # type: ignore[no-any-return]


def t(name: str, **values: Any) -> str:
    """Say a message in the language of this request; see :meth:`Language.format`."""
    return get_language().format(name, **values)


def speak_languages(app: Flask, folder: Path) -> None:
    """Give templates ``t``, ``language`` and ``languages``, and label every answer with its language."""
    app.extensions["languages"] = read_languages(folder)
    app.jinja_env.globals.update(t=t, languages=app.extensions["languages"])
    app.context_processor(lambda: {"language": get_language()})
    app.after_request(_label)


def _label(response: Response) -> Response:
    if "language" in g:
        language = g.language.tag
        response.content_language.add(language)
        response.vary.update(("Accept-Language", "Cookie"))
        if language == request.args.get(PARAMETER):
            response.set_cookie(
                PARAMETER, language, REMEMBERED_S, secure=request.is_secure, httponly=True, samesite="Lax"
            )
    return response
