"""Errors as HTTP responses: the only module that knows status codes.

Under /api/ an error is a problem document (RFC 9457), elsewhere a page. Both contain the same sentence, in
the language of the request.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, current_app, json, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from detector.pictures import MAX_PIXELS, BrokenPicture, PictureTooLarge, UnsupportedPicture
from server.localization import get_language, t
from server.uploads import NotAFormError, TooManyFieldsError, UploadError

logger = logging.getLogger(__name__)

RETRY_AFTER_S = 2

REFUSED = "server.refused"
"""Key of the WSGI environment: the queue is full, and the request's body may not have been read."""


class BusyError(RuntimeError):
    """All detectors are busy and the queue is full."""


@dataclass(frozen=True)
class Problem:
    """A problem document; ``detail`` is a sentence for the visitor."""

    type: str
    title: str
    status: int
    detail: str


KINDS: dict[type[Exception], tuple[HTTPStatus, str]] = {
    UploadError: (HTTPStatus.BAD_REQUEST, "bad-form"),
    NotAFormError: (HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "not-a-form"),
    TooManyFieldsError: (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "many-fields"),
    UnsupportedPicture: (HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported-picture"),
    BrokenPicture: (HTTPStatus.UNPROCESSABLE_ENTITY, "broken-picture"),
    PictureTooLarge: (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "picture-too-large"),
    BusyError: (HTTPStatus.SERVICE_UNAVAILABLE, "busy"),
}
"""Our own errors -> status, and the name of their kind and of their sentence."""


def register_errors(app: Flask) -> None:
    """Register a response for every error of the app, and refuse what the server has no room for."""
    for kind in KINDS:
        app.register_error_handler(kind, _answer_own)
    app.register_error_handler(HTTPException, _answer_http)

    @app.before_request
    def refuse() -> None:
        if request.environ.get(REFUSED):
            raise BusyError


def _answer_own(error: Exception) -> Response:
    status, name = KINDS[type(error)]
    logger.debug("refused %s: %s", request.path, name)
    if isinstance(error, UploadError):
        sentence, values = error.sentence, error.values
    else:
        sentence, values = name, {"megapixels": MAX_PIXELS // 10**6}
    title = t(f"problem-{name}.title")
    return _answer(
        Problem(f"urn:face-mask-detection:{name}", title, status, t(f"problem-{sentence}", **values))
    )


def _answer_http(error: HTTPException) -> Response:
    status = HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR)
    values: Mapping[str, Any] = {
        "phrase": status.phrase,
        "method": request.method,
        "megabytes": current_app.config["MAX_CONTENT_LENGTH"] // 2**20,
    }
    name = f"problem-{status.value}"
    if not get_language().has(name):
        name = "problem-other"
    answer = _answer(Problem("about:blank", t(f"{name}.title", **values), status, t(name, **values)))
    answer.headers.extend(
        (header, value) for header, value in error.get_headers() if header in ("Allow", "Retry-After")
    )
    return answer


def _answer(problem: Problem) -> Response:
    if request.path.startswith("/api/"):
        answer = make_response(json.dumps(asdict(problem)))
        answer.mimetype = "application/problem+json"
    else:
        answer = make_response(render_template("error.html", problem=problem))
    answer.status_code = problem.status
    if problem.status == HTTPStatus.SERVICE_UNAVAILABLE:
        answer.headers["Retry-After"] = str(RETRY_AFTER_S)
    return answer
