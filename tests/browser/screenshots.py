"""The page's states as pictures, to look at: ``python -m tests.browser.screenshots FOLDER``.

The README's picture is ``running-desktop-light.png``.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, ViewportSize, expect, sync_playwright

from tests.browser.camera import make_film_camera
from tests.browser.chromium import launch_chromium
from tests.browser.serving import serving
from tests.browser.visit import Visit

SIZES: dict[str, ViewportSize] = {
    "desktop": {"width": 1280, "height": 860},
    "phone": {"width": 390, "height": 844},
}


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as made, serving() as address, sync_playwright() as playwright:
        browser = launch_chromium(playwright, make_film_camera(Path(made) / "film.y4m"))
        for size in SIZES:
            take_pictures(browser, address, folder, size, "light")
            take_pictures(browser, address, folder, size, "dark")
        browser.close()


def take_pictures(browser: Browser, address: str, folder: Path, size: str, scheme: str) -> None:
    """One visit: ready, running, paused; and the answer of the form without JavaScript."""
    options = {"viewport": SIZES[size], "color_scheme": scheme}

    def take(visit: Visit, state: str) -> None:
        path = folder / f"{state}-{size}-{scheme}.png"
        visit.page.screenshot(path=path)
        print(path)

    visit = Visit(browser.new_context(**options), address)  # type: ignore[arg-type]
    visit.open()
    take(visit, "ready")
    visit.start()
    expect(visit.page.locator("#detections > li")).to_have_count(2)
    visit.page.wait_for_timeout(2000)
    take(visit, "running")
    visit.page.get_by_role("button", name="Stop").click()
    visit.wait_for("paused")
    take(visit, "paused")
    visit.page.context.close()

    plain = Visit(browser.new_context(java_script_enabled=False, **options), address)  # type: ignore[arg-type]
    plain.page.goto(address)
    take(plain, "noscript")
    plain.page.context.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
