from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import ExifTags, Image

from training.data.annotations import read_annotations
from training.data.dataset import IGNORE, read_images
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
        (("<annotation>", "<annotation"), r"a\.xml: not valid XML"),
        (("<annotation>", '<!DOCTYPE x [<!ENTITY e "e">]><annotation>'), r"a\.xml: not valid XML.*Entit"),
        (("<annotation>", '<?xml version="1.0" encoding="none"?><annotation>'), r"a\.xml: not valid XML"),
        (("annotation>", "html>"), r"a\.xml: expected <annotation>, got <html>"),
        (("<width>300</width>", ""), r"a\.xml: <size><width>: expected a number, found none"),
        (("<width>300<", "<width>0<"), r"a\.xml: <size>: expected whole pixels > 0, got 0×200"),
        (("<width>300<", "<width>nan<"), r"a\.xml: <size>: expected whole pixels > 0"),
        (("<name>face<", "<name>cat<"), r"a\.xml: <object> 1, <name>: expected one of mask, .*, got 'cat'"),
        (("<xmin>10</xmin>", ""), r"a\.xml: <object> 1, <bndbox><xmin>: expected a number, found none"),
        (("<xmin>10<", "<xmin>ten<"), r"a\.xml: <object> 1, <bndbox><xmin>: expected a number, got 'ten'"),
        (("<xmax>40<", "<xmax>10<"), r"a\.xml: <object> 1, <bndbox>: expected xmin < xmax .* xmax 10"),
        (("<xmax>40<", "<xmax>nan<"), r"a\.xml: <object> 1, <bndbox>: expected xmin < xmax"),
        (
            ("<xmax>40<", "<xmax>302<"),
            r"<object> 1, <bndbox>: expected it inside .*300×200 pixels, got .*302",
        ),
        (("<ymin>20<", "<ymin>-2<"), r"a\.xml: <object> 1, <bndbox>: expected it inside .* ymin -2"),
        (("<name>face<", "<name>without_mask<"), r"got 'without_mask'; rename it to 'no_mask'"),
        (("<name>face<", "<name>Mask<"), r"got 'Mask'; rename it to 'mask'"),
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
    with pytest.raises(ValueError, match=r"expected Pascal VOC files \(\.xml\), YOLO labels .*, found none"):
        read_annotations(tmp_path, CLASSES)
    with pytest.raises(ValueError, match=r"expected Pascal VOC files, found no \.xml"):
        read_voc(tmp_path, CLASSES)


@pytest.mark.parametrize("difficult", ["true", "2", ""])
def test_difficult_is_0_or_1(folder, difficult):
    face = FACE.replace("<bndbox>", f"<difficult>{difficult}</difficult><bndbox>")
    (folder / "a.xml").write_text(FILE.replace(FACE, face))
    with pytest.raises(ValueError, match=f"<difficult>: expected 0 or 1, got '{difficult}'"):
        read_voc(folder, CLASSES)


def move(folder: Path, annotation: str, picture: str, text: str) -> Path:
    """Put the two files where a tool puts them; gives the picture."""
    for path in (annotation, picture):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / "a.png").rename(folder / picture)
    (folder / "a.xml").unlink()
    (folder / annotation).write_text(text)
    return folder / picture


@pytest.mark.parametrize(
    ("annotation", "picture", "said"),
    [
        ("Annotations/a.xml", "images/a.png", "a"),  # Label Studio
        ("annotations/a.xml", "images/a.png", "a.png"),  # Kaggle
        ("Annotations/day1/a.xml", "JPEGImages/day1/a.png", "a.png"),  # CVAT
        ("Annotations/day1/a.xml", "JPEGImages/day1/a.png", "day1/a.png"),
        ("Annotations/day1/a.xml", "JPEGImages/day1/a.png", "day1\\a.png"),
        ("Annotations/a.xml", "JPEGImages/a.png", "C:\\Users\\me\\shots\\a.png"),
        ("a.xml", "a.png", "a.xml"),  # the data set of 2020
        ("a.xml", "a.PNG", "a.png"),
        ("xml/a.xml", "a.png", "a.png"),
        ("xml/a.xml", "shots/of/may/a.png", "a.png"),
        ("xml/b.xml", "shots/a.b.png", "a.b"),
        ("a.xml", "a.png", ""),
    ],
)
def test_the_picture_is_found_where_tools_put_it(folder, annotation, picture, said):
    place = move(folder, annotation, picture, FILE.replace("a.png", said))
    (sample,) = read_annotations(folder, CLASSES)
    assert sample.path == place


@pytest.mark.parametrize("given", ["annotations/train", "annotations"])
def test_pictures_may_lie_beside_the_folder_that_is_given(folder, given):
    place = move(folder, "annotations/train/a.xml", "images/train/a.png", FILE)
    (sample,) = read_annotations(folder / given, CLASSES)
    assert sample.path == place


