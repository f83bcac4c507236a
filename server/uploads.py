"""Uploads: one picture, and optionally two thresholds and the name of a model; in memory only."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from flask import Request

from server.multipart import Part, TooManyPartsError, read_parts

PICTURE_FIELD = "image"
THRESHOLD_FIELDS = ("score_thresh", "nms_thresh")
MODEL_FIELD = "model"
FIELDS = (PICTURE_FIELD, *THRESHOLD_FIELDS, MODEL_FIELD)

MAX_PARTS = 1000
"""Of a form, whatever their names."""


class UploadError(ValueError):
    """The form is not as described.

    Args:
        sentence: the name of the message for the visitor, ``problem-…``.
        values: of its placeholders.
    """

    def __init__(self, sentence: str, **values: str | int) -> None:
        super().__init__(sentence, values)
        self.sentence = sentence
        self.values = values


class NotAFormError(UploadError):
    """The request's body is not multipart/form-data."""


class TooManyFieldsError(UploadError):
    """The form has more fields than anyone would fill in."""


@dataclass(frozen=True)
class Upload:
    """The fields of an upload. Thresholds are 0..1, or None for the card's default; the model is None for the
    default model."""

    filename: str
    picture: bytes
    score_thresh: float | None
    nms_thresh: float | None
    model: str | None


def read_upload(request: Request, models: Collection[str]) -> Upload:
    """Read the form of a request.

    Args:
        models: names that the form may choose.

    Raises:
        NotAFormError: the body is something else.
        TooManyFieldsError: it has more than MAX_PARTS fields.
        UploadError: the form is damaged, the picture is missing or not alone, a threshold is not a number in
            0..1, or a field or the model is unknown.
        werkzeug.exceptions.RequestEntityTooLarge: the body is over the limit; it was not read.
    """
    if request.mimetype != "multipart/form-data":
        raise NotAFormError("not-a-form", field=PICTURE_FIELD)
    parts = _read_form(request)
    for part in parts:
        if part.name is None:
            raise UploadError("nameless-field", known=", ".join(FIELDS))
        if part.name not in FIELDS:
            raise UploadError("unknown-field", field=part.name, known=", ".join(FIELDS))
    files = [part for part in parts if part.name == PICTURE_FIELD and part.filename]
    if not files:
        raise UploadError("no-picture", field=PICTURE_FIELD)
    if len(files) > 1:
        raise UploadError("many-pictures", count=len(files))
    texts = {part.name: part.content for part in reversed(parts)}
    score_thresh, nms_thresh = (_read_threshold(texts, name) for name in THRESHOLD_FIELDS)
    model = _read_text(texts, MODEL_FIELD) or None
    if model and model not in models:
        raise UploadError("unknown-model", text=model, known=", ".join(models))
    return Upload(files[0].filename or "", files[0].content, score_thresh, nms_thresh, model)


def _read_form(request: Request) -> list[Part]:
    try:
        return list(read_parts(request.stream, request.mimetype_params.get("boundary", ""), MAX_PARTS))
    except TooManyPartsError as error:
        raise TooManyFieldsError("many-fields", count=MAX_PARTS, known=", ".join(FIELDS)) from error
    except ValueError as error:
        raise UploadError("damaged-form") from error


def _read_threshold(texts: Mapping[str | None, bytes], name: str) -> float | None:
    text = _read_text(texts, name)
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 <= value <= 1:
        raise UploadError("bad-threshold", field=name, text=text)
    return value


def _read_text(texts: Mapping[str | None, bytes], name: str) -> str:
    return texts.get(name, b"").decode(errors="replace").strip()
