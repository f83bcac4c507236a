"""The page's figures, as a Markdown table: ``python -m tests.benchmark.page``.

Measured in headless Chromium on WebAssembly with a film for a camera. Times depend on the machine and on
what else it does; the ratio compares two things measured in turn.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import sync_playwright
from tqdm import trange

from tests.benchmark.first_visit import counting
from tests.benchmark.tables import print_table
from tests.browser.camera import film_frame, make_film_camera
from tests.browser.chromium import launch_chromium
from tests.browser.visit import Visit

ROUNDS = 5
FRAMES = 40
"""Of the camera in each round, the first of which are not counted."""

WARM = 5
PHOTOS = 8
"""In each round: the page is at rest but for the network."""

OBSERVE = """() => {
  window.pictures = [];
  window.longTasks = [];
  const keep = (list) => pictures.push(...list.getEntriesByName('picture')
    .map(({duration, detail}) => ({duration, network: detail.network})));
  new PerformanceObserver(keep).observe({entryTypes: ['measure']});
  new PerformanceObserver((list) => longTasks.push(...list.getEntries().map(({duration}) => duration)))
    .observe({entryTypes: ['longtask']});
}"""
"""Browsers call a task long from 50 ms; shorter ones they do not tell."""


def main() -> None:
    with (
        TemporaryDirectory() as folder,
        counting() as (address, count_bytes),
        visiting(Path(folder), address) as visit,
    ):
        lite = Visit(visit.page.context, address)
        visit.open("?backend=wasm")
        visit.start()
        visit.page.locator("#detections > li").first.wait_for()
        until_first_detection = count_bytes()
        lite.open("?backend=wasm&model=face-mask-260-lite")
        drawn, in_turn, alone, alone_lite, tasks = measure(visit, lite, Path(folder) / "photo.png")
        engine = visit.page.locator("#engine").inner_text()

    rows = [
        ("engine", engine),
        ("transfer until the first detection, compressed", f"{until_first_detection / 1e6:.2f} MB"),
        ("capture to drawn boxes, 640×480", f"{drawn:.1f} ms"),
        ("network in the same pictures", f"{in_turn:.1f} ms"),
        ("network alone, page at rest", f"{alone:.1f} ms"),
        ("capture to drawn ÷ network alone", f"{drawn / alone:.2f}"),
        ("network of the lite model alone", f"{alone_lite:.1f} ms"),
        ("lite model ÷ usual model, networks alone", f"{alone_lite / alone:.2f}"),
        ("main-thread tasks of 50 ms or more", f"{len(tasks)}, longest {max(tasks, default=0):.0f} ms"),
    ]
    print_table(("figure", "value"), rows)


@contextmanager
def visiting(folder: Path, address: str) -> Iterator[Visit]:
    Image.fromarray(film_frame()).save(folder / "photo.png")
    camera = make_film_camera(folder / "film.y4m")
    with sync_playwright() as playwright:
        browser = launch_chromium(playwright, camera)
        yield Visit(browser.new_context(), address)
        browser.close()


def measure(visit: Visit, lite: Visit, photo: Path) -> tuple[float, float, float, float, list[float]]:
    """Milliseconds, medians: capture to drawn, the network within that, the usual and the lite network alone;
    and long tasks."""
    page = visit.page
    page.evaluate(OBSERVE)
    lite.page.evaluate(OBSERVE)
    drawn, in_turn, alone, alone_lite = [], [], [], []
    tasks: list[float] = []
    for _ in trange(ROUNDS, desc="rounds"):
        page.bring_to_front()
        if page.locator("body").get_attribute("data-state") != "running":
            visit.start()
        page.evaluate("pictures.length = longTasks.length = 0")
        while page.evaluate("pictures.length") < FRAMES:
            page.wait_for_timeout(100)
        tasks += page.evaluate("longTasks")
        pictures = page.evaluate("pictures")[WARM:FRAMES]
        drawn += [picture["duration"] for picture in pictures]
        in_turn += [picture["network"] for picture in pictures]
        page.get_by_role("button", name="Stop").click()
        visit.wait_for("paused")
        alone += time_network(visit, photo)
        alone_lite += time_network(lite, photo)
    return median(drawn), median(in_turn), median(alone), median(alone_lite), tasks


def time_network(visit: Visit, photo: Path) -> list[float]:
    """Milliseconds of each run on a photo, with the page in front and at rest."""
    page = visit.page
    page.bring_to_front()
    page.evaluate("pictures.length = 0")
    for index in range(PHOTOS):
        visit.choose(photo)
        while page.evaluate("pictures.length") <= index:
            page.wait_for_timeout(20)
    times: list[float] = page.evaluate("pictures.map(({network}) => network)")
    return times


if __name__ == "__main__":
    main()
