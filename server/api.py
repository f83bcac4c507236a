"""The HTTP API."""

from __future__ import annotations

from http import HTTPStatus
from threading import Event
from typing import Any

from flask import Blueprint, request

from detector.card import Card
from server.inference import Analysis, Inference
from server.uploads import read_upload


def create_api(inference: Inference, closing: Event) -> Blueprint:
    """Make the API.

    Args:
        closing: set when the server is about to stop, so that a load balancer sends no more requests.
    """
    api = Blueprint("api", __name__)
    model = describe_model(inference.card)

    @api.post("/api/detect")
    def detect() -> dict[str, Any]:
        upload = read_upload(request, inference.cards)
        thresholds = upload.score_thresh, upload.nms_thresh
        return inference.analyse(upload.picture, *thresholds, describe_analysis, upload.model)

    @api.get("/healthz")
    def healthz() -> tuple[dict[str, Any], HTTPStatus]:
        if closing.is_set():
            return {"status": "closing", "model": model}, HTTPStatus.SERVICE_UNAVAILABLE
        return {"status": "ok", "model": model}, HTTPStatus.OK

    return api


def describe_analysis(analysis: Analysis) -> dict[str, Any]:
    """The JSON response of the API."""
    height, width = analysis.image.shape[:2]
    return {
        "image": {"width": width, "height": height},
        "detections": analysis.detections,
        "model": describe_model(analysis.card),
        "timings_ms": analysis.timings_ms,
    }


def describe_model(card: Card) -> dict[str, str]:
    """Describe a model: its name, and the hash of its weights if the converter published it."""
    model = {"name": card.name}
    if card.published is not None:
        model["weights_sha256"] = card.published["weights_sha256"]
    return model
