"""The HTTP server: uvicorn with bounds on connections, in front of the Flask application."""

from __future__ import annotations

import socket
import threading
from types import FrameType

import uvicorn
from flask import Flask

from server.connections import IDLE_S, Connection, Connections
from server.gateway import Gateway
from server.proxy import Network, TrustedProxy

GRACE_S = 10
"""For what is under way when the server is told to end."""

DRAIN_S = 3
"""Behind a proxy, from the signal to the end: time for its health check to send visitors elsewhere."""


class Server(uvicorn.Server):
    """Serves until ``stop()``, or in the main thread until a signal; a second signal ends it at once."""

    def __init__(
        self, config: uvicorn.Config, listener: socket.socket, closing: threading.Event, drain_s: float
    ) -> None:
        super().__init__(config)
        self._listener = listener
        self._closing = closing
        self._drain_s = drain_s

    def run(self, sockets: list[socket.socket] | None = None) -> None:
        super().run(sockets or [self._listener])

    def stop(self) -> None:
        """Accept no more connections, and stop after the open requests; may be called from any thread."""
        self.should_exit = True

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        first = not self._closing.is_set()
        self._closing.set()
        if first and self._drain_s:
            timer = threading.Timer(self._drain_s, super().handle_exit, (sig, frame))
            timer.daemon = True
            timer.start()
        else:
            super().handle_exit(sig, frame)


def create_server(
    app: Flask, listener: socket.socket, proxy: Network | None = None, connections: int = 10_000
) -> Server:
    """Make a server for a bound TCP socket; its ``run()`` returns after it is told to stop.

    Args:
        proxy: addresses of the proxy in front; X-Forwarded-Proto and -Host are trusted only from these.
        connections: how many may be open at once.
    """
    closing = app.extensions["closing"]
    gateway = Gateway(
        TrustedProxy(app, proxy) if proxy else app,
        upload_threads=app.config["DETECTORS"],
        waiting=app.config["WAITING"],
        limit=app.config["MAX_CONTENT_LENGTH"],
        is_closing=closing.is_set,
    )

    class Bounded(Connection):
        book = Connections(connections)

    config = uvicorn.Config(
        gateway,
        loop="asyncio",
        http=Bounded,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=IDLE_S,
        timeout_graceful_shutdown=GRACE_S,
    )
    return Server(config, listener, closing, DRAIN_S if proxy else 0)
