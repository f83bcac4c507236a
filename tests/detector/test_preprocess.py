from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from detector.card import Input, parse_card
from detector.preprocess import preprocess
from tests.goldens import golden_cases, read_golden

CARD = parse_card(read_golden("card.json")["card"])


@golden_cases("preprocess.json")
def test_golden(case: dict[str, Any], tolerance: float) -> None:
    card = replace(CARD, input=Input(**case["input"]))
    output = preprocess(np.array(case["image"], np.uint8), card)
    assert output.dtype == np.float32
    np.testing.assert_allclose(output, [case["output"]], rtol=0, atol=tolerance)


def test_a_large_picture_and_its_thumbnail_give_the_same_input() -> None:
    card = replace(CARD, input=replace(CARD.input, height=26, width=26))
    thumbnail = np.random.default_rng(0).integers(0, 256, (52, 52, 3), dtype=np.uint8)
    large = thumbnail.repeat(7, axis=0).repeat(5, axis=1)
    np.testing.assert_allclose(preprocess(large, card), preprocess(thumbnail, card), atol=1e-6)


def test_the_picture_is_not_changed() -> None:
    image = np.full((20, 30, 3), 200, np.uint8)
    preprocess(image, CARD)
    assert (image == 200).all()


@pytest.mark.parametrize("shape", [(4, 4), (4, 4, 4), (4, 4, 1), (0, 4, 3), (1, 4, 4, 3)])
def test_wrong_shapes_are_named(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=r"image: expected shape \[height, width, 3\], got") as error:
        preprocess(np.zeros(shape, np.uint8), CARD)
    assert str(list(shape)) in str(error.value)


def test_wrong_type_is_named() -> None:
    with pytest.raises(ValueError, match="image: expected uint8, got float64"):
        preprocess(np.zeros((4, 4, 3)), CARD)  # type: ignore[arg-type]
