"""Send visits to another program of the host, such as a door display or Home Assistant."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from http import HTTPStatus
from queue import Empty, Full, Queue
from threading import Lock, Thread
from time import sleep
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

logger = logging.getLogger(__name__)

WAITING = 1000
"""Visits that wait for a program that does not answer; then the oldest is given up."""

TIMEOUT_S = 10
RETRIES_S = (1, 5, 30, 120, 300)
"""Pauses before a visit that was not taken is sent again; after the last it is given up."""

WORTH_RETRYING = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS}
"""Besides the errors of a server, from 500 on."""


class Webhook:
    """Sends JSON to one address, in a separate thread and in order."""

    def __init__(self, url: str, waiting: int = WAITING, retries_s: Sequence[float] = RETRIES_S) -> None:
        """
        Raises:
            ValueError: ``url`` is no address of HTTP.
        """
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(
                f"--webhook: expected an address such as http://127.0.0.1:8123/api/…, got '{url}'"
            )
        self._url = url
        self._retries_s = retries_s
        self._queue: Queue[dict[str, Any]] = Queue(waiting)
        self._lock = Lock()
        self._thread: Thread | None = None

    def send(self, message: dict[str, Any]) -> None:
        """Queue the JSON for sending; return at once."""
        with self._lock:  # the thread starts in the process that sends
            if self._thread is None:
                self._thread = Thread(target=self._run, name="webhook", daemon=True)
                self._thread.start()
            while True:
                try:
                    self._queue.put_nowait(message)
                    return
                except Full:
                    self._drop_oldest()

    def _drop_oldest(self) -> None:
        try:
            self._queue.get_nowait()
        except Empty:
            return
        logger.warning("%s does not keep up: a visit was given up", self._url)

    def _run(self) -> None:
        while True:
            self._deliver(json.dumps(self._queue.get()).encode())

    def _deliver(self, body: bytes) -> None:
        for pause in (*self._retries_s, None):
            try:
                request = Request(self._url, body, {"Content-Type": "application/json"}, method="POST")
                with urlopen(request, timeout=TIMEOUT_S):
                    return
            except HTTPError as error:
                reason = f"status {error.code}"
                if error.code < HTTPStatus.INTERNAL_SERVER_ERROR and error.code not in WORTH_RETRYING:
                    break
            except OSError as error:
                reason = str(error)
            if pause is not None:
                sleep(pause)
        logger.warning("%s did not take a visit: %s", self._url, reason)
