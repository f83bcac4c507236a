"""The proxy in front: who it is, and what is believed of it alone."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

from werkzeug.middleware.proxy_fix import ProxyFix

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def read_network(text: str) -> Network:
    """An address, or a network such as 172.16.0.0/12.

    Raises:
        ValueError: it is neither.
    """
    return ipaddress.ip_network(text)


class TrustedProxy:
    """A WSGI application whose X-Forwarded-Proto and -Host are believed if a proxy of a network sent them."""

    def __init__(self, app: WSGIApplication, network: Network) -> None:
        self._app = app
        self._fixed = ProxyFix(app, x_for=0, x_proto=1, x_host=1)
        self._network = network

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        app = self._fixed if self._trusts(environ["REMOTE_ADDR"]) else self._app
        return app(environ, start_response)

    def _trusts(self, text: str) -> bool:
        address = ipaddress.ip_address(text.split("%")[0])
        mapped = getattr(address, "ipv4_mapped", None)  # on sockets of both families
        return (mapped or address) in self._network
