"""Clients of the server for its benchmarks: cheap ones that count, and some that stall."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from time import perf_counter, sleep

from PIL import Image
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from tests.pictures import astronaut

TIMEOUT_S = 60


def make_upload() -> bytes:
    """A request of the API, whole, with a 640×480 JPEG of one face."""
    stream = BytesIO()
    Image.fromarray(astronaut()).resize((640, 480)).save(stream, "JPEG", quality=90)
    stream.seek(0)
    boundary, body = encode_multipart({"image": FileStorage(stream, "photo.jpg")})
    head = (
        f"POST /api/detect HTTP/1.1\r\nHost: localhost\r\n"
        f"Content-Type: multipart/form-data; boundary={boundary}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


HEALTH = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"


class Client:
    """One connection that stays open; the least work on its own side."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), TIMEOUT_S)

    def ask(self, request: bytes) -> tuple[int, dict[bytes, bytes]]:
        """Send a whole request; gives status and headers once the answer has come whole."""
        self._socket.sendall(request)
        answer = b""
        while (end := answer.find(b"\r\n\r\n")) < 0:
            answer += self._receive()
        line, *lines = answer[:end].split(b"\r\n")
        headers = dict(line.lower().split(b": ", 1) for line in lines)
        missing = end + 4 + int(headers[b"content-length"]) - len(answer)
        while missing > 0:
            missing -= len(self._receive())
        return int(line.split()[1]), headers

    def close(self) -> None:
        self._socket.close()

    def _receive(self) -> bytes:
        data = self._socket.recv(2**16)
        if not data:
            raise ConnectionError("the server closed the connection")
        return data


@dataclass
class Tally:
    """What clients saw: seconds of each answered request, and how often each status came."""

    seconds: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    duration: float = 0

    @property
    def per_second(self) -> float:
        return len(self.seconds) / self.duration


def load(port: int, clients: int, duration: float) -> Tally:
    """Ask the API with so many clients at once; each waits as long as Retry-After says when refused."""
    tally, request = Tally(), make_upload()
    start = perf_counter()

    def work(_: int) -> None:
        client = Client(port)
        while perf_counter() < start + duration:
            asked = perf_counter()
            status, headers = client.ask(request)
            if status == 200:
                tally.seconds.append(perf_counter() - asked)
            else:
                sleep(min(int(headers[b"retry-after"]), max(0, start + duration - perf_counter())))
            tally.statuses[status] = tally.statuses.get(status, 0) + 1
        client.close()

    with ThreadPoolExecutor(clients) as pool:
        list(pool.map(work, range(clients)))
    tally.duration = perf_counter() - start
    return tally


@contextmanager
def stalling(port: int, uploads: int, idle: int, readers: int) -> Iterator[list[socket.socket]]:
    """Connections that send a byte of an upload, or nothing at all, or read nothing of a large answer."""
    upload = make_upload()
    begun = upload[: upload.index(b"\r\n\r\n") + 5]
    large = b"GET /static/model/model.onnx HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with ExitStack() as stack:
        connections = []
        for words, count in ((begun, uploads), (b"", idle), (large, readers)):
            for _ in range(count):
                connection = socket.create_connection(("127.0.0.1", port), TIMEOUT_S)
                connections.append(stack.enter_context(connection))
                connection.sendall(words)
        yield connections
