"""Uploads: one picture and two optional thresholds, in memory only."""

from __future__ import annotations

import math
from dataclasses import dataclass
from io import BytesIO
from typing import IO

from flask import Request

PICTURE_FIELD = "image"
THRESHOLD_FIELDS = ("score_thresh", "nms_thresh")


class UploadError(ValueError):
    """The form is not as described.

    Args:
        sentence: names what to tell the visitor: the message ``problem-…`` of each language.
        values: what stands in its placeholders.
    """

    def __init__(self, sentence: str, **values: str | int) -> None:
        super().__init__(sentence, values)
        self.sentence = sentence
        self.values = values


class NotAFormError(UploadError):
    """The request's body is not multipart/form-data."""


class MemoryRequest(Request):
    """A request whose files never touch the disk."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        return BytesIO()


@dataclass(frozen=True)
class Upload:
    """What a visitor sent. Thresholds are 0..1, None where the card's default is wanted."""

    filename: str
    picture: bytes
    score_thresh: float | None
    nms_thresh: float | None


def read_upload(request: Request) -> Upload:
    """Read the form of a request.

    Raises:
        NotAFormError: the body is something else.
        UploadError: the picture is missing or not alone, a threshold is not a number in 0..1, or a field
            is unknown.
        werkzeug.exceptions.RequestEntityTooLarge: the body is over the limit; nothing of it was read.
    """
    if request.mimetype != "multipart/form-data":
        raise NotAFormError("not-a-form", field=PICTURE_FIELD)
    files = [file for file in request.files.getlist(PICTURE_FIELD) if file.filename]
    known = (PICTURE_FIELD, *THRESHOLD_FIELDS)
    for name in (*request.files, *request.form):
        if name not in known:
            raise UploadError("unknown-field", field=name, known=", ".join(known))
    if not files:
        raise UploadError("no-picture", field=PICTURE_FIELD)
    if len(files) > 1:
        raise UploadError("many-pictures", count=len(files))
    score_thresh, nms_thresh = (_read_threshold(request, name) for name in THRESHOLD_FIELDS)
    return Upload(files[0].filename or "", files[0].read(), score_thresh, nms_thresh)


def _read_threshold(request: Request, name: str) -> float | None:
    text = request.form.get(name, "").strip()
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 <= value <= 1:
        raise UploadError("bad-threshold", field=name, text=text)
    return value
