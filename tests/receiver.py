"""A program of the host that takes visits, as a webhook's address."""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Condition, Thread
from typing import Any


class Receiver:
    """A program that answers with the given statuses, then with 200."""

    def __init__(self, *statuses: int) -> None:
        self.bodies: list[Any] = []
        self._arrived = Condition()
        answers = list(statuses)
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                assert self.headers["Content-Type"] == "application/json"
                with receiver._arrived:
                    receiver.bodies.append(json.loads(body))
                    receiver._arrived.notify_all()
                self.send_response(answers.pop(0) if answers else 200)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"
        self._thread = Thread(target=self.server.serve_forever, daemon=True)
        self._thread.start()

    def wait(self, count: int) -> list[Any]:
        with self._arrived:
            assert self._arrived.wait_for(lambda: len(self.bodies) >= count, 60)
        return self.bodies

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
