"""The real server, in a thread."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from flask import Flask

from server.app import create_app
from server.proxy import Network
from server.serving import create_server


@contextmanager
def serving(app: Flask | None = None, proxy: Network | None = None) -> Iterator[str]:
    """Serve the page on a free port; gives its address."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = create_server(app or create_app(), listener, proxy)
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://localhost:{listener.getsockname()[1]}"
    finally:
        server.stop()
        thread.join(timeout=10)
