"""The WSGI server, taught never to write a visitor's picture to the disk."""

from __future__ import annotations

import socket
import sys

from flask import Flask
from waitress.buffers import OverflowableBuffer
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.receiver import ChunkedReceiver, FixedStreamReceiver
from waitress.server import TcpWSGIServer, create_server

SPARE_THREADS = 4
"""For pages and files while pictures are analysed or wait."""


class MemoryBuffer(OverflowableBuffer):
    """A request's body in memory; once it is over the limit, only its length is kept.

    The rest is still read: a connection closed earlier shows the visitor a network error, not our sentence.
    """

    def __init__(self, limit: int) -> None:
        super().__init__(sys.maxsize)
        self._limit = limit
        self._length = 0

    def __len__(self) -> int:
        return self._length

    def append(self, s: bytes) -> None:
        self._length += len(s)
        if self._length <= self._limit:
            super().append(s)
        else:
            self.buf, self.strbuf = None, b""


PROXY_HEADERS = {"x-forwarded-proto", "x-forwarded-host"}
"""By which a proxy says how a visitor reached it."""


def create_wsgi_server(app: Flask, listener: socket.socket, proxy: str | None = None) -> TcpWSGIServer:
    """Make a server for a bound TCP socket; its ``run()`` returns when the process is told to end.

    Args:
        proxy: IP address of the proxy in front, the only one whose PROXY_HEADERS are believed.
    """
    limit = app.config["MAX_CONTENT_LENGTH"]

    class Parser(HTTPRequestParser):
        def parse_header(self, header_plus: bytes) -> None:
            super().parse_header(header_plus)
            if self.chunked:
                self.body_rcv = ChunkedReceiver(MemoryBuffer(limit))
            elif self.content_length:
                self.body_rcv = FixedStreamReceiver(self.content_length, MemoryBuffer(limit))

    class Channel(HTTPChannel):
        parser_class = Parser

    server = create_server(
        app,
        sockets=[listener],
        threads=app.config["DETECTORS"] + app.config["WAITING"] + SPARE_THREADS,
        ident=None,
        recv_bytes=2**16,
        outbuf_overflow=sys.maxsize,
        trusted_proxy=proxy,
        trusted_proxy_headers=PROXY_HEADERS if proxy else set(),
    )
    assert isinstance(server, TcpWSGIServer)
    server.channel_class = Channel
    return server
