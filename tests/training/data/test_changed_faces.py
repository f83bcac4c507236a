import numpy as np
import pytest
import torch

from tests.pictures import FACE, astronaut, masked_astronaut
from training.data.changed_faces import cover_mouth, place_in_face, recolour_mask
from training.data.views import Views

SIZE = 256


def see(picture: np.ndarray, number: int) -> tuple[torch.Tensor, tuple[torch.Tensor, torch.Tensor]]:
    """A drawn portrait a number of times, and where in its face each pixel lies."""
    height, width = picture.shape[:2]
    small = torch.nn.functional.interpolate(
        torch.from_numpy(np.ascontiguousarray(picture)).permute(2, 0, 1)[None].float() / 255, (SIZE, SIZE)
    )
    views = Views(
        np.full((number, 2), [width / 2, height / 2]),
        np.full((number, 2), [width, height], np.float64),
        np.zeros(number),
        np.zeros(number, np.bool_),
    )
    boxes = np.tile(np.array(FACE, np.float64), (number, 1))
    return small.repeat(number, 1, 1, 1), place_in_face(views, boxes, SIZE, torch.device("cpu"))


def test_a_place_in_a_face_is_counted_from_its_upright_box():
    _, (u, v) = see(astronaut(), 1)
    x1, y1, x2, y2 = (edge * SIZE / 512 for edge in FACE)
    left, top = round(x1), round(y1)
    assert float(u[0, top, left]) == pytest.approx(-1, abs=0.06)
    assert float(v[0, top, left]) == pytest.approx(0, abs=0.03)
    assert float(u[0, 0, round((x1 + x2) / 2)]) == pytest.approx(0, abs=0.06)
    assert float(v[0, round(y2), 0]) == pytest.approx(1, abs=0.03)


def test_a_recoloured_mask_changes_the_mask_and_little_else():
    images, (u, v) = see(masked_astronaut(), 40)
    changed = (recolour_mask(images, (u, v), np.random.default_rng(0)) - images).abs().amax(dim=1)
    mask = (u.abs() < 0.3) & (v > 0.65) & (v < 0.85)
    eyes = (u.abs() < 0.8) & (v > 0.2) & (v < 0.42)
    outside = (u.abs() > 1.3) | (v < -0.2) | (v > 1.3)
    of_picture = torch.stack([changed[i][mask[i]].mean() for i in range(40)])
    assert (of_picture > 0.05).float().mean() > 0.8
    assert changed[eyes].mean() < 0.02
    assert changed[outside].max() < 0.01
    middles = torch.stack([(images + 0)[i, :, mask[i]].mean(dim=1) for i in range(2)])
    assert torch.equal(middles[0], middles[1])


def test_a_covered_mouth_leaves_the_eyes_free():
    images, (u, v) = see(astronaut(), 40)
    changed = (cover_mouth(images, (u, v), np.random.default_rng(0)) - images).abs().amax(dim=1)
    mouth = (u.abs() < 0.8) & (v > 0.7) & (v < 1)
    eyes = (u.abs() < 0.8) & (v > 0.15) & (v < 0.35)
    of_picture = torch.stack([(changed[i][mouth[i]] > 0.05).float().mean() for i in range(40)])
    assert of_picture.mean() > 0.2
    assert (of_picture < 0.9).float().mean() > 0.8  # part of it only
    assert changed[eyes].mean() < 0.02


def test_colours_are_of_every_kind():
    images, place = see(masked_astronaut(), 60)
    new = recolour_mask(images, place, np.random.default_rng(0))
    mask = (place[0].abs() < 0.3) & (place[1] > 0.65) & (place[1] < 0.85)
    colours = torch.stack([new[i][:, mask[i]].mean(dim=1) for i in range(60)])
    assert (colours.mean(dim=1) < 0.3).float().mean() > 0.2
    assert (colours.amax(dim=1) - colours.amin(dim=1) > 0.2).float().mean() > 0.1
    stripes = torch.stack([new[i][:, mask[i]].std(dim=1).mean() for i in range(60)])
    assert (stripes > 0.1).float().mean() > 0.1
