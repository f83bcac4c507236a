"""What goes wrong, as HTTP: the only module that knows statuses.

Under /api/ an error is a problem document (RFC 9457), elsewhere a page; both say the same sentence.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from http import HTTPStatus

from flask import Flask, Response, current_app, json, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from detector.pictures import BrokenPicture, PictureError, PictureTooLarge, UnsupportedPicture
from server.inference import BusyError
from server.uploads import NotAFormError, UploadError

RETRY_AFTER_S = 1


@dataclass(frozen=True)
class Problem:
    """A problem document; ``detail`` is a sentence for the visitor."""

    type: str
    title: str
    status: int
    detail: str


KINDS: dict[type[Exception], tuple[HTTPStatus, str, str]] = {
    NotAFormError: (HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "not-a-form", "Not a form"),
    UploadError: (HTTPStatus.BAD_REQUEST, "bad-form", "Form not filled in right"),
    UnsupportedPicture: (HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported-picture", "Unsupported picture"),
    BrokenPicture: (HTTPStatus.UNPROCESSABLE_ENTITY, "broken-picture", "Broken picture"),
    PictureTooLarge: (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "picture-too-large", "Picture too large"),
    BusyError: (HTTPStatus.SERVICE_UNAVAILABLE, "busy", "BusyError"),
}
"""Our own errors -> status, name and title; the sentence is the error's message."""


def register_errors(app: Flask) -> None:
    """Answer every error of the app."""
    for kind in (UploadError, PictureError, BusyError):
        app.register_error_handler(kind, _answer_own)
    app.register_error_handler(HTTPException, _answer_http)


def _answer_own(error: Exception) -> Response:
    status, name, title = next(KINDS[kind] for kind in type(error).__mro__ if kind in KINDS)
    return _answer(Problem(f"urn:face-mask-detection:{name}", title, status, str(error)))


def _answer_http(error: HTTPException) -> Response:
    status = HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR)
    answer = _answer(Problem("about:blank", status.phrase, status, _describe(status)))
    answer.headers.extend(
        (name, value) for name, value in error.get_headers() if name in ("Allow", "Retry-After")
    )
    return answer


def _describe(status: HTTPStatus) -> str:
    limit = current_app.config["MAX_CONTENT_LENGTH"] // 2**20
    sentences = {
        HTTPStatus.NOT_FOUND: "There is nothing at this address.",
        HTTPStatus.METHOD_NOT_ALLOWED: f"This address does not answer {request.method} requests.",
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE: f"The upload is over {limit} MB. Choose a smaller picture.",
        HTTPStatus.INTERNAL_SERVER_ERROR: "Something went wrong on the server. The picture was not kept.",
    }
    return sentences.get(status, f"The server cannot answer this request: {status.phrase}.")


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
