import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from training.data.annotations import read_annotations
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
        (
            {"bbox": [9000, 9000, 20, 20]},
            r"annotation 7: .* expected it inside the picture of 300×200 pixels",
        ),
        ({"bbox": [10**400, 0, 20, 20]}, r"annotation 7: bbox .*too large"),
        ({"bbox": [-2, 0, 20, 20]}, r"annotation 7: bbox \[-2, 0, 20, 20\]: expected it inside"),
        ({"bbox": [290, 0, 1e-9, 20]}, r"annotation 7: bbox .* expected it inside"),
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
        ({"id": [3]}, r"image \[3\]: expected a unique id"),
        ({"width": 0, "height": None}, r"image 3: .*3\.png: cannot read its size: .*No such file"),
    ],
)
def test_a_malformed_image_is_named(write_coco, change, message):
    good = {"id": 3, "file_name": "3.png", "width": 300, "height": 200}
    path = write_coco([[]], images=[good | change])
    with pytest.raises(ValueError, match=message):
        read_coco(path, CLASSES)


def test_two_images_of_one_id_are_refused(write_coco):
    image = {"id": 3, "file_name": "3.png", "width": 300, "height": 200}
    with pytest.raises(ValueError, match="image 3: expected a unique id"):
        read_coco(write_coco([[]], images=[image, image]), CLASSES)


def test_every_malformed_annotation_is_named(write_coco):
    bad = [{"id": i, "image_id": 1, "category_id": 1, "bbox": [0, 0, 0, 0]} for i in range(25)]
    with pytest.raises(ValueError, match="annotation 0: ") as caught:
        read_coco(write_coco([[]], annotations=bad), CLASSES)
    lines = str(caught.value).splitlines()
    assert "annotation 19: " in lines[19]
    assert lines[20:] == ["and 5 more"]


def test_a_box_a_pixel_over_the_edge_is_clipped(write_coco):
    (sample,) = read_coco(write_coco([[(1, [-1.0, 190.0, 302, 11], 0)]]), CLASSES)
    assert sample.boxes.tolist() == [[0, 190, 300, 200]]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"images": None}, "expected 'images' to be a list of objects"),
        ({"annotations": [3]}, "expected 'annotations' to be a list of objects"),
        ({"images": [], "annotations": []}, "it lists no images"),
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


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_text_of_any_system(write_coco, encoding):
    path = write_coco([[(1, FACE, 0)]])
    path.write_text(path.read_text(), encoding=encoding)
    (sample,) = read_coco(path, CLASSES)
    assert sample.labels.tolist() == [0]


def test_a_file_in_another_encoding_is_not_printed(tmp_path: Path):
    path = tmp_path / "a.json"
    path.write_text('{"images": "é"}' * 1000, encoding="latin-1")
    with pytest.raises(ValueError, match=r"expected COCO JSON.*UnicodeDecodeError") as caught:
        read_coco(path, CLASSES)
    assert len(str(caught.value)) < 400


def test_a_file_that_is_not_coco_is_refused(tmp_path: Path):
    path = tmp_path / "a.json"
    path.write_text("[]")
    with pytest.raises(ValueError, match="expected COCO JSON"):
        read_coco(path, CLASSES)


def rewrite(path: Path, change: Callable[[dict[str, Any]], object]) -> Path:
    content = json.loads(path.read_text())
    change(content)
    path.write_text(json.dumps(content))
    return path


