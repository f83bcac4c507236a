import cv2
import numpy as np
import pytest
import torch

from training.data.disturbances import (
    LONGEST_MOTION_PX,
    add_noise,
    blur,
    blur_by_motion,
    disturb,
    drop_colours,
    shift_colours,
)
from training.data.jpeg import compress


def rng() -> np.random.Generator:
    return np.random.default_rng(1)


def points(number: int) -> torch.Tensor:
    """Black pictures with one white pixel in the middle."""
    images = torch.zeros(number, 3, 41, 41)
    images[:, :, 20, 20] = 1
    return images


def test_light_and_colour_shift_all_pixels_of_a_channel_alike():
    grey = torch.linspace(0, 1, 8)[None, None, None].expand(200, 3, 1, 8).contiguous()
    shifted = shift_colours(grey, rng())
    assert (shifted.diff(dim=-1) >= 0).all()
    assert shifted.min() >= 0
    assert shifted.max() <= 1
    assert shifted[:, :, 0, 4].min() < 0.35
    assert shifted[:, :, 0, 4].max() > 0.7
    assert (shifted[:, 0] != shifted[:, 1]).any()


def test_grey_pictures_have_three_equal_channels():
    grey = drop_colours(torch.rand(2, 3, 5, 5), rng())
    assert torch.equal(grey[:, 0], grey[:, 1])


def test_motion_blurs_along_a_line_of_any_direction():
    blurred = blur_by_motion(points(300), rng())
    torch.testing.assert_close(blurred.sum((2, 3)), torch.ones(300, 3))
    y, x = torch.meshgrid(torch.arange(41.0) - 20, torch.arange(41.0) - 20, indexing="ij")
    mass = blurred[:, 0]
    moments = torch.stack([(mass * w).sum((1, 2)) for w in (x * x, x * y, x * y, y * y)], dim=1)
    spread, direction = torch.linalg.eigh(moments.view(-1, 2, 2))
    assert (spread[:, 0] < 0.5).all()  # hardly any blur across the line
    assert spread[:, 1].max() > 4
    angles = torch.atan2(direction[:, 1, 1], direction[:, 0, 1]) % np.pi
    assert np.histogram(angles.numpy(), bins=6, range=(0, np.pi))[0].min() > 20
    reach = (mass > 1e-4).nonzero()[:, 1:].sub(20).abs().max()
    assert reach == LONGEST_MOTION_PX // 2


def test_blur_is_a_mean_and_keeps_flat_areas():
    blurred = blur(points(40), rng())
    torch.testing.assert_close(blurred.sum((2, 3)), torch.ones(40, 3))
    assert {round(1 / float(v)) for v in blurred.amax((1, 2, 3))} <= {2, 3, 4, 9, 16}
    torch.testing.assert_close(blur(torch.full((4, 3, 9, 9), 0.5), rng()), torch.full((4, 3, 9, 9), 0.5))


def test_noise_is_as_strong_as_said():
    noise = add_noise(torch.full((30, 3, 40, 40), 0.5), rng()) - 0.5
    deviations = noise.std(dim=(1, 2, 3)) * 255
    assert 2 <= deviations.min() < 4
    assert 9 < deviations.max() < 12.5


@pytest.mark.parametrize("quality", [25, 60, 90])
def test_jpeg_leaves_what_a_jpeg_library_leaves(quality):
    generator = np.random.default_rng(0)
    picture = cv2.resize(generator.integers(0, 256, (10, 13, 3), np.uint8), (132, 100))
    _, data = cv2.imencode(".jpg", picture[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
    expected = cv2.imdecode(data, cv2.IMREAD_COLOR)[..., ::-1].astype(np.float64)
    images = torch.from_numpy(picture.copy()).permute(2, 0, 1)[None].float() / 255
    got = compress(images, torch.tensor([float(quality)]))[0].permute(1, 2, 0).numpy() * 255
    assert np.abs(got - expected).mean() < 1.2  # the library rounds its planes to whole levels


def test_only_the_rows_that_are_named_are_disturbed():
    images = torch.randint(0, 256, (40, 3, 32, 32), dtype=torch.uint8)
    before = images.clone()
    disturb(images, np.arange(20), rng())
    changed = (images != before).flatten(1).any(dim=1)
    assert not changed[20:].any()
    assert changed[:20].float().mean() > 0.6
    again = before.clone()
    disturb(again, np.arange(20), rng())
    assert torch.equal(images, again)
    disturb(again, np.arange(0), rng())
