import numpy as np
import pytest
import torch

from training.data.photos import DEVICE_SIDE_PX, DevicePhotos, HostPhotos
from training.data.views import Views, choose_views, move_boxes
from training.learning.recipe import PUBLISHED, load_recipe

CPU = torch.device("cpu")
COLOURS = np.full((1, 3), 200, np.uint8)


def whole(width: int, height: int, **changes) -> Views:
    """A window that shows a photo as it is."""
    view = {
        "centre": np.array([[width / 2, height / 2]]),
        "extent": np.array([[width, height]], np.float64),
        "angle": np.zeros(1),
        "mirrored": np.zeros(1, np.bool_),
    }
    return Views(**{**view, **changes})


@pytest.mark.parametrize("keep", [HostPhotos, lambda images: DevicePhotos(images, CPU)])
def test_a_photo_is_shown_pixel_for_pixel_mirrored_and_beyond_its_edge(keep):
    image = np.random.default_rng(0).integers(0, 256, (40, 40, 3), np.uint8)
    photos, rows = keep([image]), np.zeros(1, np.int64)
    (window,) = photos.cut(rows, whole(40, 40), 40, COLOURS).permute(0, 2, 3, 1).numpy()
    np.testing.assert_array_equal(window, image)
    (window,) = photos.cut(rows, whole(40, 40, mirrored=np.ones(1, bool)), 40, COLOURS)
    np.testing.assert_array_equal(window.permute(1, 2, 0).numpy(), image[:, ::-1])
    (window,) = photos.cut(rows, whole(40, 40, angle=np.full(1, np.pi / 2)), 40, COLOURS)
    np.testing.assert_array_equal(window.permute(1, 2, 0).numpy(), np.rot90(image))
    (window,) = photos.cut(rows, whole(40, 40, extent=np.full((1, 2), 80.0)), 80, COLOURS)
    np.testing.assert_array_equal(window.permute(1, 2, 0).numpy()[20:60, 20:60], image)
    assert (window[:, :20] == 200).all()
    (window,) = photos.cut(rows, whole(40, 40), 20, COLOURS, "area")
    means = image.reshape(20, 2, 20, 2, 3).mean(axis=(1, 3))
    np.testing.assert_allclose(window.permute(1, 2, 0).numpy(), means, atol=1)


def test_both_ways_to_cut_agree():
    """OpenCV counts in 32nds of a pixel, so smooth pictures differ by a level or two."""
    generator = np.random.default_rng(0)
    y, x = np.mgrid[:300, :400]
    images = [np.stack([x * 0.6, y * 0.8, (x + y) * 0.3], axis=2).astype(np.uint8) for _ in range(3)]
    rows = generator.integers(0, 3, 24)
    sizes = np.tile([400.0, 300.0], (24, 1))
    boxes = np.tile([150.0, 100.0, 200.0, 180.0], (24, 1, 1))
    kinds = load_recipe(PUBLISHED).windows
    views = choose_views(sizes, boxes, np.ones((24, 1), bool), 132, 260, 0.5, kinds, generator)
    colours = generator.integers(0, 256, (24, 3), np.uint8)
    for how in ("linear", "area"):
        host = HostPhotos(images).cut(rows, views, 132, colours, how).float()
        device = DevicePhotos(images, CPU).cut(rows, views, 132, colours, how).float()
        difference = (host - device).abs().amax(dim=1)
        assert difference.mean() < 1
        assert (difference > 3).float().mean() < 0.02  # along the edge of the photo


@pytest.mark.parametrize("keep", [HostPhotos, lambda images: DevicePhotos(images, CPU)])
@pytest.mark.parametrize("seed", range(6))
def test_boxes_follow_the_picture(keep, seed):
    image = np.zeros((240, 320, 3), np.uint8)
    box = np.array([100, 60, 160, 140])
    y, x = np.mgrid[:240, :320]
    image[((x + 0.5 - 130) / 30) ** 2 + ((y + 0.5 - 100) / 40) ** 2 <= 1] = 255
    kinds = load_recipe(PUBLISHED).windows
    boxes = np.tile(box.astype(np.float64), (8, 1, 1))
    views = choose_views(
        np.tile([320.0, 240.0], (8, 1)),
        boxes,
        np.ones((8, 1), bool),
        260,
        260,
        0.7,
        kinds,
        np.random.default_rng(seed),
    )
    moved, learnable, _ = move_boxes(boxes, np.zeros((8, 1), bool), views, 260)
    photos = keep([image])
    windows = photos.cut(np.zeros(8, np.int64), views, 260, np.zeros((8, 3), np.uint8))[:, 0].numpy()
    for window, (edges,), (large,) in zip(windows, moved, learnable, strict=True):
        if large and edges.min() > 0.01 and edges.max() < 0.99:
            rows, columns = np.flatnonzero((window > 127).any(1)), np.flatnonzero((window > 127).any(0))
            found = [columns[0], rows[0], columns[-1] + 1, rows[-1] + 1]
            np.testing.assert_allclose(edges * 260, found, atol=2)


def test_large_photos_are_reduced_where_memory_is_dear():
    photos = DevicePhotos([np.zeros((500, 2 * DEVICE_SIDE_PX, 3), np.uint8)], CPU)
    assert photos.sizes.tolist() == [[DEVICE_SIDE_PX, 250]]