@pytest.mark.parametrize(
    ("file", "picture", "said"),
    [
        ("result.json", "images/0.png", "images\\0.png"),  # Label Studio on Windows
        ("result.json", "images/0.png", "../../label-studio/data/media/upload/1/0.png"),
        ("annotations/instances_default.json", "images/0.png", "0.png"),  # CVAT
        ("annotations/instances_default.json", "images/default/0.png", "0.png"),
        ("annotations/instances_train2017.json", "train2017/0.png", "0.png"),
        ("_annotations.coco.json", "0.png", "0.png"),  # Roboflow
        ("result.json", "images/day1/0.png", "day1\\0.png"),
    ],
)
def test_pictures_are_found_where_tools_put_them(write_coco, tmp_path, file, picture, said):
    path = rewrite(write_coco([[(1, FACE, 0)]]), lambda content: content["images"][0].update(file_name=said))
    for place in (file, picture):
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
    path.rename(tmp_path / file)
    (tmp_path / "0.png").rename(tmp_path / picture)
    (sample,) = read_coco(tmp_path / file, CLASSES)
    assert sample.path.samefile(tmp_path / picture)
    (sample,) = read_annotations(tmp_path, CLASSES)
    assert sample.labels.tolist() == [0]


def test_ids_may_be_text(write_coco):
    def change(content):
        for entry in (*content["images"], *content["categories"]):
            entry["id"] = f"x{entry['id']}"
        for annotation in content["annotations"]:
            annotation["image_id"] = f"x{annotation['image_id']}"
            annotation["category_id"] = f"x{annotation['category_id']}"

    samples = read_coco(rewrite(write_coco([[(2, FACE, 0)], []]), change), CLASSES)
    assert [sample.image_id for sample in samples] == [1, 2]
    assert samples[0].labels.tolist() == [1]


def test_an_id_may_be_text_here_and_a_number_there(write_coco):
    path = write_coco([[(2, FACE, 0)]])
    rewrite(path, lambda content: content["annotations"][0].update(image_id="1", category_id="2"))
    (sample,) = read_coco(path, CLASSES)
    assert (sample.image_id, sample.labels.tolist()) == (1, [1])


def test_a_size_that_is_missing_is_the_picture_s(write_coco):
    path = rewrite(write_coco([[]]), lambda content: content["images"][0].update(width=0, height=None))
    (sample,) = read_coco(path, CLASSES)
    assert (sample.width, sample.height) == (300, 200)


@pytest.mark.parametrize(
    ("name", "class_"),
    [
        ("Mask", "mask"),
        ("masked", "mask"),
        ("with_mask", "mask"),
        ("face mask", "mask"),
        ("no-mask", "no_mask"),
        ("No Mask", "no_mask"),
        ("without_mask", "no_mask"),
        ("unmasked", "no_mask"),
        ("no_maks", "no_mask"),
    ],
)
def test_a_category_that_is_nearly_a_class_is_refused(write_coco, name, class_):
    path = write_coco([[(3, FACE, 0), (1, FACE, 0)]])
    rewrite(path, lambda content: content["categories"][2].update(name=name))
    with pytest.raises(ValueError, match=rf"category '{name}' is none of .*: rename it to '{class_}'"):
        read_coco(path, CLASSES)


@pytest.mark.parametrize("name", ["mask_weared_incorrect", "face", "helmet", "mask_worn_incorrectly"])
def test_a_category_that_is_something_else_is_not(write_coco, name):
    path = write_coco([[(3, FACE, 0), (1, FACE, 0)]])
    rewrite(path, lambda content: content["categories"][2].update(name=name))
    (sample,) = read_coco(path, CLASSES)
    assert sample.labels.tolist() == [IGNORE, 0]


def test_a_category_without_a_box_may_be_called_anything(write_coco):
    """Roboflow puts the name of the project first."""
    path = write_coco([[(1, FACE, 0)]])
    rewrite(path, lambda content: content["categories"].insert(0, {"id": 0, "name": "masks"}))
    assert read_coco(path, CLASSES)


def test_names_that_are_all_nearly_classes_are_told_how_to_be(write_coco):
    path = write_coco([[]], categories=[{"id": 1, "name": "Mask"}, {"id": 2, "name": "without_mask"}])
    with pytest.raises(ValueError, match="; rename 'Mask' to 'mask', 'without_mask' to 'no_mask'"):
        read_coco(path, CLASSES)
