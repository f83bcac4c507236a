"""``python -m server.export``: the pages as plain files, for any web host."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from flask import Flask, url_for
from flask.testing import FlaskClient

from detector.command.parsing import make_command_parser
from server.app import create_app
from server.assets import CHUNKS, FOR_EVERY_PAGE, Assets
from server.install import KEPT_PAGES
from server.proxy import read_prefix
from server.resources import MissingResourceError, list_files
from server.security import HEADERS

FOR_OTHER_SITES = (
    "dist/detector.js",
    "dist/worker.js",
    f"{CHUNKS}*.js",
    "dist/tfjs-backend-wasm*",
    "model*/card.json",
    "model*/model.json",
    "model*/*.bin",
)
"""What the detector in another page loads, by names that stay the same: docs/embedding.md."""

NOWHERE = "404.html"
"""What a host answers where there is no file; at an address that leads nowhere here too."""


class ExportError(RuntimeError):
    """The pages cannot be written to the output folder."""


def main() -> None:
    parser = make_command_parser("server.export", "Write the pages as plain files for any web host.")
    parser.add_argument("output", type=Path, metavar="OUTPUT", help="folder to write to; new or empty")
    parser.add_argument(
        "--base",
        type=_prefix,
        default="",
        metavar="PATH",
        help="path that the folder will lie under, such as /masks/ (default: the root of the site)",
    )
    arguments = parser.parse_args()
    try:
        size = export(arguments.output, arguments.base)
    except (ExportError, MissingResourceError, ValueError, OSError) as error:
        sys.exit(str(error))
    print(f"{arguments.output}: {size / 1e6:.1f} MB, to be served at {arguments.base}/")


def export(output: Path, base: str = "") -> int:
    """Write every page in every language, and all files that the pages use.

    Args:
        output: a folder that is new or empty.
        base: as ``read_prefix`` gives it.

    Returns:
        Bytes written.

    Raises:
        ExportError: the folder is not empty.
        MissingResourceError: the browser bundle or the model has not been built.
    """
    if output.exists() and (not output.is_dir() or any(output.iterdir())):
        raise ExportError(f"{output} is not an empty folder. Name another one, or remove it.")
    app = create_app({"APPLICATION_ROOT": base or "/", "DETECTORS": 1, "UPLOADS": False})
    size = 0
    for name, content in make_files(app, base):
        path = output / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        size += len(content)
    return size


def make_files(app: Flask, base: str) -> Iterator[tuple[str, bytes]]:
    """Path and content of each file of the export; first the pages, then the files that they use."""
    client = app.test_client()
    for address in _list_pages(app):
        name = address.removeprefix(f"{base}/")
        yield (f"{name}index.html" if name.endswith("/") or not name else name), _get(client, address)
    yield NOWHERE, client.get(f"{base}/{NOWHERE}").data

    assets: Assets = app.extensions["assets"]
    with app.test_request_context():
        addressed = {assets.address(name).removeprefix(f"{base}/"): name for name in sorted(assets.addressed)}
    addressed |= {f"assets/{name}": name for name in list_files(assets.folder, f"{CHUNKS}*.js")}
    for pattern in FOR_OTHER_SITES:
        addressed |= {f"static/{name}": name for name in list_files(assets.folder, pattern)}
    for path, name in addressed.items():
        yield path, assets.find(name).content
    yield "_headers", describe_headers(base).encode()


def _list_pages(app: Flask) -> list[str]:
    """Addresses of the pages and manifests in every language, and of the service workers."""
    with app.test_request_context():
        tags = (None, *app.extensions["languages"])
        pages = [url_for(page, lang=tag) for tag in tags for page in (*KEPT_PAGES, "install.manifest")]
        return [*pages, url_for("install.service_worker"), url_for("install.isolation_worker")]


def _get(client: FlaskClient, address: str) -> bytes:
    answer = client.get(address)
    if answer.status_code != 200:
        raise ExportError(f"{address} answers {answer.status}")
    content: bytes = answer.data
    return content


def describe_headers(base: str) -> str:
    """The file ``_headers`` for Netlify and Cloudflare Pages, which send all matching headers."""
    everywhere = {name: value for name, value in HEADERS.items() if name not in FOR_EVERY_PAGE}
    forever = {"Cache-Control": "public, max-age=31536000, immutable"}
    rules = {
        "*": everywhere,
        "assets/*": FOR_EVERY_PAGE | forever,
        "static/*": FOR_EVERY_PAGE,
    }
    return "".join(
        f"{base}/{path}\n" + "".join(f"  {name}: {value}\n" for name, value in headers.items())
        for path, headers in rules.items()
    )


def _prefix(text: str) -> str:
    try:
        return read_prefix(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


if __name__ == "__main__":
    main()
