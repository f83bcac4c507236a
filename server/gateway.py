"""Connect uvicorn to a WSGI application; a thread starts only when the whole upload is in memory."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes

from werkzeug.datastructures import Headers
from werkzeug.test import run_wsgi_app

from server.connections import CURRENT, STALL_S, Connection
from server.errors import REFUSED

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication, WSGIEnvironment
    from uvicorn._types import ASGIReceiveCallable, ASGISendCallable, HTTPScope

UPLOAD_S = 600
"""For a whole upload."""

PAGE_THREADS = 4
"""For all other requests: pages and files."""

PIECE_BYTES = 2**16
"""Of an answer, sent at once; the next waits until it has left."""


class DisconnectedError(Exception):
    """The client has closed the connection."""


class Gateway:
    """An ASGI application that calls a WSGI application.

    A body over the limit is read to its end and discarded; only its length is kept. If the connection were
    closed earlier, the visitor would see a network error instead of our sentence.

    Uploads within the limit queue for a few threads of their own, one for each detector. So only these few
    run the network, and each goes from one answer to the next request while their code is in the cache.
    """

    def __init__(
        self,
        app: WSGIApplication,
        upload_threads: int,
        waiting: int,
        limit: int,
        is_closing: Callable[[], bool],
    ) -> None:
        """Run the application in threads.

        Args:
            upload_threads: how many uploads are answered at once.
            waiting: how many more may wait; further ones are refused, if possible before the body is read.
            limit: largest body in bytes.
            is_closing: returns True if the server is about to stop, so that connections are closed.
        """
        self._app = app
        self._upload_threads = ThreadPoolExecutor(upload_threads, thread_name_prefix="upload")
        self._page_threads = ThreadPoolExecutor(PAGE_THREADS, thread_name_prefix="page")
        self._free_places = upload_threads + waiting
        self._limit = limit
        self._is_closing = is_closing

    async def __call__(self, scope: HTTPScope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
        connection = CURRENT.get()
        with connection.answering():
            try:
                await self._answer(connection, scope, receive, send)
            except DisconnectedError:
                pass
            except (TimeoutError, asyncio.CancelledError):  # the client stalls, or the server ends
                await connection.abort()

    async def _answer(
        self, connection: Connection, scope: HTTPScope, receive: ASGIReceiveCallable, send: ASGISendCallable
    ) -> None:
        sends_body = has_body(scope)
        unread = sends_body and not self._free_places
        body, length = BytesIO(), 0
        if not unread:
            body, length = await self._read(connection, receive, self._limit)
        environ = make_environ(scope, body, length)
        is_upload = sends_body and length <= self._limit
        if is_upload and self._free_places:
            self._free_places -= 1
            try:
                content, status, headers = await self._call(self._upload_threads, environ)
            finally:
                self._free_places += 1
        else:
            environ[REFUSED] = is_upload
            content, status, headers = await self._call(self._page_threads, environ)
        if self._is_closing():
            headers["Connection"] = "close"
        await _send(connection, send, content, status, headers)
        if unread:  # a client that still sends would lose the answer if the connection closed
            await self._read(connection, receive, 0)
        async with asyncio.timeout(STALL_S):
            await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _call(
        self, threads: ThreadPoolExecutor, environ: WSGIEnvironment
    ) -> tuple[bytes, int, Headers]:
        return await asyncio.get_running_loop().run_in_executor(threads, _run, self._app, environ)

    async def _read(
        self, connection: Connection, receive: ASGIReceiveCallable, limit: int
    ) -> tuple[BytesIO, int]:
        """The body (empty if over the limit) and its length in bytes."""
        body, length = BytesIO(), 0
        try:
            async with asyncio.timeout(UPLOAD_S):
                while True:
                    async with asyncio.timeout(STALL_S):
                        message = await receive()
                    if message["type"] != "http.request":
                        raise DisconnectedError
                    piece = message["body"]
                    length += len(piece)
                    if length <= limit:
                        connection.book.hold(connection, len(piece))
                        body.write(piece)
                    elif connection.held:
                        body = BytesIO()
                        connection.book.hold(connection, -connection.held)
                    if not message["more_body"]:
                        body.seek(0)
                        return body, length
        finally:
            connection.book.hold(connection, -connection.held)


async def _send(
    connection: Connection, send: ASGISendCallable, content: bytes, status: int, headers: Headers
) -> None:
    """Send a response without its final event."""
    raw = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers]
    await send({"type": "http.response.start", "status": status, "headers": raw, "trailers": False})
    for start in range(0, len(content), PIECE_BYTES):
        piece = content[start : start + PIECE_BYTES]
        async with asyncio.timeout(STALL_S):
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        connection.book.touch(connection)


def _run(app: WSGIApplication, environ: WSGIEnvironment) -> tuple[bytes, int, Headers]:
    pieces, status, headers = run_wsgi_app(app, environ, buffered=True)
    return b"".join(pieces), int(status.split()[0]), headers


def has_body(scope: HTTPScope) -> bool:
    headers = dict(scope["headers"])
    return b"transfer-encoding" in headers or headers.get(b"content-length", b"0") != b"0"


def make_environ(scope: HTTPScope, body: BytesIO, length: int) -> WSGIEnvironment:
    """The WSGI environment (PEP 3333) of a request whose body has been received."""
    server, client = scope["server"] or ("", 0), scope["client"] or ("", 0)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(scope["raw_path"]).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1]),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": client[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": body,
        "wsgi.errors": None,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.input_terminated": True,
    }
    for raw_name, raw_value in scope["headers"]:
        name = raw_name.decode("latin-1").upper().replace("-", "_")
        if b"_" in raw_name or name in ("CONTENT_LENGTH", "TRANSFER_ENCODING"):
            continue  # WSGI could not tell it from the header with a hyphen, which a proxy may have removed
        key = name if name == "CONTENT_TYPE" else f"HTTP_{name}"
        value = raw_value.decode("latin-1")
        environ[key] = f"{environ[key]},{value}" if key in environ else value
    if has_body(scope):
        environ["CONTENT_LENGTH"] = str(length)
    return environ
