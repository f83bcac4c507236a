from pathlib import Path

import cv2
import numpy as np
import pytest

from training.data.annotations import read_annotations
from training.data.dataset import IGNORE
from training.data.faults import MAX_FAULTS
from training.data.voc import read_voc

CLASSES = ("mask", "no_mask")
FACE = """<object><name>face</name><bndbox><xmin>10</xmin><ymin>20</ymin><xmax>40</xmax><ymax>60</ymax>
</bndbox></object>"""
FILE = f"""<annotation><filename>a.png</filename>
<size><width>300</width><height>200</height><depth>3</depth></size>{FACE}</annotation>"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    cv2.imwrite(str(tmp_path / "a.png"), np.zeros((200, 300, 3), np.uint8))
    (tmp_path / "a.xml").write_text(FILE)
    return tmp_path


def test_reads_boxes_and_the_published_class_names(folder):
    masked = FACE.replace("<name>face<", "<name> face_mask <").replace(">40<", ">300.0<")
    (folder / "a.xml").write_text(FILE.replace(FACE, FACE + masked))
    (sample,) = read_voc(folder, CLASSES)
    assert sample.boxes.tolist() == [[10, 20, 40, 60], [10, 20, 300, 60]]
    assert sample.labels.tolist() == [1, 0]
    assert (sample.width, sample.height) == (300, 200)
    assert sample.path == folder / "a.png"


def test_the_card_s_class_names_and_difficult_faces(folder):
    objects = FACE.replace("face", "mask") + FACE.replace("<bndbox>", "<difficult>1</difficult><bndbox>")
    (folder / "a.xml").write_text(FILE.replace(FACE, objects))
    (sample,) = read_voc(folder, CLASSES)
    assert sample.labels.tolist() == [0, IGNORE]


def test_a_picture_without_faces_stays_in_the_set(folder):
    (folder / "a.xml").write_text(FILE.replace(FACE, ""))
    (sample,) = read_voc(folder, CLASSES)
    assert sample.boxes.shape == (0, 4)


def test_the_layout_of_the_challenge(folder):
    for name in ("Annotations", "JPEGImages"):
        (folder / name).mkdir()
    (folder / "a.xml").rename(folder / "Annotations" / "a.xml")
    (folder / "a.png").rename(folder / "JPEGImages" / "a.png")
    (sample,) = read_annotations(folder, CLASSES)
    assert sample.path == folder / "JPEGImages" / "a.png"


def test_a_picture_of_the_file_s_own_name_is_found(folder):
    (folder / "a.xml").write_text(FILE.replace("a.png", "renamed-since.jpg"))
    (sample,) = read_voc(folder, CLASSES)
    assert sample.path == folder / "a.png"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("<annotation>", "<annotation"), r"a\.xml: not XML"),
        (("<annotation>", '<!DOCTYPE x [<!ENTITY e "e">]><annotation>'), r"a\.xml: not XML.*Entit"),
        (("<annotation>", '<?xml version="1.0" encoding="none"?><annotation>'), r"a\.xml: not XML"),
        (("annotation>", "html>"), r"a\.xml: expected <annotation>, got <html>"),
        (("<width>300</width>", ""), r"a\.xml: <size><width>: expected a number, it is missing"),
        (("<width>300<", "<width>0<"), r"a\.xml: <size>: expected whole pixels > 0, got 0×200"),
        (("<width>300<", "<width>nan<"), r"a\.xml: <size>: expected whole pixels > 0"),
        (("<name>face<", "<name>cat<"), r"a\.xml: <object> 1, <name>: expected one of mask, .*, got 'cat'"),
        (("<xmin>10</xmin>", ""), r"a\.xml: <object> 1, <bndbox><xmin>: expected a number, it is missing"),
        (("<xmin>10<", "<xmin>ten<"), r"a\.xml: <object> 1, <bndbox><xmin>: expected a number, got 'ten'"),
        (("<xmax>40<", "<xmax>10<"), r"a\.xml: <object> 1, <bndbox>: expected xmin < xmax .* xmax 10"),
        (("<xmax>40<", "<xmax>nan<"), r"a\.xml: <object> 1, <bndbox>: expected xmin < xmax"),
        (
            ("<xmax>40<", "<xmax>301<"),
            r"<object> 1, <bndbox>: expected it inside .*300×200, got .*301",
        ),
        (("<ymin>20<", "<ymin>-1<"), r"a\.xml: <object> 1, <bndbox>: expected it inside .* ymin -1"),
    ],
)
def test_a_malformed_file_is_named_with_its_element(folder, change, message):
    (folder / "a.xml").write_text(FILE.replace(*change))
    with pytest.raises(ValueError, match=message):
        read_voc(folder, CLASSES)


def test_a_missing_picture_is_named(folder):
    (folder / "a.png").unlink()
    with pytest.raises(ValueError, match=r"a\.xml: <filename>: no picture 'a\.png' beside it"):
        read_voc(folder, CLASSES)


def test_every_fault_is_told_at_once_up_to_a_limit(folder):
    for index in range(MAX_FAULTS + 2):
        (folder / f"{index}.xml").write_text("")
    with pytest.raises(ValueError, match="and 2 more") as raised:
        read_voc(folder, CLASSES)
    assert len(str(raised.value).splitlines()) == MAX_FAULTS + 1


def test_an_empty_folder_is_refused(tmp_path):
    with pytest.raises(ValueError, match=r"expected Pascal VOC files, found no \.xml"):
        read_annotations(tmp_path, CLASSES)


@pytest.mark.parametrize("difficult", ["true", "2", ""])
def test_difficult_is_0_or_1(folder, difficult):
    face = FACE.replace("<bndbox>", f"<difficult>{difficult}</difficult><bndbox>")
    (folder / "a.xml").write_text(FILE.replace(FACE, face))
    with pytest.raises(ValueError, match=f"<difficult>: expected 0 or 1, got '{difficult}'"):
        read_voc(folder, CLASSES)
