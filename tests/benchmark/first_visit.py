"""The first visit on a slow line, and the second: ``python -m tests.benchmark.first_visit``.

Chromium's own throttling: 1.6 Mbit/s, 150 ms for each request, a processor four times as slow. Times
depend on what else the machine does; bytes do not.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median

from flask import Response
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from tqdm import trange

from server.app import create_app
from tests.benchmark.tables import print_table
from tests.browser.chromium import launch_chromium
from tests.browser.serving import serving
from tests.browser.test_offline import await_worker
from tests.browser.visit import Visit

LATENCY_MS = 150
BYTES_PER_S = 1_600_000 // 8
SLOWER = 4
ROUNDS = 3
UNLIMITED = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}


def main() -> None:
    with counting() as (address, count), sync_playwright() as playwright:
        browser = launch_chromium(playwright)
        visits = [measure(browser, address, count) for _ in trange(ROUNDS, desc="visits")]
        browser.close()
    first, second, transfers, kept = zip(*visits, strict=True)
    load, *_ = os.getloadavg()
    rows = [
        ("first visit: transfer until ready, compressed", f"{median(transfers) / 1e6:.2f} MB"),
        ("kept for without a network, a moment later", f"{median(kept) / 1e6:.2f} MB more"),
        ("first visit: until ready", f"{median(first):.1f} s ({min(first):.1f} to {max(first):.1f})"),
        ("second visit: until ready", f"{median(second):.1f} s ({min(second):.1f} to {max(second):.1f})"),
        ("processes that wanted this machine's cores", f"{load:.0f} for {os.cpu_count()}"),
    ]
    print_table(("figure", "value"), rows)


@contextmanager
def counting() -> Iterator[tuple[str, Callable[[], int]]]:
    """Serve the page; gives its address, and how many bytes it has sent."""
    transferred: list[int] = []
    app = create_app()

    @app.after_request
    def count(response: Response) -> Response:
        # Pages are compressed after this.
        response.call_on_close(lambda: transferred.append(response.content_length or 0))
        return response

    with serving(app) as address:
        yield address, lambda: sum(transferred)


def measure(browser: Browser, address: str, count: Callable[[], int]) -> tuple[float, float, int, int]:
    """Seconds until ready of a first visit and of a second; bytes of the first and of what it keeps."""
    context = browser.new_context()
    before = count()
    seconds = open_slowly(context, address)
    transfer = count() - before
    await_worker(context.pages[0], "active", "activated")
    kept = count() - before - transfer
    context.pages[0].close()
    again = open_slowly(context, address)
    context.close()
    return seconds, again, transfer, kept


def open_slowly(context: BrowserContext, address: str) -> float:
    """Open the page in a new tab; gives the seconds until it is ready."""
    visit = Visit(context, address)
    session = context.new_cdp_session(visit.page)
    line = {"offline": False, "latency": LATENCY_MS, "downloadThroughput": BYTES_PER_S}
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", line | {"uploadThroughput": BYTES_PER_S})
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page = visit.open()
    seconds: float = page.evaluate("performance.now()") / 1000
    session.send("Network.emulateNetworkConditions", UNLIMITED)
    return seconds


if __name__ == "__main__":
    main()
