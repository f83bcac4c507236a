"""The pages for visitors."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import numpy as np
from flask import Blueprint, Response, current_app, make_response, render_template, request
from numpy.typing import NDArray
from PIL import Image

from detector.annotate import annotate
from detector.languages import DEFAULT, Language
from detector.postprocess import Detection
from server.api import describe_analysis
from server.inference import Analysis, Inference
from server.localization import get_language, in_every_language
from server.uploads import read_upload

LONGEST_SIDE_PX = 1600
"""Pixels; a larger picture is reduced for the answer, which carries it in the page itself."""


def create_pages(inference: Inference) -> Blueprint:
    pages = Blueprint("pages", __name__)

    @in_every_language(pages, "/")
    def index() -> Response:
        return _answer_fresh("index.html")

    @in_every_language(pages, "/how-it-works/")
    def lesson() -> Response:
        return _answer_fresh("lesson.html")

    @in_every_language(pages, "/visits/")
    def record() -> Response:
        return _answer_fresh("record.html")

    @in_every_language(pages, "/detect")
    def upload_form() -> str:
        return render_template("upload.html")

    @in_every_language(pages, "/detect", methods=["POST"])
    def detect() -> str:
        upload = read_upload(request, inference.cards)
        language = get_language()

        def finish(analysis: Analysis) -> tuple[dict[str, Any], str]:
            return describe_analysis(analysis), _data_uri(_draw(analysis, language))

        thresholds = upload.score_thresh, upload.nms_thresh
        answer, picture = inference.analyse(upload.picture, *thresholds, finish, upload.model)
        return render_template(
            "result.html",
            summary=summarise(answer["detections"], language),
            filename=upload.filename,
            picture=picture,
            detections=answer["detections"],
            answer=answer,
        )

    return pages


def summarise(detections: Sequence[Detection], language: Language) -> str:
    """Count faces by label: '3 faces: 2 mask and 1 no mask'."""
    if not detections:
        return language.format("no-face")
    counts = Counter(detection["label"] for detection in detections).most_common()
    parts = [
        language.format("counted-label", count=count, label=language.name_label(label))
        for label, count in counts
    ]
    return language.format("summary", faces=len(detections), counts=language.join(parts))


def _answer_fresh(template: str) -> Response:
    """A page that browsers cache and revalidate at each visit."""
    response = make_response(render_template(template))
    response.headers["Cache-Control"] = "no-cache"
    return response


def _draw(analysis: Analysis, language: Language) -> NDArray[np.uint8]:
    """The reduced picture with its boxes; labels are in English if this machine has no font for the
    language."""
    picture = Image.fromarray(analysis.image)
    picture.thumbnail((LONGEST_SIDE_PX, LONGEST_SIDE_PX))
    image = np.asarray(picture)
    scale = image.shape[1] / analysis.image.shape[1]
    detections = [
        Detection(label=found["label"], score=found["score"], box=[edge * scale for edge in found["box"]])
        for found in analysis.detections
    ]
    try:
        return annotate(image, detections, language)
    except ValueError:
        return annotate(image, detections, current_app.extensions["languages"][DEFAULT])


def _data_uri(image: NDArray[np.uint8]) -> str:
    stream = BytesIO()
    Image.fromarray(image).save(stream, "JPEG", quality=90)
    return "data:image/jpeg;base64," + b64encode(stream.getvalue()).decode("ascii")
