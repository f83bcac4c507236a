"""``python -m server``: serve the page."""

from __future__ import annotations

import argparse
import errno
import socket
import sys

from server.proxy import Network, read_network, read_prefix
from server.run import serve, serve_in_workers

LOG_LEVELS = ("debug", "info", "warning", "error")


def main() -> None:
    arguments = _read_arguments()
    try:
        listener = _listen(arguments.host, arguments.port)
    except OSError as error:
        sys.exit(str(error))

    def say_ready() -> None:
        print(
            f"Open {_address(listener)}{arguments.prefix}/ in a browser. Ctrl+C stops the server.", flush=True
        )

    run = serve if arguments.workers == 1 else serve_in_workers
    run(
        say_ready,
        listener,
        arguments.workers,
        arguments.proxy,
        arguments.prefix,
        arguments.log_level,
        arguments.webhook,
    )


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
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _read_arguments() -> argparse.Namespace:
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
        type=_network,
        help="IP address of the HTTPS proxy in front, or its network (172.16.0.0/12), whose "
        "X-Forwarded-Proto, -Host and -Prefix are believed",
    )
    parser.add_argument(
        "--prefix",
        metavar="PATH",
        type=_prefix,
        default="",
        help="path that the pages lie under, such as /masks (default: the root, or what the proxy says)",
    )
    parser.add_argument(
        "--workers",
        metavar="N",
        type=_count,
        default=1,
        help="processes that share the work; one is enough for about four cores (default: %(default)s)",
    )
    parser.add_argument(
        "--log-level",
        choices=LOG_LEVELS,
        default="warning",
        help="debug has a line for each upload that was refused (default: %(default)s)",
    )
    parser.add_argument(
        "--webhook",
        metavar="URL",
        help="address that gets each visit's begin, end and label as JSON, and no picture; the page says so",
    )
    return parser.parse_args()


def _network(text: str) -> Network:
    try:
        return read_network(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"expected an IP address such as 127.0.0.1 or a network such as 172.16.0.0/12, got '{text}'"
        ) from None


def _prefix(text: str) -> str:
    try:
        return read_prefix(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"expected a number from 1, got '{text}'")
    return int(text)


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"expected a number from 0 to 65535, got '{text}'")
    return int(text)


if __name__ == "__main__":
    main()
