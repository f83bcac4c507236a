from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray

from detector.annotate import FONTS, OTHER, STYLES, annotate, load_font
from detector.languages import read_language
from detector.postprocess import Detection

ENGLISH = read_language("en")


def face(label: str = "mask", box: tuple[float, ...] = (60, 80, 120, 160)) -> Detection:
    return Detection(label=label, score=0.9, box=list(box))


def grey(height: int = 200, width: int = 300) -> NDArray[np.uint8]:
    return np.full((height, width, 3), 128, np.uint8)


def test_nothing_to_draw() -> None:
    np.testing.assert_array_equal(annotate(grey(), [], ENGLISH), grey())


def test_the_picture_itself_is_not_changed() -> None:
    image = grey()
    image.setflags(write=False)
    assert (annotate(image, [face()], ENGLISH) != image).any()


@pytest.mark.parametrize("label", ["mask", "no_mask", "mask_worn_incorrectly", "helmet"])
def test_the_box_has_the_color_of_its_label(label: str) -> None:
    drawn = annotate(grey(), [face(label)], ENGLISH)
    color = STYLES.get(label, OTHER).color
    for y, x in [(159, 90), (120, 60), (120, 119)]:
        assert tuple(drawn[y, x]) == color
    assert tuple(drawn[120, 90]) == (128, 128, 128)


def test_marks_differ_without_color() -> None:
    """Drawn in white, the marks of the known classes are told apart even in grey."""
    whites = [(annotate(grey(), [face(label)], ENGLISH)[:80] > 240).all(axis=2) for label in STYLES]
    marks = [white[:, : np.flatnonzero(white.any(axis=0))[0] + 8] for white in whites]
    assert all(mark.any() for mark in marks)
    assert not any(np.array_equal(first, second) for first, second in combinations(marks, 2))


@pytest.mark.parametrize(
    "box", [(0, 0, 40, 40), (250, 150, 300, 200), (0, 0, 300, 200), (10.2, 5.7, 10.4, 5.9)]
)
def test_labels_stay_inside_the_picture(box: tuple[float, ...]) -> None:
    drawn = annotate(grey(), [face(box=box)], ENGLISH)
    tag = (drawn > 240).all(axis=2)
    rows, columns = np.flatnonzero(tag.any(axis=1)), np.flatnonzero(tag.any(axis=0))
    assert 0 < rows[0] <= rows[-1] < 199
    assert 0 < columns[0] <= columns[-1] < 299


def test_lines_grow_with_the_picture() -> None:
    def width(scale: int) -> int:
        box = tuple(edge * scale for edge in (60.0, 80.0, 120.0, 160.0))
        drawn = annotate(grey(200 * scale, 300 * scale), [face(box=box)], ENGLISH)
        return int((drawn[120 * scale, : 90 * scale] != 128).any(axis=1).sum())

    assert width(10) > 3 * width(1)


def test_the_best_is_drawn_last() -> None:
    drawn = annotate(grey(), [face("mask"), face("no_mask")], ENGLISH)
    assert tuple(drawn[159, 90]) == STYLES["mask"].color


def test_the_language_is_that_of_the_label() -> None:
    german, english = (annotate(grey(), [face()], read_language(language)) for language in ("de", "en"))
    assert (german != english).any()


def test_a_machine_without_the_letters_of_a_language(monkeypatch: pytest.MonkeyPatch) -> None:
    load_font.cache_clear()
    monkeypatch.setitem(FONTS, "zh", ("no such font",))
    with pytest.raises(
        ValueError, match=r"language 'zh': expected one of the fonts no such font .* found none"
    ):
        annotate(grey(), [face()], read_language("zh"))


def test_one_pixel() -> None:
    assert annotate(grey(1, 1), [face(box=(0.25, 0.25, 0.75, 0.75))], ENGLISH).shape == (1, 1, 3)
