"""The published model on a face that it has never seen, through the whole command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from detector.__main__ import main
from detector.boxes import compute_iou
from tests.pictures import FACE, astronaut, masked_astronaut


@pytest.mark.parametrize(("label", "picture"), [("no_mask", astronaut), ("mask", masked_astronaut)])
@pytest.mark.parametrize("window", [(0, 0, 512, 512), (100, 20, 380, 300)], ids=["whole", "close"])
def test_the_face_is_found(
    label: str,
    picture: Callable[[], NDArray[np.uint8]],
    window: tuple[int, int, int, int],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    left, top, right, bottom = window
    path = tmp_path / "face.png"
    Image.fromarray(picture()[top:bottom, left:right]).save(path)
    assert main([str(path), "--json"]) == 0
    (face,) = json.loads(capsys.readouterr().out)["detections"]
    assert face["label"] == label
    expected = np.array(FACE, np.float32) - np.array([left, top, left, top], np.float32)
    assert compute_iou(expected, np.array([face["box"]], np.float32))[0] > 0.5
