"""``python -m server``: serve the page."""

from __future__ import annotations

import argparse
import errno
import ipaddress
import logging
import signal
import socket
import sys

from server.app import create_app
from server.memory import return_freed_memory
from server.resources import MissingResourceError
from server.serving import create_wsgi_server


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m server", description="Serve the face mask page.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument(
        "--port",
        type=_port,
        default=8000,
        help="port to listen on, 0 for any free one (default: %(default)s)",
    )
    parser.add_argument(
        "--proxy",
        metavar="ADDRESS",
        type=_ip_address,
        help="IP address of the HTTPS proxy in front, whose X-Forwarded-Proto and -Host are believed",
    )
    arguments = parser.parse_args()

    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    try:
        listener = _listen(arguments.host, arguments.port)
        server = create_wsgi_server(create_app(), listener, arguments.proxy)
    except (MissingResourceError, ValueError, OSError) as error:
        sys.exit(str(error))

    return_freed_memory()
    signal.signal(signal.SIGTERM, _end)
    print(f"Open {_address(listener)} in a browser. Ctrl+C stops the server.", flush=True)
    server.run()


def _end(*_: object) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    sys.exit()


def _listen(host: str, port: int) -> socket.socket:
    """Bind a TCP socket; an OSError says in a sentence why that cannot be."""
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address[:2], family=family)
    except OSError as error:
        reason = {
            errno.EADDRINUSE: f"Port {port} of {host} is in use. Choose another one: --port {port + 1}",
            errno.EACCES: f"Port {port} is reserved for the system. Choose one above 1023: --port 8000",
        }.get(error.errno or 0, f"Cannot listen on {host}, port {port}: {error.strerror}.")
        raise OSError(reason) from error


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    if host in ("0.0.0.0", "::"):
        host = "localhost"
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def _ip_address(text: str) -> str:
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        raise argparse.ArgumentTypeError(f"expected an IP address such as 127.0.0.1, got '{text}'") from None


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"expected a number from 0 to 65535, got '{text}'")
    return int(text)


if __name__ == "__main__":
    main()
