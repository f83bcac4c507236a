"""The language of a request, and what templates and answers say in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel import negotiate_locale
from flask import Flask, Response, current_app, g, request

from detector.languages import DEFAULT, Language, read_languages

PARAMETER = "lang"
"""Of an address: chooses a language and, in a cookie of the same name, remembers the choice."""

REMEMBERED_S = 365 * 24 * 3600


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
