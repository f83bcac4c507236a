from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.kinds import make_kinds
from training.data.coco import read_coco
from training.data.dataset import check_pictures, read_image, read_images

KINDS = make_kinds()
FACE = [10.0, 20.0, 30.0, 40.0]


def test_pictures_are_rgb(write_coco):
    path = write_coco([[(1, FACE, 0)]])
    image = read_image(path.parent / "0.png")
    assert image[30, 20].tolist() == [250, 80, 80]
    assert image.dtype == np.uint8


def test_a_missing_picture_is_named(tmp_path: Path):
    with pytest.raises(ValueError, match=r"nowhere\.png: No such file"):
        read_image(tmp_path / "nowhere.png")


def test_a_picture_that_ends_too_early_is_named(tmp_path: Path):
    path = tmp_path / "half.jpg"
    Image.fromarray(np.random.default_rng(0).integers(0, 255, (90, 90, 3), np.uint8)).save(path)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(ValueError, match=r"half\.jpg: The picture is damaged or incomplete"):
        read_image(path)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if "animated" not in kind and "phone" not in kind])
def test_a_damaged_picture_of_any_kind_is_never_trained_on(kind, tmp_path: Path):
    path = tmp_path / "damaged"
    path.write_bytes(KINDS[kind][: len(KINDS[kind]) // 2])
    with pytest.raises(ValueError, match="damaged: The picture is damaged or incomplete"):
        read_image(path)


def test_every_faulty_picture_is_named(write_coco, card):
    samples = read_coco(write_coco([[(1, FACE, 0)], [(1, FACE, 0)]]), card.classes)
    for sample in samples:
        sample.path.write_bytes(b"no picture")
    with pytest.raises(ValueError, match=r"0\.png: The file is not a picture.*\n.*1\.png: The file"):
        check_pictures(samples)


def test_a_large_picture_is_kept_smaller(write_coco, card, monkeypatch):
    monkeypatch.setattr("training.data.dataset.LARGEST_SIDE_PX", 150)
    samples = read_coco(write_coco([[(1, FACE, 0)]]), card.classes)
    (image,) = read_images(samples)
    assert image.shape == (100, 150, 3)
    # The face's corner, at half the size.
    assert image[11, 6].tolist() == [250, 80, 80]


def test_a_picture_that_was_turned_since_it_was_annotated_is_refused(write_coco, card):
    (sample,) = read_coco(write_coco([[(1, FACE, 0)]]), card.classes)
    turned = replace(sample, width=sample.height, height=sample.width)
    with pytest.raises(ValueError, match=r"0\.png: annotated as 200×300 pixels, but it has 300×200"):
        read_images([turned])
