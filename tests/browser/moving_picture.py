"""The README's moving picture: ``python -m tests.browser.moving_picture docs/images/page.webp``.

It shows the real page in Chromium, in real time. The camera sees two people; one of them puts a mask on.
"""

from __future__ import annotations

import io
import math
import sys
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from PIL import Image
from playwright.sync_api import Page, ViewportSize, expect, sync_playwright

from tests import pictures
from tests.browser.camera import LEFT, SIZE, SWAY, make_camera
from tests.browser.chromium import launch_chromium
from tests.browser.serving import serving
from tests.browser.visit import Visit

VIEWPORT: ViewportSize = {"width": 1280, "height": 736}
FRAMES_PER_SECOND = 5
SECONDS = 8
QUALITY = 60


def main(path: Path) -> None:
    with TemporaryDirectory() as folder, serving() as address, sync_playwright() as playwright:
        camera = make_camera(Path(folder) / "scene.y4m", scene(), FRAMES_PER_SECOND)
        browser = launch_chromium(playwright, camera)
        visit = Visit(browser.new_context(viewport=VIEWPORT, color_scheme="light"), address)
        visit.open()
        visit.start()
        expect(visit.page.locator(".counts-number").first).to_have_text("1")
        images, durations_ms = film(visit.page)
        browser.close()
    images[0].save(
        path,
        save_all=True,
        append_images=images[1:],
        duration=durations_ms,
        loop=0,
        quality=QUALITY,
        method=6,
    )
    print(f"{path}: {len(images)} frames, {path.stat().st_size:,} bytes")


def scene() -> Iterator[pictures.Image]:
    """uint8 [480, 640, 3], RGB: on the right a bare face, on the left one with a mask half of the time."""
    bare, masked = pictures.astronaut(), pictures.masked_astronaut()
    width, height = SIZE
    frames = FRAMES_PER_SECOND * SECONDS
    for index in range(frames):
        start = LEFT + round(SWAY * math.sin(4 * math.pi * index / frames))
        left = masked if index >= frames // 2 else bare
        yield np.hstack([face[:height, start : start + width // 2] for face in (left, bare)])


def film(page: Page) -> tuple[list[Image.Image], list[int]]:
    """Screenshots of one round of the scene, and for how many milliseconds each was on screen."""
    images, times = [], [time.monotonic()]
    while times[-1] - times[0] < SECONDS:
        images.append(Image.open(io.BytesIO(page.screenshot())).convert("RGB"))
        times.append(time.monotonic())
    return images, [round(1000 * (end - begin)) for begin, end in pairwise(times)]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
