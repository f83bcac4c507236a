from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from unittest.mock import Mock

import numpy as np
import pytest
from flask import Flask
from PIL import Image

from detector.models import find_folder
from detector.pictures import BrokenPicture
from server import inference
from server.inference import Analysis, Inference
from tests.pictures import astronaut
from tests.server.conftest import Gate, encode, noise

MODEL = find_folder("static") / "model"
PICTURE = encode(noise())


def itself(analysis: Analysis) -> Analysis:
    return analysis


def test_a_picture_waits_for_a_detector(gate: Gate) -> None:
    usual = Inference({"usual": MODEL}, detectors=1)
    reached, go_on = gate()
    with ThreadPoolExecutor() as pool:
        first = pool.submit(usual.analyse, PICTURE, None, None, itself)
        reached.wait()
        second = pool.submit(usual.analyse, PICTURE, None, None, itself)
        assert not first.done()
        assert not second.done()
        go_on.set()
        reached.wait()
        np.testing.assert_array_equal(first.result().image, second.result().image)


def test_failure_gives_the_detector_back() -> None:
    usual = Inference({"usual": MODEL}, detectors=1)
    for _ in range(3):
        with pytest.raises(BrokenPicture):
            usual.analyse(PICTURE[:400], None, None, itself)
    assert usual.analyse(PICTURE, 1.0, None, itself).detections == []


def test_opencv_is_there_where_onnx_runtime_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = encode(Image.fromarray(astronaut()))
    usual = Inference({"usual": MODEL}, detectors=2).analyse(picture, None, None, itself).detections
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    monkeypatch.setattr(inference, "load_detector", spy := Mock(wraps=inference.load_detector))
    other = Inference({"usual": MODEL}, detectors=2).analyse(picture, None, None, itself).detections
    assert [call.args[1] for call in spy.call_args_list] == ["opencv"] * 2
    assert [face["label"] for face in other] == [face["label"] for face in usual] == ["no_mask"]
    np.testing.assert_allclose(other[0]["box"], usual[0]["box"], atol=0.1)


def test_missing_model(app: Flask, tmp_path: object) -> None:
    with pytest.raises(FileNotFoundError, match=r"card\.json"):
        Inference({"usual": tmp_path}, 1)
