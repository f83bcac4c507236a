"""Damaged pictures, damaged forms, and whatever the API's description allows: never an error of the server.

FUZZ_ROUNDS=100 python -m pytest tests/server/test_fuzz.py looks longer: at 3,700 pictures, 6,000
forms and 4,500 calls that the description leads to, in five minutes on two cores.
"""

from __future__ import annotations

import os
import warnings
from collections import Counter
from collections.abc import Iterator
from time import process_time

import numpy as np
import psutil
import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from server.uploads import PICTURE_FIELD, THRESHOLD_FIELDS
from tests.kinds import damage, make_kinds
from tests.server.conftest import form

ROUNDS = int(os.environ.get("FUZZ_ROUNDS", "4"))
KINDS = make_kinds()
GROWTH_BYTES = 64 * 2**20
SLOW_S = 20
"""Of processor time: many times what the largest picture takes."""


@pytest.fixture(autouse=True)
def quiet_decoders() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def post(client: FlaskClient, kind: str, body: bytes) -> int:
    started = process_time()
    answer = client.post("/api/detect", data=body, content_type=kind)
    assert process_time() - started < SLOW_S
    if answer.status_code != 200:
        assert answer.mimetype == "application/problem+json"
        assert answer.json
        assert answer.json["detail"]
    return answer.status_code


def test_damaged_pictures(client: FlaskClient) -> None:
    statuses: Counter[int] = Counter()
    memory = []
    for number in range(ROUNDS):
        rng = np.random.default_rng(number)
        for data in KINDS.values():
            damaged = damage(data, rng)
            statuses[post(client, *form(damage(damaged, rng) if rng.integers(3) == 0 else damaged))] += 1
        memory.append(psutil.Process().memory_info().rss)
    print(dict(statuses), [size // 2**20 for size in memory], "MB")
    assert {200, 422} <= statuses.keys() <= {200, 413, 415, 422}
    assert memory[-1] - memory[0] < GROWTH_BYTES


def test_damaged_forms(client: FlaskClient) -> None:
    statuses: Counter[int] = Counter()
    kind, body = form(KINDS["GIF"][:300], **dict.fromkeys(THRESHOLD_FIELDS, "0.4"))
    boundary = kind.partition("boundary=")[2].encode()
    pieces = [
        boundary,
        PICTURE_FIELD.encode(),
        b"\r\n",
        b"--",
        b"name=",
        b'"',
        b"filename",
        b":",
        b"0.4",
        b"form",
    ]
    for number in range(60 * ROUNDS):
        rng = np.random.default_rng(number)
        damaged = body
        for _ in range(rng.integers(1, 4)):
            piece = pieces[rng.integers(len(pieces))]
            instead = [b"", rng.bytes(3), piece * 3][rng.integers(3)]
            damaged = damage(damaged, rng) if rng.integers(4) == 0 else damaged.replace(piece, instead, 1)
        statuses[post(client, kind, damaged)] += 1
    print(dict(statuses))
    assert {400, 422} <= statuses.keys() <= {400, 413, 415, 422}


@pytest.mark.parametrize(
    ("path", "method", "mode"),
    [
        ("/api/detect", "POST", GenerationMode.POSITIVE),
        ("/api/detect", "POST", GenerationMode.NEGATIVE),
        ("/healthz", "GET", GenerationMode.POSITIVE),
    ],
)
def test_whatever_the_description_allows(app: Flask, path: str, method: str, mode: GenerationMode) -> None:
    """And what it does not allow: each answer has a status, a type and a content that it describes."""
    operation = schemathesis.openapi.from_wsgi("/api/openapi.json", app)[path][method]

    @settings(
        max_examples=15 * ROUNDS,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(operation.as_strategy(generation_mode=mode))
    def check(case: Case) -> None:
        # No schema can say which bytes are a picture, so what it allows may be refused too.
        case.call_and_validate(excluded_checks=[positive_data_acceptance])

    check()
