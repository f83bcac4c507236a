"""Several processes that serve one socket; a process that dies is replaced."""

from __future__ import annotations

import logging
import os
import signal
import threading
from collections.abc import Callable
from multiprocessing import connection, get_context, parent_process
from multiprocessing.context import SpawnProcess
from multiprocessing.synchronize import Event
from time import sleep
from typing import Any

logger = logging.getLogger(__name__)

LOOK_S = 0.2
"""Between two looks at the workers."""

PAUSE_S = 1
"""Before a worker is replaced that never became ready."""

Work = Callable[..., None]
"""Called with a function that it has to call once it is ready, and the arguments."""

_context = get_context("spawn")


class WorkerError(RuntimeError):
    """A worker ended before it was ready; its own output is above."""


class Workers:
    """Processes that do the same work, replaced when they die."""

    def __init__(self, count: int, work: Work, *arguments: Any) -> None:
        """Start the processes and wait until all are ready.

        Raises:
            WorkerError: a process ended before it was ready.
        """
        self._work = work
        self._arguments = arguments
        self._ending = False
        self._workers = [self._start() for _ in range(count)]
        for process, ready in self._workers:
            while not ready.wait(LOOK_S):
                if process.exitcode is not None:
                    self.end()
                    self._join()
                    raise WorkerError(f"A worker ended with code {process.exitcode} before it was ready.")

    def run(self) -> None:
        """Replace processes that die, until ``end`` is called and all have ended."""
        while not self._ending:
            connection.wait([process.sentinel for process, _ in self._workers], LOOK_S)
            for index, (process, ready) in enumerate(self._workers):
                if self._ending or process.exitcode is None:
                    continue
                logger.error("A worker ended with code %s; another one starts.", process.exitcode)
                if not ready.is_set():
                    sleep(PAUSE_S)
                self._workers[index] = self._start()
        self._join()

    def end(self) -> None:
        """Tell all processes to finish their open requests; a second call ends them at once."""
        self._ending = True
        for process, _ in self._workers:
            if process.is_alive():
                process.terminate()

    def _join(self) -> None:
        for process, _ in self._workers:
            process.join()

    def _start(self) -> tuple[SpawnProcess, Event]:
        ready = _context.Event()
        process = _context.Process(target=_run, args=(ready, self._work, *self._arguments))
        process.start()
        return process, ready


def _run(ready: Event, work: Work, *arguments: Any) -> None:
    if hasattr(os, "setpgrp"):
        os.setpgrp()  # Ctrl+C in a terminal reaches only the parent, which ends the workers
    threading.Thread(target=_end_with_parent, daemon=True).start()
    work(ready.set, *arguments)


def _end_with_parent() -> None:
    parent = parent_process()
    assert parent is not None
    connection.wait([parent.sentinel])
    signal.raise_signal(signal.SIGTERM)
