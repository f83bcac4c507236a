"""The API keeps to its description, and the description to the API."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator, ValidationError
from openapi_spec_validator import validate
from PIL import Image

from server.openapi import make_example
from server.uploads import FIELDS
from tests.pictures import astronaut
from tests.server.conftest import Send, encode, noise


@pytest.fixture(scope="module")
def document(app: Flask) -> Any:
    return app.test_client().get("/api/openapi.json").json


def check(document: Any, schema: str, value: Any) -> None:
    """Validate a value against a named schema of the document."""
    Draft202012Validator({"$ref": f"#/components/schemas/{schema}", **document}).validate(value)


def test_the_document_is_valid(document: Any) -> None:
    validate(document)


@pytest.mark.parametrize("fields", [{}, {"score_thresh": "0"}, {"score_thresh": "1"}])
def test_answers_are_as_described(document: Any, send: Send, fields: dict[str, str]) -> None:
    answer = send(encode(Image.fromarray(astronaut())), **fields)
    responses = document["paths"]["/api/detect"]["post"]["responses"]
    assert list(responses["200"]["content"]) == [answer.mimetype]
    check(document, "Answer", answer.json)


def test_the_health_is_as_described(document: Any, client: FlaskClient) -> None:
    check(document, "Health", client.get("/healthz").json)


def test_the_example_is_an_answer(document: Any, app: Flask) -> None:
    check(document, "Answer", make_example(app.jinja_env.globals["card"]))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("picture", "fields"),
    [
        (b"no picture", {}),
        (b"\x89PNG", {}),
        (encode(Image.new("1", (10_000, 6_000)), "PNG"), {}),
        (bytes(17 * 2**20), {}),
        (encode(noise()), {"score_thresh": "2"}),
        (encode(noise()), {"unknown": "1"}),
    ],
    ids=["unsupported", "broken", "pixels", "bytes", "threshold", "field"],
)
def test_problems_are_as_described(document: Any, send: Send, picture: bytes, fields: dict[str, str]) -> None:
    problem = send(picture, **fields)
    response = document["paths"]["/api/detect"]["post"]["responses"][str(problem.status_code)]
    assert list(response["content"]) == [problem.mimetype]
    assert problem.json["title"] in response["description"]
    check(document, "Problem", problem.json)


def test_the_form_is_as_described(document: Any) -> None:
    body = document["paths"]["/api/detect"]["post"]["requestBody"]["content"]["multipart/form-data"]["schema"]
    assert list(body["properties"]) == list(FIELDS)


def test_a_wrong_answer_would_be_noticed(document: Any, send: Send) -> None:
    answer = send(encode(noise())).json
    for key in ("image", "detections", "model"):
        with pytest.raises(ValidationError):
            check(document, "Answer", {name: value for name, value in answer.items() if name != key})
    with pytest.raises(ValidationError):
        check(document, "Answer", answer | {"extra": 1})


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_shows_everything_that_the_document_says(client: FlaskClient, language: str) -> None:
    headers = {"Accept-Language": language}
    document = client.get("/api/openapi.json", headers=headers).json
    page = client.get("/api", headers=headers).text
    schemas = document["components"]["schemas"]
    for name in ("Answer", "Detection", "Model"):
        for field, schema in schemas[name]["properties"].items():
            assert f"<code>{field}</code>" in page
            assert schema.get("description", "") in page
    assert document["paths"]["/healthz"]["get"]["summary"] in page
    for status, response in document["paths"]["/api/detect"]["post"]["responses"].items():
        assert status == "200" or response["description"] in page
