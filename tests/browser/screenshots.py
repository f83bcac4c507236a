"""The page's states as pictures, to look at: ``python -m tests.browser.screenshots FOLDER``.

The README's picture is made by :mod:`tests.browser.moving_picture`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import BrowserContext, ViewportSize, expect, sync_playwright

from tests.browser.camera import make_film_camera, make_film_file
from tests.browser.chromium import launch_chromium
from tests.browser.serving import serving
from tests.browser.test_record import fill, open_record
from tests.browser.visit import Visit

SIZES: dict[str, ViewportSize] = {
    "desktop": {"width": 1280, "height": 860},
    "phone": {"width": 390, "height": 844},
    "small": {"width": 360, "height": 640},
    "wall": {"width": 3840, "height": 2160},
}
SCHEMES = {"desktop": ("light", "dark"), "phone": ("light", "dark"), "small": ("light",), "wall": ("dark",)}
SAMPLES = [Path("static/samples") / f"{name}.jpg" for name in ("crowd", "two-faces", "cat")]


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as made, serving() as address, sync_playwright() as playwright:
        film = make_film_file(Path(made) / "film.webm", faces_until=60, seconds=60)
        seeing = launch_chromium(playwright, make_film_camera(Path(made) / "film.y4m"))
        blind = launch_chromium(playwright)
        for size, schemes in SCHEMES.items():
            for scheme in schemes:
                options = {"viewport": SIZES[size], "color_scheme": scheme, "reduced_motion": "reduce"}
                suffix = folder / f"-{size}-{scheme}.png"
                take_live_pictures(seeing.new_context(**options), address, suffix, film)  # type: ignore[arg-type]
                take_translations(seeing.new_context(**options), address, suffix)  # type: ignore[arg-type]
                take_record(blind.new_context(**options), address, suffix)  # type: ignore[arg-type]
                take_failure(blind.new_context(**options), address, suffix)  # type: ignore[arg-type]
                plain = seeing.new_context(java_script_enabled=False, **options)  # type: ignore[arg-type]
                take_plain_pictures(plain, address, suffix)
        seeing.close()
        blind.close()


def take(visit: Visit, state: str, suffix: Path, whole: bool = False) -> None:
    path = suffix.with_name(state + suffix.name)
    visit.page.screenshot(path=path, full_page=whole)
    print(path)


def take_live_pictures(context: BrowserContext, address: str, suffix: Path, film: Path) -> None:
    """One visit: at rest, camera, settings, a film, photos, the reception desk."""
    visit = Visit(context, address)
    page = visit.open()
    take(visit, "ready", suffix)
    visit.start()
    expect(page.locator("#detections > li")).to_have_count(2)
    expect(page.locator(".counts-number").last).to_have_text("1")
    take(visit, "running", suffix)
    page.get_by_role("button", name="Stop").click()
    visit.wait_for("paused")
    take(visit, "paused", suffix)
    page.get_by_text("Settings", exact=True).click()
    page.get_by_text("Speed and memory").click()
    take(visit, "settings", suffix, whole=True)
    visit.open()
    visit.choose(film)
    expect(page.locator("#detections > li")).to_have_count(2)
    page.get_by_role("button", name="Pause").click()
    take(visit, "film", suffix)
    visit.choose(SAMPLES)
    expect(page.locator("#photos button").last).to_contain_text("1 no mask")
    take(visit, "photos", suffix)
    visit.open("?view=kiosk&today=1", state="running")
    expect(page.locator("#live")).to_have_attribute("data-verdict", "no_mask")
    expect(page.locator("#today-visits")).to_contain_text("1 no mask")
    take(visit, "kiosk", suffix)
    context.close()


def take_translations(context: BrowserContext, address: str, suffix: Path) -> None:
    """Every page in every language but English."""
    visit = Visit(context, address)
    for language in ("de", "es", "fr", "ja", "zh"):
        page = visit.open(f"?lang={language}")
        page.locator("details").evaluate_all("all => all.forEach((details) => (details.open = true))")
        take(visit, f"{language}-settings", suffix, whole=True)
        open_record(visit)
        with TemporaryDirectory() as folder:
            fill(page, Path(folder))
        take(visit, f"{language}-visits", suffix, whole=True)
        page.goto(f"{address}/how-it-works")
        visit.wait_for("ready")
        take(visit, f"{language}-lesson", suffix, whole=True)
        visit.open("?view=kiosk&today=1", state="running")
        expect(page.locator("#today-visits")).not_to_be_empty()
        take(visit, f"{language}-kiosk", suffix)
        page.goto(f"{address}/detect")
        take(visit, f"{language}-form", suffix, whole=True)
    context.close()


def take_record(context: BrowserContext, address: str, suffix: Path) -> None:
    """The page of the record: empty, and with a year of three classes."""
    visit = Visit(context, address)
    page = open_record(visit)
    take(visit, "visits-empty", suffix, whole=True)
    with TemporaryDirectory() as folder:
        fill(page, Path(folder))
    take(visit, "visits", suffix, whole=True)
    context.close()


def take_failure(context: BrowserContext, address: str, suffix: Path) -> None:
    visit = Visit(context, address)
    visit.open().get_by_role("button", name="Start camera").click()
    visit.wait_for("error")
    take(visit, "error", suffix)
    context.close()


def take_plain_pictures(context: BrowserContext, address: str, suffix: Path) -> None:
    visit = Visit(context, address)
    visit.page.goto(address)
    take(visit, "noscript", suffix)
    context.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
