"""The angle of skin tone, against CIELAB values from tables."""

import numpy as np
import pytest

from training.evaluation.skin import TONES, name_tone, typology_angle

FACE = np.array([20.0, 20, 80, 100])


def paint(colour, mask=None):
    """A face of one colour, upper half bare, on black."""
    image = np.zeros((120, 100, 3), np.uint8)
    image[20:100, 20:80] = colour
    if mask is not None:
        image[60:100, 20:80] = mask
    return image


@pytest.mark.parametrize(
    ("colour", "angle", "tone"),
    [
        # L* and b* of these are 89.3, 27.8; 81.2, 40.9; 41.7, 37.2.
        ((255, 219, 172), 54.8, "light"),
        ((241, 194, 125), 37.3, "medium"),
        ((141, 85, 36), -12.6, "dark"),
    ],
)
def test_angles_by_hand(colour, angle, tone):
    got = typology_angle(paint(colour), FACE)
    assert got == pytest.approx(angle, abs=0.3)
    assert name_tone(got).startswith(tone)


def test_a_mask_does_not_count():
    bare, masked = (typology_angle(paint((241, 194, 125), mask), FACE) for mask in (None, (200, 220, 255)))
    assert bare == masked


def test_blue_light_grey_pictures_and_faces_outside_have_no_tone():
    assert typology_angle(paint((100, 120, 200)), FACE) is None
    assert typology_angle(paint((130, 130, 130)), FACE) is None
    assert typology_angle(paint((241, 194, 125)), FACE + 500) is None
    assert name_tone(None) is None


def test_every_angle_has_one_tone():
    assert {name_tone(float(angle)) for angle in range(-90, 91)} == set(TONES)
