"""The proxy in front of the server: its address, and the headers that are trusted from it."""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING

from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.utils import redirect

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def read_network(text: str) -> Network:
    """An address, or a network such as 172.16.0.0/12.

    Raises:
        ValueError: the text is neither.
    """
    return ipaddress.ip_network(text)


def read_prefix(text: str) -> str:
    """The path of an application, such as /masks; '' for the root.

    Raises:
        ValueError: the text is no path, or has characters that must be encoded in an address.
    """
    if not re.fullmatch(r"(/[\w.~-]+)*/?", text, re.ASCII):
        raise ValueError(f"expected a path such as /masks, got '{text}'")
    return text.rstrip("/")


class TrustedProxy:
    """A WSGI application that trusts X-Forwarded-Proto, -Host and -Prefix only from a given proxy."""

    def __init__(self, app: WSGIApplication, network: Network) -> None:
        self._app = app
        self._fixed = ProxyFix(app, x_for=0, x_proto=1, x_host=1, x_prefix=1)
        self._network = network

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        app = self._fixed if self._trusts(environ["REMOTE_ADDR"]) else self._app
        return app(environ, start_response)

    def _trusts(self, text: str) -> bool:
        address = ipaddress.ip_address(text.split("%")[0])
        mapped = getattr(address, "ipv4_mapped", None)  # on sockets of both families
        return (mapped or address) in self._network


class Mount:
    """A WSGI application under a path; the proxy in front may strip the path or keep it.

    The path becomes SCRIPT_NAME, which is part of every address of the application.
    """

    def __init__(self, app: WSGIApplication, prefix: str) -> None:
        """Mount an application.

        Args:
            prefix: as ``read_prefix`` gives it; '' keeps the SCRIPT_NAME of the caller, such as
                ``TrustedProxy``.
        """
        self._app = app
        self._prefix = prefix

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        prefix = self._prefix or _clean(environ["SCRIPT_NAME"])
        path = environ["PATH_INFO"]
        if prefix and path == prefix:
            return redirect(f"{prefix}/", 308)(environ, start_response)
        if path.startswith(f"{prefix}/"):
            path = path[len(prefix) :]
        return self._app({**environ, "SCRIPT_NAME": prefix, "PATH_INFO": path}, start_response)


def _clean(prefix: str) -> str:
    """A prefix from a header; '' if it is invalid, because a proxy may pass on a visitor's header."""
    try:
        return read_prefix(prefix)
    except ValueError:
        return ""
