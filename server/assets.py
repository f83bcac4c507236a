"""Static files: addresses that change with the content, types, caching and compression."""

from __future__ import annotations

import gzip
import mimetypes
import os
import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path, PurePosixPath
from threading import Lock

import brotli  # type: ignore[import-untyped]
from flask import Flask, Response, abort, request, url_for
from werkzeug.security import safe_join

TYPES = {
    ".bin": "application/octet-stream",
    ".js": "text/javascript",
    ".json": "application/json",
    ".mjs": "text/javascript",
    ".onnx": "application/octet-stream",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
}
"""Types that must not depend on the machine's own list."""

ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda content: brotli.compress(content, quality=9),
    "gzip": gzip.compress,
}
"""In order of preference."""

FOR_EVERY_PAGE = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
"""The files hold nothing of a visitor: other pages may use the detector and the model."""

HASHED = re.compile(r"(.+)\.([0-9a-f]{12})(\.\w+)")
"""The name of a file with the hash of its content: its beginning, the hash, its end."""

CHUNKS = "dist/chunks/"
"""Parts of a script, which it imports by names that the build made from their content."""

WORTHWHILE = 0.95
"""A compressed copy larger than this share of the original is not used."""


class Asset:
    """One file as it was when read: its bytes, their hash, and compressed copies, made on demand.

    The bytes are kept, so a changed file is never sent under the hash of its old content.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.version = read_version(path)
        self.content = path.read_bytes()
        self.digest = sha256(self.content).hexdigest()[:12]
        self._copies: dict[str, bytes | None] = {}
        self._lock = Lock()

    def encode(self, encoding: str) -> bytes | None:
        """Compress the content; None if that does not make it smaller."""
        with self._lock:
            if encoding not in self._copies:
                copy = ENCODERS[encoding](self.content)
                self._copies[encoding] = copy if len(copy) < WORTHWHILE * len(self.content) else None
            return self._copies[encoding]


def read_version(path: Path) -> tuple[int, int]:
    """A file's modification time in nanoseconds and its size in bytes, to recognise changes."""
    status = path.stat()
    return status.st_mtime_ns, status.st_size


class Assets:
    """The files of a folder, each read again only when it changes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._assets: dict[Path, Asset] = {}
        self.addressed: set[str] = set()
        """Names of the files whose address was asked for."""

    def find(self, name: str) -> Asset:
        """Look a file up by its path below the folder.

        Raises:
            FileNotFoundError: there is no such file, or it is not public.
        """
        path = Path(safe_join(str(self.folder), name) or "")
        private = any(part.startswith(".") or part == "node_modules" for part in PurePosixPath(name).parts)
        if private or not os.path.isfile(path):  # noqa: PTH113 (Path.is_file raises where a name is too long)
            raise FileNotFoundError(f"No static file is named '{name}'.")
        asset = self._assets.get(path)
        if asset is None or asset.version != read_version(path):
            asset = self._assets[path] = Asset(path)
        return asset

    def address(self, name: str) -> str:
        """The address of a file's current content: other content has another address."""
        path = PurePosixPath(name)
        digest = self.find(name).digest
        self.addressed.add(name)
        if not name.startswith(CHUNKS):
            path = path.with_suffix(f".{digest}{path.suffix}")
        return url_for("assets", name=str(path))

    def send_hashed(self, name: str) -> Response:
        """Respond with a file that is named with its hash."""
        if found := HASHED.fullmatch(name):
            return self.send(found[1] + found[3], digest=found[2])
        return self.send(name, forever=name.startswith(CHUNKS))

    def send(self, name: str, digest: str | None = None, forever: bool = False) -> Response:
        """Respond with a file, compressed if the browser accepts that.

        Args:
            digest: browsers cache the file for ever if this is its hash, and revalidate it otherwise.
            forever: browsers cache it for ever regardless of its hash.
        """
        try:
            asset = self.find(name)
        except FileNotFoundError:
            abort(404)
        mimetype = TYPES.get(asset.path.suffix) or mimetypes.guess_type(name)[0]
        encoding = None if request.range else request.accept_encodings.best_match(ENCODERS)
        copy = asset.encode(encoding) if encoding else None
        response = Response(copy or asset.content, mimetype=mimetype)
        response.vary.add("Accept-Encoding")
        if copy:
            response.headers["Content-Encoding"] = encoding
        response.set_etag(f"{asset.digest}-{encoding}" if copy else asset.digest)
        response.make_conditional(request, accept_ranges=not copy, complete_length=response.content_length)
        current = forever or digest == asset.digest
        response.headers.update(FOR_EVERY_PAGE)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if current else "no-cache"
        return response


def serve_assets(app: Flask, assets: Assets) -> None:
    """Serve the files and give templates ``asset_url('css/base.css')``.

    Pages use hashed names under /assets/. Other sites use the files' own names under /static/.
    """
    app.add_url_rule("/assets/<path:name>", "assets", assets.send_hashed)
    app.add_url_rule("/static/<path:name>", "static", assets.send)
    app.add_template_global(assets.address, "asset_url")
