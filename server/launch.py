"""Serve in one process or in several."""

from __future__ import annotations

import logging
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import NamedTuple

from server.app import create_app
from server.process import allow_connections, count_cores, return_freed_memory, silence_decoders
from server.proxy import Network
from server.resources import MissingResourceError
from server.serving import create_server
from server.workers import WorkerError, Workers


class Options(NamedTuple):
    """Options of ``python -m server``, except where to listen.

    proxy: whose X-Forwarded-* headers are trusted. prefix: path of the pages, '' for the root. webhook:
    address that receives each visit.
    """

    workers: int
    proxy: Network | None
    prefix: str
    log_level: str
    webhook: str | None


def serve(say_ready: Callable[[], None], listener: socket.socket, options: Options) -> None:
    """Serve in this process until a signal; ``options.workers`` such processes share the cores."""
    silence_decoders()
    _log(options.log_level)
    detectors = max(1, count_cores() // options.workers)
    config = {
        "DETECTORS": detectors,
        "APPLICATION_ROOT": options.prefix or "/",
        "WEBHOOK": options.webhook,
    }
    try:
        server = create_server(create_app(config), listener, options.proxy, allow_connections())
    except (MissingResourceError, ValueError, OSError) as error:
        sys.exit(str(error))
    return_freed_memory(detectors)
    signal.signal(signal.SIGTERM, _end)
    say_ready()
    with suppress(KeyboardInterrupt):
        server.run()


def serve_in_workers(say_ready: Callable[[], None], listener: socket.socket, options: Options) -> None:
    """Serve in ``options.workers`` processes until a signal."""
    _log(options.log_level)
    try:
        processes = Workers(options.workers, serve, listener, options)
    except WorkerError as error:
        sys.exit(str(error))

    def end(*_: object) -> None:
        listener.close()  # new visitors are refused once every worker has closed it too
        processes.end()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    say_ready()
    processes.run()


def _end(*_: object) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    sys.exit()


def _log(level: str) -> None:
    logging.basicConfig(level=level.upper(), format="%(levelname)s %(name)s: %(message)s")
    logging.getLogger("uvicorn").setLevel(logging.ERROR)  # its warnings are about requests that visitors send
