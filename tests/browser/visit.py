"""One tab with the page in it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, FilePayload, Page, expect

from detector.postprocess import Detection

FAR_NAME = "far.example"
"""A name that leads to this machine, but that browsers don't trust without https."""

PATIENCE_MS = 120_000
"""Only so that a page that hangs ends the test; nothing is measured with it."""

REMEMBER_FAST = """{
  const key = 'face-mask-detection.measured';
  try {
    const known = JSON.parse(localStorage.getItem(key)) ?? {agent: navigator.userAgent};
    localStorage.setItem(key, JSON.stringify({...known, slow: false}));
  } catch {} // Not every document has a storage.
}"""

expect.set_options(timeout=PATIENCE_MS)


class Visit:
    """The page in a tab of its own. What it logs as an error, and what it asks of others, is kept.

    The browser remembers that the device is fast enough for the usual model, however busy this machine is,
    unless ``measured`` is False.
    """

    def __init__(self, context: BrowserContext, address: str, *, measured: bool = True) -> None:
        self.errors: list[str] = []
        self.warnings: list[str] = []
        self.foreign: list[str] = []
        self.address = address
        if measured:
            context.add_init_script(REMEMBER_FAST)
        self.page: Page = context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self.page.on("console", lambda line: self._lines(line.type).append(line.text))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        context.on("request", lambda request: self._check(request.url))

    def open(self, query: str = "", state: str = "ready") -> Page:
        self.page.goto(f"{self.address}/{query}")
        self.wait_for(state)
        return self.page

    def wait_for(self, state: str) -> None:
        self.page.locator(f"body:is([data-state={state}], [data-state=error])").wait_for()
        assert self.page.locator("body").get_attribute("data-state") == state, self.warnings

    def start(self) -> None:
        self.page.get_by_role("button", name="Start camera").click()
        self.wait_for("running")

    def choose(self, files: Path | Sequence[Path]) -> None:
        """Choose photos or a film; the first photo's result is there when the state is ``paused``."""
        self.page.locator("#file").set_input_files(files)

    def detections(self) -> list[Detection]:
        """What the page's list says now."""
        faces = self.page.locator("#detections > li").evaluate_all(
            "faces => faces.map((face) => ({...face.dataset}))"
        )
        return [
            Detection(label=face["label"], score=float(face["score"]), box=json.loads(face["box"]))
            for face in faces
        ]

    def ask_server(self, path: Path, **fields: str) -> Any:
        """What the API answers for the same picture, sent as any program would."""
        image = FilePayload(name=path.name, mimeType="application/octet-stream", buffer=path.read_bytes())
        form: dict[str, str | float | bool | bytes | FilePayload] = {"image": image, **fields}
        return self.page.request.post(f"{self.address}/api/detect", multipart=form).json()

    def failure(self) -> str | None:
        self.wait_for("error")
        return self.page.locator("#failure").get_attribute("data-code")

    def _lines(self, kind: str) -> list[str]:
        return {"error": self.errors, "warning": self.warnings}.get(kind, [])

    def _check(self, url: str) -> None:
        if not url.startswith((self.address, "data:", "blob:")):
            self.foreign.append(url)
