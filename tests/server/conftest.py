"""The real application, and pictures of every kind a visitor may send."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from io import BytesIO
from threading import Barrier, Event
from typing import Any

import numpy as np
import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from detector.pictures import decode_picture
from server import create_app, inference

Send = Callable[..., TestResponse]
Gate = Callable[[], tuple[Barrier, Event]]


@pytest.fixture(scope="session")
def app() -> Flask:
    return create_app()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def send(client: FlaskClient) -> Send:
    """Post a form: ``send(picture, url='/api/detect', score_thresh='.3')``."""

    def post(
        picture: bytes, url: str = "/api/detect", filename: str = "photo.jpg", **fields: str
    ) -> TestResponse:
        kind, body = form(picture, filename, **fields)
        return client.post(url, data=body, content_type=kind)

    return post


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    """Once called, decoding meets the test at the barrier, then waits for the event."""
    reached, go_on = Barrier(2, timeout=30), Event()

    def decode(data: bytes) -> object:
        reached.wait()
        assert go_on.wait(30)
        return decode_picture(data)

    def shut() -> tuple[Barrier, Event]:
        monkeypatch.setattr(inference, "decode_picture", decode)
        return reached, go_on

    yield shut
    go_on.set()


def form(picture: bytes, filename: str = "photo.jpg", **fields: str) -> tuple[str, bytes]:
    """Encode a form as (content type, body)."""
    boundary, body = encode_multipart({"image": FileStorage(BytesIO(picture), filename), **fields})
    return f"multipart/form-data; boundary={boundary}", body


def noise(width: int = 96, height: int = 64) -> Image.Image:
    """A picture that no format can make small."""
    levels = np.random.default_rng(0).integers(0, 256, (height, width, 3), np.uint8)
    return Image.fromarray(levels)


def encode(picture: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    stream = BytesIO()
    picture.save(stream, kind, **options)
    return stream.getvalue()


_written: list[str] | None = None


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open" and _written is not None:
        path, _, flags = arguments
        if flags & (os.O_WRONLY | os.O_RDWR):
            _written.append(str(path))


sys.addaudithook(_watch)


@pytest.fixture
def written() -> Iterator[list[str]]:
    """The files that this process opens for writing, however it does so."""
    global _written
    _written = []
    with tempfile.TemporaryFile():
        assert _written, "the watch sees no temporary file"
    _written.clear()
    yield _written
    _written = None
