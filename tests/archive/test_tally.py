from __future__ import annotations

import base64
from datetime import datetime
from io import BytesIO
from itertools import permutations

import numpy as np
from PIL import Image

from archive.frames import Frame
from archive.tally import CROP_PX, UNSURE_PER_BLOCK, Tally
from detector.postprocess import Detection


def face(score: float, label: str = "mask") -> Detection:
    return Detection(label=label, score=score, box=[10, 10, 30, 30])


def look(name: str, *detections: Detection, error: str | None = None) -> Tally:
    tally = Tally()
    frame = Frame(name, name.rpartition("/")[0], taken=datetime(2024, 5, 1, 13, 7), error=error)
    if error is None:
        frame.size, frame.preview = (80, 80), np.full((40, 40, 3), 200, np.uint8)
    tally.add_frame(frame, list(detections))
    return tally


def test_counts() -> None:
    tally = look("a/1.jpg", face(0.9), face(0.8, "no_mask"))
    tally.add(look("a/2.jpg"))
    tally.add(look("b/3.jpg", error="b/3.jpg breaks off after 3.5 s."))
    assert (tally.rows, tally.failed, tally.with_faces) == (3, 1, 1)
    assert tally.faces == {"mask": 1, "no_mask": 1}
    assert tally.groups == {"a": {"rows": 2, "mask": 1, "no_mask": 1}, "b": {"rows": 1, "failed": 1}}
    assert tally.hours == {"2024-05-01T13": {"rows": 3, "mask": 1, "no_mask": 1, "failed": 1}}
    assert tally.reasons == {"… breaks off after … s.": 1}
    assert tally.examples == [["b/3.jpg", "b/3.jpg breaks off after 3.5 s."]]


def test_the_sum_is_the_same_in_any_order() -> None:
    sums = []
    for order in permutations(range(3)):
        total = Tally()
        for index in order:
            total.add(look(f"{index}.jpg", face(0.6), face(0.5 + index / 10), error=None))
        sums.append(total)
    assert all(total == sums[0] for total in sums)


def test_the_least_sure_are_kept_with_a_picture() -> None:
    tally = look("a.jpg", *(face(score) for score in np.linspace(0.95, 0.5, 10)))
    assert [round(kept["score"], 2) for kept in tally.unsure] == [0.5, 0.55, 0.6, 0.65]
    assert len(tally.unsure) == UNSURE_PER_BLOCK
    picture = Image.open(BytesIO(base64.b64decode(tally.unsure[0]["jpeg"])))
    assert picture.size == (CROP_PX, CROP_PX)
    assert abs(np.asarray(picture)[64, 64].astype(int) - 200).max() < 8


def test_it_survives_json() -> None:
    tally = look("é.jpg", face(0.6))
    assert Tally.from_json(tally.to_json()) == tally
