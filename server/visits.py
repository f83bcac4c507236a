"""Visits that the page sends, if the host has enabled them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any

from flask import Blueprint, request

from server.uploads import UploadError

MOST_BODY_BYTES = 4096
LONGEST_ID = 40
MOST_LABELS = 100


def create_visits(classes: Collection[str], send: Callable[[dict[str, Any]], None]) -> Blueprint:
    """Accept visits at /api/visits, with labels of these classes, and pass them to ``send``.

    The body must be JSON, so that pages of other origins cannot send it without CORS.
    """
    visits = Blueprint("visits", __name__)
    checks = _make_checks(classes)

    @visits.post("/api/visits")
    def take() -> tuple[str, int]:
        request.max_content_length = MOST_BODY_BYTES
        send(_read(request.get_json(), checks))
        return "", 204

    return visits


Checks = Mapping[str, Callable[[Any], bool]]


def _make_checks(classes: Collection[str]) -> Checks:
    def is_label(value: Any) -> bool:
        return isinstance(value, str) and value in classes

    return {
        "change": lambda value: value in ("begun", "ended"),
        "id": lambda value: isinstance(value, str) and 0 < len(value) <= LONGEST_ID,
        "begin": _is_time,
        "end": _is_time,
        "label": is_label,
        "labels": lambda value: (
            isinstance(value, list) and len(value) <= MOST_LABELS and all(map(is_label, value))
        ),
        "score": lambda value: type(value) in (int, float) and 0 <= value <= 1,
    }


def _read(visit: Any, checks: Checks) -> dict[str, Any]:
    """Read the fields of a visit, and drop all others.

    Raises:
        UploadError: a field is missing or has the wrong format.
    """
    fields = visit if isinstance(visit, dict) else {}
    for name, check in checks.items():
        if name not in fields or not check(fields[name]):
            raise UploadError("bad-visit", field=name)
    return {name: fields[name] for name in checks}


def _is_time(value: Any) -> bool:
    try:
        return isinstance(value, str) and datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False
