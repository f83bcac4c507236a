from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from detector import Detector, load_detector
from detector.backends import Output
from detector.card import parse_card
from detector.pictures import UnsupportedPicture
from tests.goldens import read_golden
from tests.pictures import astronaut, masked_astronaut

CARD = parse_card(read_golden("postprocess.json")["cards"]["two anchors in each of two cells"])


class Stub:
    """Answers a picture of one colour with a score, on the first anchor, equal to its green level."""

    def run(self, batch: NDArray[np.float32]) -> Output:
        assert batch.shape == (1, 4, 8, 3)
        scores = np.zeros((1, 4, 2), np.float32)
        scores[0, 0, 1] = batch[..., 1].mean() / 255
        return np.zeros((1, 4, 4), np.float32), scores


def plain(green: int) -> NDArray[np.uint8]:
    return np.full((100, 200, 3), (0, green, 255), np.uint8)


def test_from_pixels_to_faces() -> None:
    (face,) = Detector(CARD, Stub())(plain(204))
    assert face == {"label": "no_mask", "score": pytest.approx(0.8), "box": [0, 25, 100, 75]}


def test_a_file_its_bytes_and_its_pixels_are_one_picture(tmp_path: Path) -> None:
    detect, path = Detector(CARD, Stub()), tmp_path / "plain.png"
    Image.fromarray(plain(204)).save(path)
    faces = detect(plain(204))
    assert detect(path) == detect(str(path)) == detect(path.read_bytes()) == faces


def test_the_steps_are_the_whole_way() -> None:
    detect = Detector(CARD, Stub())
    output = detect.run(detect.preprocess(plain(204)))
    assert detect.postprocess(output, (100, 200)) == detect(plain(204))
    assert detect.postprocess(output, (100, 200), score_thresh=0.9) == []


def test_thresholds_default_to_the_card() -> None:
    detect = Detector(CARD, Stub())
    assert detect(plain(102)) == []
    assert len(detect(plain(102), score_thresh=0.3)) == 1
    assert detect(plain(204), score_thresh=0.9) == []


def test_bad_input_is_named(tmp_path: Path) -> None:
    detect = Detector(CARD, Stub())
    with pytest.raises(ValueError, match="image: expected uint8"):
        detect(plain(0).astype(np.float32))
    with pytest.raises(ValueError, match=r"image: expected shape \[height, width, 3\], got \[100\]"):
        detect(plain(0)[:, 0, 0])
    with pytest.raises(ValueError, match=r"score_thresh: expected 0\.\.1, got 2"):
        detect(plain(0), score_thresh=2)
    with pytest.raises(ValueError, match=r"nms_thresh: expected 0\.\.1, got -1"):
        detect(plain(0), nms_thresh=-1)
    with pytest.raises(TypeError, match="picture: expected a path, bytes or an array, got list"):
        detect([[0, 0, 0]])
    with pytest.raises(UnsupportedPicture):
        detect(b"no picture")
    with pytest.raises(FileNotFoundError):
        detect(tmp_path / "none.jpg")


@pytest.mark.parametrize(("picture", "label"), [(astronaut, "no_mask"), (masked_astronaut, "mask")])
@pytest.mark.parametrize("model", [None, "hd"])
def test_a_published_model(model: str | None, picture: Callable[[], NDArray[np.uint8]], label: str) -> None:
    assert [face["label"] for face in load_detector(model)(picture())] == [label]
