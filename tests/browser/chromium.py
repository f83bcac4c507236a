"""A Chromium for the tests: the machine's own, or Playwright's."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Browser, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
"""The browser's own errands, which have nothing to do with the page."""

INSTALL = (
    "Install one with 'apt-get install chromium' or 'python -m playwright install --with-deps chromium'."
)


def launch_chromium(playwright: Playwright, arguments: Sequence[str] = ()) -> Browser:
    """Start a headless Chromium.

    Raises:
        RuntimeError: there is none; the message says how to install one.
    """
    executable = next(filter(None, map(shutil.which, NAMES)), None) or playwright.chromium.executable_path
    if not Path(executable).exists():
        raise RuntimeError(f"No Chromium found: looked for {', '.join(NAMES)} and {executable}. {INSTALL}")
    sandbox = [] if os.geteuid() else ["--no-sandbox"]
    return playwright.chromium.launch(executable_path=executable, args=[*QUIET, *sandbox, *arguments])
