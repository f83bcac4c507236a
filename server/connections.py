"""Open connections with time limits, so that idle ones do not block other clients.

uvicorn does not limit the time to receive a request, to send a response, or until a connection's first
request. Here each of the three has a limit. When too many connections are open, the one that has been idle
the longest is closed.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

IDLE_S = 150
"""Without a request. Proxies keep connections for less (Caddy 120 s), so none is closed in their hands."""

HEAD_S = 30
"""From a request's first byte to the end of its headers."""

STALL_S = 30
"""Without a byte of an upload that comes, or of an answer that leaves."""

MAX_HEAD_BYTES = 2**16
"""Of a request line and its headers."""

MAX_UPLOADS_BYTES = 2**28
"""Of all uploads together that are held while they come."""


class Connections:
    """The open connections of a server, the one that has been idle the longest first."""

    def __init__(self, limit: int) -> None:
        """Keep at most ``limit`` connections open."""
        self._limit = limit
        self._open: dict[Connection, None] = {}
        self._held = 0

    def add(self, connection: Connection) -> None:
        self._open[connection] = None
        if len(self._open) > self._limit:
            self._drop(next(iter(self._open)))

    def touch(self, connection: Connection) -> None:
        """Move a connection to the end, because it has received or sent data."""
        if self._open.pop(connection, self) is None:
            self._open[connection] = None

    def remove(self, connection: Connection) -> None:
        self._open.pop(connection, None)

    def hold(self, connection: Connection, num_bytes: int) -> None:
        """Add bytes of a connection's upload that are in memory; a negative number removes them."""
        connection.held += num_bytes
        self._held += num_bytes
        if self._held > MAX_UPLOADS_BYTES:
            self._drop(next(quiet for quiet in self._open if quiet.held))

    def _drop(self, connection: Connection) -> None:
        self.remove(connection)
        connection.transport.abort()


class Connection(HttpToolsProtocol):
    """uvicorn's connection with limits. It overrides only methods of asyncio.Protocol."""

    book: Connections
    """Of the server; a class of its own for each."""

    transport: asyncio.Transport

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.held = 0
        self._answering = False
        self._head_bytes = 0
        self._closed = asyncio.Event()

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        raw = transport.get_extra_info("socket")
        if raw.family in (socket.AF_INET, socket.AF_INET6):
            raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, True)  # asyncio does not always
        transport.set_write_buffer_limits(high=0)  # each send waits until the one before has left
        self.book.add(self)
        self._timer = self.loop.call_later(IDLE_S, transport.abort)

    def data_received(self, data: bytes) -> None:
        self.book.touch(self)
        if not self._answering:
            if self._head_bytes > MAX_HEAD_BYTES:
                self.transport.abort()
                return
            if not self._head_bytes:
                self._expect(HEAD_S)
            self._head_bytes += len(data)
        CURRENT.set(self)  # the task that answers gets a copy of the context
        super().data_received(data)

    def connection_lost(self, exc: Exception | None) -> None:
        self._timer.cancel()
        self.book.remove(self)
        self._closed.set()
        super().connection_lost(exc)

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Suspend the limits from a request's headers to the end of its response; the gateway has its own."""
        self._timer.cancel()
        self._answering = True
        try:
            yield
        finally:
            self._answering = False
            self._head_bytes = 0
            self._expect(IDLE_S)

    async def abort(self) -> None:
        """Close at once, without waiting for the client."""
        self.transport.abort()
        await self._closed.wait()

    def _expect(self, seconds: float) -> None:
        """Close the connection at that time, unless this is called again before."""
        self._timer.cancel()
        if not self.transport.is_closing():
            self._timer = self.loop.call_later(seconds, self.transport.abort)


CURRENT: ContextVar[Connection] = ContextVar("connection")
"""The connection that the current task answers."""
