"""A Chromium for the tests: the machine's own, or one that is installed now."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Browser, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

INSTALLERS = (
    (sys.executable, "-m", "playwright", "install", "--with-deps", "chromium"),
    ("apt-get", "update"),
    ("apt-get", "install", "--yes", "--no-install-recommends", "chromium"),
)
"""Tried in this order until a browser is there."""

QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
"""The browser's own errands, which have nothing to do with the page."""


def launch_chromium(playwright: Playwright, arguments: Sequence[str] = ()) -> Browser:
    """Start a headless Chromium.

    Raises:
        RuntimeError: there is none and none could be installed.
    """
    return playwright.chromium.launch(
        executable_path=provide_chromium(playwright), args=complete_arguments(arguments)
    )


def complete_arguments(arguments: Sequence[str]) -> list[str]:
    """Chromium's arguments, with those that every test needs."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    sandbox = ["--no-sandbox"] if is_root else []
    return [*QUIET, *sandbox, *arguments]


def provide_chromium(playwright: Playwright) -> str:
    """Find a Chromium, or install one; gives its path."""
    for installer in (None, *INSTALLERS):
        if installer and shutil.which(installer[0]):
            print("installing a browser:", *installer, file=sys.stderr)
            subprocess.run(installer, check=False)
        for candidate in (*map(shutil.which, NAMES), playwright.chromium.executable_path):
            if candidate and Path(candidate).exists():
                return candidate
    raise RuntimeError(
        f"No Chromium found as {', '.join(NAMES)} or at {candidate}, and none could be installed. "
        "Install one: 'apt-get install chromium' or 'playwright install chromium'."
    )
