from pathlib import Path

import pytest

from training.data.coco import read_coco
from training.data.dataset import IGNORE

CLASSES = ("mask", "no_mask")
FACE = [10.0, 20.0, 30.0, 40.0]


def test_reads_boxes_as_xyxy_and_labels_by_name(write_coco):
    (sample,) = read_coco(write_coco([[(2, FACE, 0), (1, [50.0, 60.0, 10.0, 10.0], 0)]]), CLASSES)
    assert sample.boxes.tolist() == [[10, 20, 40, 60], [50, 60, 60, 70]]
    assert sample.labels.tolist() == [1, 0]
    assert (sample.width, sample.height) == (300, 200)


def test_crowds_and_other_categories_are_regions_to_ignore(write_coco):
    (sample,) = read_coco(write_coco([[(2, FACE, 1), (3, FACE, 0)]]), CLASSES)
    assert sample.labels.tolist() == [IGNORE, IGNORE]


def test_a_picture_without_faces_stays_in_the_set(write_coco):
    empty, _ = read_coco(write_coco([[], [(1, FACE, 0)]]), CLASSES)
    assert empty.boxes.shape == (0, 4)


@pytest.mark.parametrize(
    ("annotation", "message"),
    [
        ({"bbox": [0, 0, 0, 5]}, r"annotation 7: expected bbox .* got \[0, 0, 0, 5\]"),
        ({"bbox": [0, 0, 5]}, r"annotation 7: expected bbox"),
        ({"bbox": [0, 0, float("nan"), 5]}, r"annotation 7: expected bbox"),
        ({"bbox": [0, 0, "5", 5]}, r"annotation 7: expected bbox"),
        ({"image_id": 99}, r"annotation 7: expected the id of a listed image, got 99"),
        ({"bbox": [9000, 9000, 20, 20]}, r"annotation 7: expected bbox inside the picture of 300×200 pixels"),
        ({"bbox": [10**400, 0, 20, 20]}, r"annotation 7: expected bbox inside"),
        ({"bbox": [290, 0, 1e-9, 20]}, r"annotation 7: expected bbox inside"),
        ({"bbox": [0.1, 0.2, 0.3, 0.4]}, r"expected boxes in pixels, got shares of the pictures"),
        ({"category_id": 99}, r"annotation 7: expected a listed category, got 99"),
        ({"iscrowd": "1"}, r"annotation 7: expected iscrowd 0 or 1, got '1'"),
        ({"category_id": [1]}, r"annotation 7: expected a listed category, got \[1\]"),
        ({"image_id": [1]}, r"annotation 7: expected the id of a listed image, got \[1\]"),
    ],
)
def test_a_malformed_annotation_is_named(write_coco, annotation, message):
    good = {"id": 7, "image_id": 1, "category_id": 1, "bbox": FACE}
    path = write_coco([[]], annotations=[good | annotation])
    with pytest.raises(ValueError, match=message):
        read_coco(path, CLASSES)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"width": None}, r"image 3: expected width in pixels, got None"),
        ({"height": 0}, r"image 3: expected height in pixels, got 0"),
        ({"file_name": None}, r"image 3: expected a file_name, got None"),
        ({"id": "3"}, r"image 3: expected an id of its own"),
    ],
)
def test_a_malformed_image_is_named(write_coco, change, message):
    good = {"id": 3, "file_name": "3.png", "width": 300, "height": 200}
    path = write_coco([[]], images=[good | change])
    with pytest.raises(ValueError, match=message):
        read_coco(path, CLASSES)


def test_two_images_of_one_id_are_refused(write_coco):
    image = {"id": 3, "file_name": "3.png", "width": 300, "height": 200}
    with pytest.raises(ValueError, match="image 3: expected an id of its own"):
        read_coco(write_coco([[]], images=[image, image]), CLASSES)


def test_every_malformed_annotation_is_named(write_coco):
    bad = [{"id": i, "image_id": 1, "category_id": 1, "bbox": [0, 0, 0, 0]} for i in range(25)]
    with pytest.raises(ValueError, match="annotation 0: ") as caught:
        read_coco(write_coco([[]], annotations=bad), CLASSES)
    lines = str(caught.value).splitlines()
    assert "annotation 19: " in lines[19]
    assert lines[20:] == ["and 5 more"]


def test_what_lies_outside_the_picture_is_cut_off(write_coco):
    (sample,) = read_coco(write_coco([[(1, [-5.0, 190.0, 1e6, 1e6], 0)]]), CLASSES)
    assert sample.boxes.tolist() == [[0, 190, 300, 200]]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"images": None}, "expected 'images' to be a list of objects"),
        ({"annotations": [3]}, "expected 'annotations' to be a list of objects"),
        ({"images": [], "annotations": []}, "it lists no image"),
    ],
)
def test_lists_that_are_none_are_refused(write_coco, change, message):
    with pytest.raises(ValueError, match=message):
        read_coco(write_coco([[]], **change), CLASSES)


def test_other_category_names_are_refused(write_coco):
    path = write_coco([[]], categories=[{"id": 1, "name": "cat"}])
    with pytest.raises(ValueError, match=r"expected categories \['mask', 'no_mask'\], got \['cat'\]"):
        read_coco(path, CLASSES)


def test_two_categories_of_one_id_are_refused(write_coco):
    categories = [{"id": 1, "name": "mask"}, {"id": 1, "name": "no_mask"}]
    with pytest.raises(ValueError, match="got one id twice"):
        read_coco(write_coco([[]], categories=categories), CLASSES)


def test_a_file_in_another_encoding_is_not_printed(tmp_path: Path):
    path = tmp_path / "a.json"
    path.write_text('{"images": []}' * 1000, encoding="utf-16")
    with pytest.raises(ValueError, match=r"expected COCO JSON.*UnicodeDecodeError") as caught:
        read_coco(path, CLASSES)
    assert len(str(caught.value)) < 400


def test_a_file_that_is_not_coco_is_refused(tmp_path: Path):
    path = tmp_path / "a.json"
    path.write_text("[]")
    with pytest.raises(ValueError, match="expected COCO JSON"):
        read_coco(path, CLASSES)
