"""All runtimes through the whole command line, each in an interpreter that has it: ``make runtimes``."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from converter.convert import convert
from converter.formats import Options, load_format
from converter.quiet import quiet
from converter.source import load_source
from detector.backends import BACKENDS
from tests.pictures import astronaut, masked_astronaut

ROOT = Path(__file__).parents[2]
MODELS = ROOT / "models"
CLOSE = (slice(20, 300), slice(100, 380))
PICTURES = {
    "bare": astronaut,
    "masked": masked_astronaut,
    "bare_close": lambda: astronaut()[CLOSE],
    "masked_close": lambda: masked_astronaut()[CLOSE],
}


@pytest.fixture(scope="module")
def model(interpreters, tmp_path_factory):
    """A folder with the trained model as every runtime reads it."""
    folder = tmp_path_factory.mktemp("all") / "model"
    names = {runtime.format for runtime in BACKENDS.values() if runtime.format}
    with quiet():
        source = load_source(MODELS / "face_mask.keras", MODELS / "card.json")
        conversion = convert(
            source, {name: load_format(name, Options()) for name in names}, folder, num_images=1
        )
    assert conversion.verified
    shutil.copy(source.weights_path, folder)
    return folder


@pytest.fixture(scope="module")
def pictures(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pictures")
    for name, make in PICTURES.items():
        Image.fromarray(make()).save(folder / f"{name}.png")
    return folder


@pytest.fixture(scope="module")
def detect(interpreters, model, pictures):
    """Faces in every picture, as a backend's command line prints them."""

    def run(backend):
        result = subprocess.run(
            [
                *(interpreters.get(backend, sys.executable), "-m", "detector", pictures, "--json"),
                *("--backend", backend, "--model", model),
            ],
            cwd=ROOT,
            env={**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1"},
            capture_output=True,
            text=True,
        )
        assert result.returncode == 0, result.stderr
        return [json.loads(line)["detections"] for line in result.stdout.splitlines()]

    return run


@pytest.fixture(scope="module")
def expected(detect):
    """What the default runtime says."""
    faces = detect("opencv")
    assert len(faces) == len(PICTURES)
    assert all(faces)
    return faces


@pytest.mark.parametrize("backend", BACKENDS)
def test_all_runtimes_find_the_same_faces(backend, detect, expected):
    """Keras runs the model as it was trained, all others with rounded weights."""
    pixels, scores_apart = (3, 0.05) if backend == "keras" else (1, 1e-3)
    for got, want in zip(detect(backend), expected, strict=True):
        assert [face["label"] for face in got] == [face["label"] for face in want]
        boxes = [np.array([face["box"] for face in faces]) for faces in (got, want)]
        assert np.abs(boxes[0] - boxes[1]).max() < pixels
        scores = [np.array([face["score"] for face in faces]) for faces in (got, want)]
        np.testing.assert_allclose(*scores, atol=scores_apart)
