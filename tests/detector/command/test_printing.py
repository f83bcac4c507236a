from __future__ import annotations

import json

from detector.command.printing import to_json, to_table
from detector.languages import read_language
from detector.postprocess import Detection

ENGLISH = read_language("en")
FACES = [
    Detection(label="no_mask", score=0.875, box=[1.25, 20.5, 100, 200]),
    Detection(label="mask", score=1.0, box=[0, 0, 5.5, 6]),
]


def test_json_is_one_line() -> None:
    line = to_json("föto.jpg", 3, (480, 640), FACES)
    assert "\n" not in line
    assert "föto.jpg" in line
    assert json.loads(line) == {
        "source": "föto.jpg",
        "frame": 3,
        "image": {"width": 640, "height": 480},
        "detections": FACES,
    }


def test_table_is_aligned() -> None:
    assert to_table("photo.jpg", 3, (480, 640), FACES, ENGLISH).splitlines() == [
        "photo.jpg  frame 3  640×480  2 faces",
        "  no mask   88%  x    1.2 to  100.0  y   20.5 to  200.0",
        "  mask     100%  x    0.0 to    5.5  y    0.0 to    6.0",
    ]


def test_table_in_chinese_is_aligned_in_columns() -> None:
    assert to_table("photo.jpg", 3, (480, 640), FACES, read_language("zh")).splitlines()[1:] == [
        "  未戴口罩   88%  x    1.2 to  100.0  y   20.5 to  200.0",
        "  戴口罩    100%  x    0.0 to    5.5  y    0.0 to    6.0",
    ]


def test_table_counts_faces() -> None:
    assert to_table("a", 0, (1, 2), [], ENGLISH) == "a  frame 0  2×1  no faces"
    assert to_table("a", 0, (1, 2), FACES[:1], ENGLISH).startswith("a  frame 0  2×1  1 face\n")
