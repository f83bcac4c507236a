"""The exported pages on a host that reads their ``_headers``, as Netlify and Cloudflare Pages do.

What is imported here are tests of the detector in another site's page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fnmatch import fnmatchcase
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from server.security import HEADERS
from tests.browser.test_embedding import (
    page,
    test_an_isolated_page_may_use_it_too,
    test_the_example_of_the_guide_finds_both_faces,
    test_the_policy_of_the_guide_is_enough,
    visit_guide,
)
from tests.browser.test_export import QuietHandler, write_export
from tests.browser.visit import Visit

__all__ = [
    "page",
    "test_an_isolated_page_may_use_it_too",
    "test_the_example_of_the_guide_finds_both_faces",
    "test_the_policy_of_the_guide_is_enough",
    "visit_guide",
]


def read_rules(text: str) -> list[tuple[str, str, str]]:
    """Pattern of addresses, name and value of each header."""
    rules = []
    pattern = ""
    for line in text.splitlines():
        if line.startswith(" "):
            name, value = line.split(":", 1)
            rules.append((pattern, name.strip(), value.strip()))
        else:
            pattern = line
    return rules


@contextmanager
def host(folder: Path) -> Iterator[str]:
    """Serve a site's folder with the headers that its file asks for."""
    rules = read_rules((folder / "_headers").read_text(encoding="utf-8"))

    class Handler(QuietHandler):
        def end_headers(self) -> None:
            for pattern, name, value in rules:
                if fnmatchcase(self.path, pattern):
                    self.send_header(name, value)
            super().end_headers()

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=folder)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def address(bundle: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Of the export, in place of the server's."""
    site = tmp_path_factory.mktemp("site")
    write_export(site, base="")
    with host(site) as origin:
        yield origin


def test_it_is_isolated_at_once(visiting: Callable[..., Visit]) -> None:
    visit = visiting()
    asked: list[str] = []
    visit.page.on("request", lambda request: asked.append(request.url))
    with visit.page.expect_response(f"{visit.address}/") as answer:
        visit.open()
    assert answer.value.header_value("Content-Security-Policy") == HEADERS["Content-Security-Policy"]
    assert visit.page.evaluate("crossOriginIsolated")
    assert not [url for url in asked if "isolation-worker" in url]