@pytest.mark.parametrize("path", ["{}/shots/a.png", "D:\\elsewhere\\shots\\a.png"])
def test_labelimg_s_path_leads_to_another_folder(folder, path):
    said = f"<path>{path.format(folder)}</path></annotation>"
    place = move(folder, "xml/a.xml", "shots/a.png", FILE.replace("</annotation>", said))
    (sample,) = read_annotations(folder / "xml", CLASSES)
    assert sample.path == place


def test_pictures_of_one_name_in_two_folders_stay_apart(folder):
    places = [move_copy(folder, day) for day in ("day1", "day2")]
    (folder / "a.xml").unlink()
    assert [sample.path for sample in read_voc(folder, CLASSES)] == places


def move_copy(folder: Path, day: str) -> Path:
    for kind, name in (("Annotations", "a.xml"), ("JPEGImages", "a.png")):
        (folder / kind / day).mkdir(parents=True)
        (folder / kind / day / name).write_bytes((folder / name).read_bytes())
    return folder / "JPEGImages" / day / "a.png"


def test_a_name_that_may_mean_two_pictures_is_refused(folder):
    for day in ("day1", "day2"):
        (folder / day).mkdir()
        (folder / day / "a.png").write_bytes((folder / "a.png").read_bytes())
    (folder / "a.png").unlink()
    with pytest.raises(ValueError, match=r"<filename>: 'a\.png' may be any of .*day1.*day2"):
        read_voc(folder, CLASSES)


def test_two_files_of_one_picture_are_refused(folder):
    (folder / "b.xml").write_text(FILE)
    with pytest.raises(ValueError, match=r"b\.xml: it has the same picture as .*a\.xml"):
        read_voc(folder, CLASSES)


def test_what_macos_puts_beside_files_is_passed_over(folder):
    (folder / "__MACOSX").mkdir()
    for name in ("._a.xml", "._a.png", "__MACOSX/a.xml", "__MACOSX/a.png"):
        (folder / name).write_bytes(b"\x00\x05\x16\x07Mac OS X")
    (sample,) = read_annotations(folder, CLASSES)
    assert sample.path == folder / "a.png"


@pytest.mark.parametrize("size", ["", "<size/>", "<size><width>0</width><height>0</height></size>"])
def test_a_size_that_is_missing_is_the_picture_s(folder, size):
    start, end = FILE.index("<size>"), FILE.index("</size>") + len("</size>")
    (folder / "a.xml").write_text(FILE[:start] + size + FILE[end:])
    (sample,) = read_voc(folder, CLASSES)
    assert (sample.width, sample.height) == (300, 200)


@pytest.mark.parametrize("suffix", ["jpg", "png", "webp", "avif", "tif"])
def test_a_missing_size_is_that_of_the_picture_as_it_is_decoded(folder, suffix):
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    Image.new("RGB", (200, 300)).save(folder / f"b.{suffix}", exif=exif)
    text = FILE.replace("a.png", f"b.{suffix}")
    (folder / "a.xml").write_text(text[: text.index("<size>")] + text[text.index("</size>") + 7 :])
    (sample,) = read_voc(folder, CLASSES)
    assert read_images([sample])[0].shape[:2] == (sample.height, sample.width)
    assert suffix == "webp" or (sample.height, sample.width) == (200, 300)


def test_a_box_a_pixel_over_the_edge_is_clipped(folder):
    (folder / "a.xml").write_text(
        FILE.replace(">10<", ">-1<").replace(">40<", ">301<").replace(">60<", ">201<")
    )
    (sample,) = read_voc(folder, CLASSES)
    assert sample.boxes.tolist() == [[0, 20, 300, 200]]


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", ""),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-16", "utf-8"),  # saved again by a tool that ignores the declaration
        ("utf-8", "utf-16"),
        ("utf-16-le", ""),
        ("latin-1", "iso-8859-1"),
        ("gb18030", "gb18030"),
    ],
)
def test_text_of_any_system(folder, encoding, declared):
    name = "marché" if encoding == "latin-1" else "口罩"
    (folder / "a.png").rename(folder / f"{name}.png")
    head = f'<?xml version="1.0" encoding="{declared}"?>\n' if declared else ""
    (folder / "a.xml").write_text(head + FILE.replace("a.png", f"{name}.png"), encoding=encoding)
    (sample,) = read_voc(folder, CLASSES)
    assert sample.path.stem == name


def test_text_in_an_encoding_that_it_does_not_name_is_refused(folder):
    (folder / "a.xml").write_text(FILE.replace("a.png", "口罩.png"), encoding="gb18030")
    with pytest.raises(ValueError, match=r"a\.xml: expected text in UTF-8 or UTF-16, byte \d+ is neither"):
        read_voc(folder, CLASSES)
