"""One process that serves, or several."""

from __future__ import annotations

import logging
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress

from server.app import create_app
from server.process import allow_connections, count_cores, return_freed_memory, silence_decoders
from server.proxy import Network
from server.resources import MissingResourceError
from server.serving import create_server
from server.workers import WorkerError, Workers


def serve(
    say_ready: Callable[[], None],
    listener: socket.socket,
    workers: int,
    proxy: Network | None,
    prefix: str,
    log_level: str,
    webhook: str | None,
) -> None:
    """Serve in this process until a signal; ``workers`` such processes share the cores."""
    silence_decoders()
    _log(log_level)
    config = {
        "DETECTORS": max(1, count_cores() // workers),
        "APPLICATION_ROOT": prefix or "/",
        "WEBHOOK": webhook,
    }
    try:
        server = create_server(create_app(config), listener, proxy, allow_connections())
    except (MissingResourceError, ValueError, OSError) as error:
        sys.exit(str(error))
    return_freed_memory()
    signal.signal(signal.SIGTERM, _end)
    say_ready()
    with suppress(KeyboardInterrupt):
        server.run()


def serve_in_workers(
    say_ready: Callable[[], None],
    listener: socket.socket,
    workers: int,
    proxy: Network | None,
    prefix: str,
    log_level: str,
    webhook: str | None,
) -> None:
    """Serve in so many processes of their own until a signal."""
    _log(log_level)
    try:
        processes = Workers(workers, serve, listener, workers, proxy, prefix, log_level, webhook)
    except WorkerError as error:
        sys.exit(str(error))

    def end(*_: object) -> None:
        listener.close()  # the workers have it too: the last one to close it turns visitors away
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
    logging.getLogger("uvicorn").setLevel(logging.ERROR)  # it warns of what visitors send
