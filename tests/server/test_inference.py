from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from threading import Barrier, Event
from unittest.mock import Mock

import numpy as np
import pytest
from flask import Flask
from PIL import Image

from detector.models import find_folder
from detector.pictures import BrokenPicture, decode_picture
from server import create_app, inference
from server.inference import Analysis, BusyError, Inference
from tests.pictures import astronaut
from tests.server.conftest import encode, noise

MODEL = find_folder("static") / "model"
PICTURE = encode(noise())


def itself(analysis: Analysis) -> Analysis:
    return analysis


Gate = Callable[[], tuple[Barrier, Event]]


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


def test_full_line_refuses_at_once_and_drains(gate: Gate) -> None:
    line = Inference({"usual": MODEL}, detectors=1, waiting=0)
    reached, go_on = gate()
    with ThreadPoolExecutor() as pool:
        first = pool.submit(line.analyse, PICTURE, None, None, itself)
        reached.wait()
        with pytest.raises(BusyError):
            line.analyse(PICTURE, None, None, itself)
        go_on.set()
        assert first.result().image.shape == (64, 96, 3)
        again = pool.submit(line.analyse, PICTURE, None, None, itself)
        reached.wait()
        again.result()


def test_a_place_in_the_line_waits(gate: Gate) -> None:
    line = Inference({"usual": MODEL}, detectors=1, waiting=1)
    reached, go_on = gate()
    with ThreadPoolExecutor() as pool:
        first = pool.submit(line.analyse, PICTURE, None, None, itself)
        reached.wait()
        second = pool.submit(line.analyse, PICTURE, None, None, itself)
        assert not first.done()
        assert not second.done()
        go_on.set()
        reached.wait()
        np.testing.assert_array_equal(first.result().image, second.result().image)


def test_busy_server_says_when_to_come_back(gate: Gate) -> None:
    app = create_app({"DETECTORS": 1, "WAITING": 0})
    reached, go_on = gate()

    def ask(url: str) -> object:
        return app.test_client().post(url, data={"image": (BytesIO(PICTURE), "a.png")})

    with ThreadPoolExecutor() as pool:
        first = pool.submit(ask, "/api/detect")
        reached.wait()
        problem, page = ask("/api/detect"), ask("/detect")
        go_on.set()
        assert first.result().status_code == 200
    assert problem.status_code == page.status_code == 503
    assert int(problem.headers["Retry-After"]) == int(page.headers["Retry-After"]) > 0
    assert problem.json["type"] == "urn:face-mask-detection:busy"
    assert problem.json["detail"] in page.text


def test_failure_gives_the_place_back() -> None:
    line = Inference({"usual": MODEL}, detectors=1, waiting=0)
    for _ in range(3):
        with pytest.raises(BrokenPicture):
            line.analyse(PICTURE[:400], None, None, itself)
    assert line.analyse(PICTURE, 1.0, None, itself).detections == []


def test_opencv_is_there_where_onnx_runtime_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = encode(Image.fromarray(astronaut()))
    usual = (
        Inference({"usual": MODEL}, detectors=2, waiting=0).analyse(picture, None, None, itself).detections
    )
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    monkeypatch.setattr(inference, "load_detector", spy := Mock(wraps=inference.load_detector))
    other = (
        Inference({"usual": MODEL}, detectors=2, waiting=0).analyse(picture, None, None, itself).detections
    )
    assert [call.args[1] for call in spy.call_args_list] == ["opencv"] * 2
    assert [face["label"] for face in other] == [face["label"] for face in usual] == ["no_mask"]
    np.testing.assert_allclose(other[0]["box"], usual[0]["box"], atol=0.1)


def test_missing_model(app: Flask, tmp_path: object) -> None:
    with pytest.raises(FileNotFoundError, match=r"card\.json"):
        Inference({"usual": tmp_path}, 1, 0)
