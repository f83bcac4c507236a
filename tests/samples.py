"""The sample pictures of the page, for visitors without a camera: ``python -m tests.samples`` writes them.

All come from scikit-image: the astronaut is a NASA portrait in the public domain, the cat was released under
CC0 by Stéfan van der Walt. The masks are drawn by :mod:`tests.pictures`.
"""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from PIL import Image as Pillow
from PIL import ImageOps
from skimage import data

from tests.browser.camera import film_frame
from tests.pictures import Image, astronaut, masked_astronaut

FOLDER = Path(__file__).parents[1] / "static" / "samples"
QUALITY = 82

THUMBNAIL = 144, 108
"""Width and height of what the page shows of them, twice as large as it is there."""

PORTRAIT = slice(18, 338), slice(96, 352)
"""Rows and columns of the astronaut's head and shoulders: 320×256 pixels."""

TINTS = ((1.0, 1.0, 1.0), (1.04, 0.98, 0.9), (0.88, 0.95, 1.03), (0.97, 0.94, 0.88), (1.02, 1.02, 0.98))
MASKED = (True, False, True, True, False, True, False, True)


def crowd() -> Image:
    """uint8 [480, 768, 3], RGB: eight portraits in two rows, five in a mask, every other one mirrored."""
    tiles = []
    for index, masked in enumerate(MASKED):
        tile = (masked_astronaut() if masked else astronaut())[PORTRAIT]
        tile = tile[:, ::-1] if index % 2 else tile
        tinted = np.clip(tile * np.array(TINTS[index % len(TINTS)]), 0, 255).astype(np.uint8)
        tiles.append(cv2.resize(tinted, (192, 240), interpolation=cv2.INTER_AREA))
    half = len(tiles) // 2
    return np.vstack([np.hstack(tiles[:half]), np.hstack(tiles[half:])])


def cat() -> Image:
    """uint8 [300, 451, 3], RGB: nobody is there but a cat."""
    image: Image = data.chelsea()  # type: ignore[no-untyped-call]
    return image


SAMPLES = {"two-faces": film_frame, "crowd": crowd, "cat": cat}

if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, make in SAMPLES.items():
        picture = Pillow.fromarray(make())
        picture.save(FOLDER / f"{name}.jpg", quality=QUALITY, optimize=True)
        small = ImageOps.fit(picture, THUMBNAIL)
        small.save(FOLDER / f"{name}-small.jpg", quality=QUALITY, optimize=True)
