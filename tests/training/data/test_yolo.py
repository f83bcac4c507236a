"""YOLO data sets as Ultralytics, Roboflow, Label Studio, labelImg and CVAT lay them out."""

from pathlib import Path

import cv2
import numpy as np
import pytest
import yaml

from training.data.annotations import read_annotations
from training.data.dataset import IGNORE

CLASSES = ("mask", "no_mask")
NAMES = ["helmet", "no_mask", "mask"]
FACE = "1 0.5 0.5 0.25 0.5\n"
"""Of a picture of 200 × 100 pixels."""


def write(root: Path, files: dict[str, str]) -> Path:
    """Write text files and, under a picture's name, a picture."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix in (".png", ".jpg"):
            assert cv2.imwrite(str(path), np.zeros((100, 200, 3), np.uint8))
        else:
            path.write_text(content)
    return root


def describe(**entries: object) -> str:
    return yaml.safe_dump({"names": NAMES, **entries})


@pytest.fixture
def flat(tmp_path: Path) -> Path:
    return write(tmp_path, {"data.yaml": describe(), "a.png": "", "a.txt": FACE})


def read_labels(folder: Path) -> list[int]:
    (sample,) = read_annotations(folder, CLASSES)
    return sample.labels.tolist()


def test_boxes_are_shares_and_classes_are_matched_by_name(flat):
    (flat / "a.txt").write_text(FACE + "2 0.5 0.5 1 1\n\n0 0.1 0.1 0.1 0.1\n")
    (sample,) = read_annotations(flat, CLASSES)
    assert sample.boxes.tolist() == [[75, 25, 125, 75], [0, 0, 200, 100], [10, 5, 30, 15]]
    assert sample.labels.tolist() == [1, 0, IGNORE]
    assert (sample.width, sample.height, sample.path) == (200, 100, flat / "a.png")


@pytest.mark.parametrize("corners", ["0.4 0.3 0.6 0.5 0.5 0.7", "0.4 0.3 0.6 0.3 0.6 0.7 0.4 0.7"])
def test_of_a_polygon_the_bounding_box_counts(flat, corners):
    (flat / "a.txt").write_text(f"1 {corners}\n")
    (sample,) = read_annotations(flat, CLASSES)
    np.testing.assert_allclose(sample.boxes, [[80, 30, 120, 70]], rtol=1e-6)


def test_the_points_of_a_pose_are_passed_over(flat):
    (flat / "data.yaml").write_text(describe(kpt_shape=[2, 3]))
    (flat / "a.txt").write_text(FACE.strip() + " 0.4 0.4 2 0.6 0.4 2\n")
    (sample,) = read_annotations(flat, CLASSES)
    assert sample.boxes.tolist() == [[75, 25, 125, 75]]


TREES = {
    "ultralytics": {"train": "images/train", "val": "images/val"},
    "roboflow": {"train": "../train/images", "val": "../valid/images"},
    "windows": {"train": "images\\train", "val": "images\\val"},
    "colab": {"path": "/content/set", "train": "/content/set/images/train", "val": "images/val"},
    "lists": {"train": ["images/train"], "val": ["images/val"]},
    "listing": {"train": "train.txt", "val": "val.txt"},
}


@pytest.mark.parametrize("tree", TREES)
@pytest.mark.parametrize("given", ["data.yaml", "."])
def test_a_description_tells_where_each_split_lies(tmp_path, tree, given):
    inner = {"train": "train/images", "val": "valid/images"} if tree == "roboflow" else {}
    write(tmp_path, {"data.yaml": describe(**TREES[tree])})
    for split, label in (("train", FACE), ("val", "2 0.5 0.5 0.1 0.1")):
        folder = inner.get(split, f"images/{split}")
        labels = folder.replace("images", "labels")
        picture = f"{folder}/day 1/a.png"
        write(tmp_path, {picture: "", f"{labels}/day 1/a.txt": label, f"{split}.txt": f"./{picture}\n"})
    found = {split: read_annotations(tmp_path / given, CLASSES, split) for split in ("train", "val")}
    assert [sample.labels.tolist() for sample in found["train"]] == [[1]]
    assert [sample.labels.tolist() for sample in found["val"]] == [[0]]


@pytest.mark.parametrize(
    ("given", "picture", "label", "names"),
    [
        ("photos/train", "photos/train/images/a.png", "photos/train/labels/a.txt", "photos/data.yaml"),
        ("photos/images/train", "photos/images/train/a.png", "photos/labels/train/a.txt", "photos/set.yaml"),
        ("photos/labels/train", "photos/images/train/a.png", "photos/labels/train/a.txt", "photos/data.yaml"),
        ("photos", "photos/images/a.png", "photos/labels/a.txt", "photos/classes.txt"),  # Label Studio
        ("photos", "photos/a.png", "photos/a.txt", "photos/classes.txt"),  # labelImg
        ("photos", "photos/shots/a.png", "photos/labels/a.txt", "photos/labels/classes.txt"),
        ("photos", "photos/obj_train_data/a.png", "photos/obj_train_data/a.txt", "photos/obj.names"),  # CVAT
    ],
)
def test_a_folder_of_pictures(tmp_path, given, picture, label, names):
    text = describe() if names.endswith(".yaml") else "\n".join(NAMES)
    write(tmp_path, {picture: "", label: FACE, names: text})
    assert read_labels(tmp_path / given) == [1]


def test_names_by_number(flat):
    (flat / "data.yaml").write_text(yaml.safe_dump({"names": {0: "mask", 1: "no_mask"}}))
    assert read_labels(flat) == [1]


def test_a_picture_without_a_label_has_no_face(flat):
    write(flat, {"b.png": "", "c.jpg": "", "c.txt": ""})
    assert [len(sample.boxes) for sample in read_annotations(flat, CLASSES)] == [1, 0, 0]


def test_what_macos_puts_beside_files_is_passed_over(flat):
    for name in ("._a.png", "._a.txt", "._data.yaml", "__MACOSX/._a.png"):
        (flat / name).parent.mkdir(exist_ok=True)
        (flat / name).write_bytes(b"\x00\x05\x16\x07Mac OS X")
    assert read_labels(flat) == [1]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_text_of_any_system(flat, encoding):
    (flat / "a.txt").write_text(FACE.replace("\n", "\r\n"), encoding=encoding)
    (flat / "data.yaml").write_text(describe(), encoding=encoding)
    assert read_labels(flat) == [1]


def test_a_box_a_pixel_over_the_edge_is_clipped(flat):
    (flat / "a.txt").write_text("1 0.5 0.5 1.01 1.01\n")
    (sample,) = read_annotations(flat, CLASSES)
    assert sample.boxes.tolist() == [[0, 0, 200, 100]]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("1 0.5 0.5 1.03 1", r"a\.txt: line 2: expected it inside the picture of 200×100 pixels"),
        ("1 0.5 0.5 0 0.1", r"a\.txt: line 2: expected xmin < xmax"),
        ("1 nan 0.5 0.1 0.1", r"a\.txt: line 2: expected xmin < xmax"),
        ("1 100 50 20 20", r"a\.txt: line 2: expected shares of the picture, 0 to 1, got 110"),
        ("1 0.5 0.5 0.1", r"a\.txt: line 2: expected class x y width height, or .*, got 4 numbers"),
        ("7 0.5 0.5 0.1 0.1", r"a\.txt: line 2: expected a class of .*data\.yaml, got 7"),
        ("mask 0.5 0.5 0.1 0.1", r"a\.txt: line 2: could not convert .*mask"),
    ],
)
def test_a_malformed_line_is_named(flat, line, message):
    (flat / "a.txt").write_text(f"{FACE}{line}\n")
    with pytest.raises(ValueError, match=message):
        read_annotations(flat, CLASSES)


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"data.yaml": "names: [cat]"}, r"data\.yaml: expected categories .*, got \['cat'\]"),
        ({"data.yaml": "names: [Mask, none]"}, r"got .*; rename 'Mask' to 'mask'"),
        ({"data.yaml": "names: [no_mask, Mask]"}, r"category 'Mask' is none of .*: rename it to 'mask'"),
        ({"data.yaml": "names: 2"}, r"data\.yaml: expected names of classes, .* got 2"),
        ({"data.yaml": "names: [a"}, r"data\.yaml: not valid YAML"),
        ({"labels/b.txt": FACE, "images/c.png": "", "labels/c.txt": FACE}, r"b\.txt: there is no picture"),
        ({"data.yaml": describe(train="images")}, r"expected an entry 'val' with the place"),
        ({"data.yaml": describe(val="nowhere")}, r"there is no 'nowhere' beside it"),
        ({"a.png": "", "b.txt": ""}, r"a\.png: cannot read its size"),
    ],
)
def test_a_malformed_set_is_named(flat, files, message):
    write(flat, files)
    if "b.txt" in files:
        (flat / "a.png").write_bytes(b"no picture")
    with pytest.raises(ValueError, match=message):
        read_annotations(flat, CLASSES)


def test_pictures_without_any_label_are_refused(flat):
    (flat / "a.txt").unlink()
    with pytest.raises(ValueError, match=r"expected a \.txt for each picture, .* none for any of 1 pictures"):
        read_annotations(flat, CLASSES)
