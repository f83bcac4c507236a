"""The machine's Firefox and WebKitGTK, for the smoke tests.

Playwright drives neither as Debian packs them. Firefox speaks WebDriver BiDi itself; WebKitGTK has a
driver that Selenium knows, and wants a display.
"""

from __future__ import annotations

import itertools
import json
import os
import shutil
import subprocess
import warnings
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from typing import Any

from selenium import webdriver
from selenium.common import WebDriverException
from selenium.webdriver.webkitgtk.service import Service
from websocket import WebSocket, create_connection

PATIENCE_S = 120
"""Only so that a page that hangs ends the test."""

READY = "body[data-state=ready]"

PREFERENCES = {
    "media.navigator.streams.fake": True,
    "media.navigator.permission.disabled": True,
    # Turns off what Firefox does on its own.
    "browser.aboutwelcome.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "termsofuse.bypassNotification": True,
}


class BrowserMissing(Exception):  # noqa: N818
    """A browser that this machine does not have, or that does not start on it."""


class PageError(Exception):
    """What a page answered to a script instead of its value, or that it is on its way to another."""


class SmokeBrowser(ABC):
    """A browser with one tab and a camera of its own drawing."""

    @abstractmethod
    def go(self, url: str) -> None:
        """Open a page."""

    @abstractmethod
    def run(self, script: str) -> Any:
        """Evaluate an expression in the page, a promise too.

        Raises:
            PageError: the expression failed.
        """

    def open(self, url: str) -> None:
        """Open the page and wait until the detector is ready."""
        self.go(url)
        self.wait_for(READY)

    def wait_for(self, selector: str) -> None:
        """Wait for an element, on this page or on one that is on its way."""
        end = monotonic() + PATIENCE_S
        said: Any = None
        while monotonic() < end:
            try:
                if self.run(f"document.querySelector({json.dumps(selector)}) !== null"):
                    return
                said = self.run("document.body.dataset.state + ': ' + document.body.innerText")
            except PageError as error:
                said = error
            sleep(0.2)
        raise AssertionError(f"{selector} never came; {said}")


class Firefox(SmokeBrowser):
    def __init__(self, socket: WebSocket) -> None:
        self._socket = socket
        self._commands = itertools.count(1)
        self._ask("session.new", capabilities={})
        self._tab = self._ask("browsingContext.getTree")["contexts"][0]["context"]

    def go(self, url: str) -> None:
        self._ask("browsingContext.navigate", context=self._tab, url=url, wait="interactive")

    def run(self, script: str) -> Any:
        answer = self._ask(
            "script.evaluate",
            # As JSON, because BiDi has its own format for values.
            expression=f"Promise.resolve({script}).then((value) => JSON.stringify(value ?? null))",
            target={"context": self._tab},
            awaitPromise=True,
        )
        if answer["type"] != "success":
            raise PageError(answer["exceptionDetails"]["text"])
        return json.loads(answer["result"]["value"])

    def _ask(self, method: str, **params: Any) -> Any:
        command = next(self._commands)
        self._socket.send(json.dumps({"id": command, "method": method, "params": params}))
        while (answer := json.loads(self._socket.recv())).get("id") != command:
            pass
        if answer["type"] != "success":
            raise PageError(answer["message"])
        return answer["result"]


class WebKit(SmokeBrowser):
    def __init__(self, driver: webdriver.WebKitGTK) -> None:
        driver.set_script_timeout(PATIENCE_S)
        self._driver = driver

    def go(self, url: str) -> None:
        self._driver.get(url)

    def run(self, script: str) -> Any:
        try:
            answer = self._driver.execute_async_script(
                "const done = arguments[0];"
                f"Promise.resolve().then(() => ({script}))"
                ".then((value) => done({value}), (error) => done({error: String(error)}))"
            )
        except WebDriverException as error:
            raise PageError(error.msg) from error
        if "error" in answer:
            raise PageError(answer["error"])
        return answer.get("value")


@contextmanager
def open_firefox() -> Iterator[SmokeBrowser]:
    """Start a headless Firefox.

    Raises:
        BrowserMissing: there is none, or it does not start.
    """
    firefox = _find(("firefox-esr", "firefox"), "firefox-esr")
    with TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        lines = (
            f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in PREFERENCES.items()
        )
        Path(profile, "user.js").write_text("".join(lines))
        command = [firefox, "--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0"]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            try:
                port = _read_port(process, Path(profile, "WebDriverBiDiServer.json"))
                socket = create_connection(
                    f"ws://127.0.0.1:{port}/session", timeout=PATIENCE_S, suppress_origin=True
                )
                try:
                    yield Firefox(socket)
                finally:
                    socket.close()
            finally:
                process.kill()


def _read_port(process: subprocess.Popen[bytes], file: Path) -> int:
    """Wait for the file in which Firefox says where it listens."""
    end = monotonic() + PATIENCE_S
    while process.poll() is None and monotonic() < end:
        try:
            return int(json.loads(file.read_text())["ws_port"])
        except (FileNotFoundError, json.JSONDecodeError):
            sleep(0.1)
    raise BrowserMissing("it does not start")


@contextmanager
def open_webkit() -> Iterator[SmokeBrowser]:
    """Start WebKitGTK on a display that nobody sees.

    Raises:
        BrowserMissing: it, its driver or the display is missing or does not start.
    """
    driver_path = _find(("WebKitWebDriver",), "webkit2gtk-driver")
    xvfb = _find(("Xvfb",), "xvfb")
    found = sorted(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))
    if not found:
        raise BrowserMissing("no MiniBrowser of WebKitGTK")
    options = webdriver.WebKitGTKOptions()
    options.binary_location = str(found[-1])
    options.add_argument("--automation")
    options.add_argument("--enable-mock-capture-devices=true")
    with subprocess.Popen(
        [xvfb, "-displayfd", "1", "-screen", "0", "1280x900x24"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as display:
        try:
            assert display.stdout
            environment = {**os.environ, "DISPLAY": f":{display.stdout.readline().strip()}"}
            with warnings.catch_warnings(action="ignore", category=DeprecationWarning):  # Selenium's own
                service = Service(executable_path=driver_path, env=environment)
                try:
                    driver = webdriver.WebKitGTK(options, service)
                except WebDriverException as error:
                    raise BrowserMissing(f"it does not start: {error.msg}") from error
            try:
                yield WebKit(driver)
            finally:
                driver.quit()
        finally:
            display.terminate()


OPENERS = {"Firefox": open_firefox, "WebKit": open_webkit}


def _find(names: tuple[str, ...], package: str) -> str:
    """The path of a program that goes by one of these names."""
    for name in names:
        if found := shutil.which(name):
            return found
    raise BrowserMissing(f"no {names[0]} (Debian: {package})")
