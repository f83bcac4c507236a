"""``python -m server``: serve the page."""

from __future__ import annotations

import argparse
import errno
import socket
import sys

from detector.command.parsing import make_command_parser, read_count
from server.launch import Options, serve, serve_in_workers
from server.proxy import Network, read_network, read_prefix

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
    options = Options(
        arguments.workers, arguments.proxy, arguments.prefix, arguments.log_level, arguments.webhook
    )
    run(say_ready, listener, options)


def _listen(host: str, port: int) -> socket.socket:
    """Bind a TCP socket; raise an OSError with a readable reason if that fails."""
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
    parser = make_command_parser("server", "Serve the page, the upload form and the API.")
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
        help="IP address or network (172.16.0.0/12) of the HTTPS proxy in front; only its X-Forwarded-Proto, "
        "-Host and -Prefix are trusted",
    )
    parser.add_argument(
        "--prefix",
        metavar="PATH",
        type=_prefix,
        default="",
        help="path of the pages, such as /masks (default: the root, or what the proxy says)",
    )
    parser.add_argument(
        "--workers",
        metavar="N",
        type=read_count,
        default=1,
        help="number of processes; one keeps about four cores busy (default: %(default)s)",
    )
    parser.add_argument(
        "--log-level",
        choices=LOG_LEVELS,
        default="warning",
        help="debug also logs each refused upload (default: %(default)s)",
    )
    parser.add_argument(
        "--webhook",
        metavar="URL",
        help="address that receives the start, end and label of each visit as JSON, but no picture; the page "
        "tells its visitors",
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


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"expected a number from 0 to 65535, got '{text}'")
    return int(text)


if __name__ == "__main__":
    main()
