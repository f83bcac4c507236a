"""The description of the API: an OpenAPI document, and a page that shows it.

Both are made from the values that the API itself uses, so they cannot differ from it.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from flask import Blueprint, current_app, render_template, request

from detector.card import Card
from server.errors import KINDS
from server.inference import STAGES, Inference
from server.localization import in_every_language, t
from server.uploads import MODEL_FIELD, PICTURE_FIELD

Document = dict[str, Any]

PROBLEM = "application/problem+json"

VERSION = "1.0"
"""Of the API: it grows with what is added, and its first number with what is taken away."""


def create_openapi(inference: Inference) -> Blueprint:
    """Serve /api/openapi.json and /api, in the language of the request."""
    pages = Blueprint("openapi", __name__)

    @pages.get("/api/openapi.json")
    def document() -> Document:
        return describe_api(inference)

    @in_every_language(pages, "/api", strict_slashes=False)
    def page() -> str:
        api = describe_api(inference)
        return render_template(
            "api.html", api=api, example=make_example(inference.card), root=request.url_root
        )

    return pages


def describe_api(inference: Inference) -> Document:
    """Make the document (OpenAPI 3.1), with descriptions in the language of the request."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": t("site-name"),
            "description": t("api-intro"),
            "version": VERSION,
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": request.script_root or "/"}],
        "paths": {
            "/api/detect": {"post": _describe_detect(inference)},
            "/healthz": {
                "get": {
                    "operationId": "health",
                    "summary": t("api-health"),
                    "responses": {
                        "200": _json(t("api-health-answer"), "Health"),
                        "503": _json(t("api-health-closing"), "Health"),
                    },
                }
            },
        },
        "components": {"schemas": _describe_schemas(inference.classes)},
    }


def _describe_detect(inference: Inference) -> Document:
    card = inference.card
    thresholds = {"score_thresh": card.thresholds.score, "nms_thresh": card.thresholds.nms}
    fields: Document = {
        name: {
            "type": "number",
            "minimum": 0,
            "maximum": 1,
            "default": default,
            "description": t(f"api-{name}"),
        }
        for name, default in thresholds.items()
    }
    fields[MODEL_FIELD] = {
        "enum": list(inference.cards),
        "default": inference.usual,
        "description": t("api-model-field"),
    }
    megabytes = current_app.config["MAX_CONTENT_LENGTH"] // 2**20
    picture = {
        "type": "string",
        "contentMediaType": "image/*",
        "description": t("api-image", megabytes=megabytes),
    }
    return {
        "operationId": "detect",
        "summary": t("api-detect"),
        "requestBody": {
            "required": True,
            "content": {
                "multipart/form-data": {
                    "schema": {
                        "type": "object",
                        "required": [PICTURE_FIELD],
                        "properties": {PICTURE_FIELD: picture, **fields},
                        "additionalProperties": False,
                    }
                }
            },
        },
        "responses": {"200": _json(t("api-answer"), "Answer"), **_describe_problems()},
    }


def _describe_problems() -> Document:
    """One response for each status; its description lists the titles of the problems that have it."""
    titles: dict[HTTPStatus, list[str]] = {}
    for status, name in KINDS.values():
        titles.setdefault(status, []).append(t(f"problem-{name}.title"))
    titles[HTTPStatus.REQUEST_ENTITY_TOO_LARGE].append(t("problem-413.title"))
    return {
        str(status.value): {
            "description": " · ".join(names),
            "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status, names in sorted(titles.items())
    }


def _json(description: str, schema: str) -> Document:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    return {"description": description, "content": content}


def _describe_schemas(classes: list[str]) -> Document:
    model: Document = {"name": _text("api-model-name"), "weights_sha256": _text("api-model-hash")}
    milliseconds = {"type": "number", "minimum": 0}
    detection: Document = {
        "label": {"enum": classes, "description": t("api-label")},
        "score": {"type": "number", "minimum": 0, "maximum": 1, "description": t("api-score")},
        "box": {
            "type": "array",
            "items": {"type": "number", "minimum": 0},
            "minItems": 4,
            "maxItems": 4,
            "description": t("api-box"),
        },
    }
    side = {"type": "integer", "minimum": 1}
    return {
        "Answer": _object(
            image=_object(width=side, height=side) | {"description": t("api-size")},
            detections={
                "type": "array",
                "items": {"$ref": "#/components/schemas/Detection"},
                "description": t("api-detections"),
            },
            model={"$ref": "#/components/schemas/Model"},
            timings_ms=_object(**dict.fromkeys(STAGES, milliseconds)) | {"description": t("api-timings")},
        ),
        "Detection": _object(**detection),
        "Model": _object(**model) | {"required": ["name"], "description": t("api-model")},
        "Health": _object(status={"enum": ["ok", "closing"]}, model={"$ref": "#/components/schemas/Model"}),
        "Problem": _object(
            type=_text("api-problem-type"),
            title=_text("api-problem-title"),
            status={"type": "integer", "description": t("api-problem-status")},
            detail=_text("api-problem-detail"),
        ),
    }


def _text(message: str) -> Document:
    return {"type": "string", "description": t(message)}


def _object(**properties: Document) -> Document:
    return {
        "type": "object",
        "required": list(properties),
        "properties": properties,
        "additionalProperties": False,
    }


def make_example(card: Card) -> Document:
    """An example of a response."""
    return {
        "image": {"width": 640, "height": 480},
        "detections": [{"label": card.classes[0], "score": 0.93, "box": [172.1, 64.0, 270.8, 207.5]}],
        "model": {"name": card.name, "weights_sha256": "…"},
        "timings_ms": {"decode": 1.7, "preprocess": 0.6, "network": 13.5, "postprocess": 0.2},
    }
