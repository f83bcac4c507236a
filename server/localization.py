"""The language of a request, and messages in it for templates and responses.

A page has an address in each language, such as /de/detect, and one in the visitor's language, /detect.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from babel import negotiate_locale
from flask import Blueprint, Flask, Response, current_app, g, redirect, request, url_for
from werkzeug.routing import BaseConverter

from detector.languages import DEFAULT, Language, read_languages

PARAMETER = "lang"
"""Of an address: chooses a language and, in a cookie of the same name, remembers the choice."""

View = TypeVar("View", bound=Callable[..., Any])

REMEMBERED_S = 365 * 24 * 3600


def in_every_language(blueprint: Blueprint, path: str, **options: Any) -> Callable[[View], View]:
    """Route a path to a view, also under the tag of each language; ``url_for`` keeps the language."""

    def add(view: View) -> View:
        for start in ("", f"/<language:{PARAMETER}>"):
            blueprint.add_url_rule(start + path, view_func=view, **options)
        return view

    return add


def get_language() -> Language:
    """The language of this request: from its address, else the cookie, else the browser."""
    if "language" not in g:
        languages = current_app.extensions["languages"]
        wishes = (
            _find_choice() or "",
            request.cookies.get(PARAMETER, ""),
            *request.accept_languages.values(),
        )
        tag = negotiate_locale([wish.lower() for wish in wishes], languages, sep="-") or DEFAULT
        g.language = languages[tag]
    return g.language  # type: ignore[no-any-return]


def t(name: str, **values: Any) -> str:
    """Format a message in the language of this request; see :meth:`Language.format`."""
    return get_language().format(name, **values)


def speak_languages(app: Flask, folder: Path) -> None:
    """Give templates ``t``, ``language`` and ``languages``, and send Content-Language with every response."""
    languages = app.extensions["languages"] = read_languages(folder)
    tags = "|".join(languages)

    class Converter(BaseConverter):
        regex = f"(?:{tags})"

    app.url_map.converters["language"] = Converter
    app.jinja_env.globals.update(t=t, languages=languages, address_in=_address_in)
    app.context_processor(lambda: {"language": get_language()})
    app.url_value_preprocessor(_take_tag)
    app.url_defaults(_stay_in_language)
    app.before_request(_follow_old_link)
    app.after_request(_label)


def _take_tag(endpoint: str | None, values: dict[str, Any] | None) -> None:
    g.tag = values.pop(PARAMETER, None) if values else None


def _stay_in_language(endpoint: str, values: dict[str, Any]) -> None:
    if g.get("tag") and _has_languages(endpoint):
        values.setdefault(PARAMETER, g.tag)


def _follow_old_link() -> Any:
    """Redirect ``/?lang=de`` to ``/de/``."""
    if request.method != "GET":
        return None
    tag = request.args.get(PARAMETER)
    if tag in current_app.extensions["languages"] and _has_languages(request.endpoint):
        return redirect(_address_in(str(tag)))
    return None


def _address_in(tag: str) -> str:
    """The address of this page in another language, with the same arguments."""
    if _has_languages(request.endpoint):
        values = {**request.args.to_dict(), **(request.view_args or {}), PARAMETER: tag}
        return url_for(str(request.endpoint), **values)
    home: dict[str, Any] = {PARAMETER: tag}
    return url_for("pages.index", **home)


def _has_languages(endpoint: str | None) -> bool:
    return bool(endpoint) and current_app.url_map.is_endpoint_expecting(str(endpoint), PARAMETER)


def _find_choice() -> str | None:
    """The tag in the address, if any."""
    return g.get("tag") or request.args.get(PARAMETER)


def _label(response: Response) -> Response:
    if "language" in g:
        language = g.language.tag
        response.content_language.add(language)
        if not g.get("tag"):
            response.vary.update(("Accept-Language", "Cookie"))
        if language == _find_choice() != request.cookies.get(PARAMETER):
            response.set_cookie(
                PARAMETER,
                language,
                REMEMBERED_S,
                path=f"{request.script_root}/",
                secure=request.is_secure,
                httponly=True,
                samesite="Lax",
            )
    return response
