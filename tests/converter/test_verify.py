"""The pictures that files are compared on, and the comparison's verdict."""

import math

import numpy as np
import pytest

from converter.formats import Tolerance
from converter.verify import Error, make_images


def test_images_are_the_same_every_time_and_fill_the_range(source):
    images = make_images(source.card, 4)
    assert images.shape == (4, 132, 140, 3)
    assert images.dtype == np.float32
    assert images.min() >= 0
    assert images.max() <= 1
    assert all(image.std() > 0.05 for image in images)
    assert len(np.unique(images.round(3), axis=0)) == 4
    np.testing.assert_array_equal(make_images(source.card, 2), images[:2])


@pytest.mark.parametrize(
    ("error", "within"),
    [
        (Error(0.1, 0.01), True),
        (Error(0.11, 0), False),
        (Error(0, 0.011), False),
        (Error(math.nan, 0), False),
    ],
)
def test_tolerance(error, within):
    assert error.is_within(Tolerance(bbox_regression=0.1, scores=0.01)) is within
