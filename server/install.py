"""The page as an installable app: its manifest and its service worker for offline use."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, current_app, url_for

from server.assets import Assets
from server.localization import get_language, in_every_language, t

PAPER = "#f4f1ea"
"""Behind the icon while the app starts: the paper of css/tokens.css."""

KEPT_FILES = (
    "css/*.css",
    "dist/*.js",
    "dist/chunks/*.js",
    "dist/*simd.wasm",
    "icon.svg",
    "model/card.json",
    "model/model.json",
    "model/*.bin",
    "samples/*",
)
"""What the pages need to work without a network, in every browser that can keep it: all these have SIMD."""

KEPT_PAGES = ("pages.index", "pages.lesson", "pages.record")

ICONS = {"any": (192, 512), "maskable": (512,)}
"""Purpose -> sides of the icons in pixels."""


def create_install(static: Path, assets: Assets) -> Blueprint:
    pages = Blueprint("install", __name__)

    @in_every_language(pages, "/manifest.webmanifest")
    def manifest() -> Response:
        return Response(json.dumps(describe_app(assets)), mimetype="application/manifest+json")

    @pages.get("/service-worker.js")
    def service_worker() -> Response:
        script = (static / "dist" / "service-worker.js").read_text(encoding="utf-8")
        names = sorted(
            path.relative_to(static).as_posix() for pattern in KEPT_FILES for path in static.glob(pattern)
        )
        kept = {
            "files": [assets.address(name) for name in names],
            "folder": url_for("assets", name=""),
            "pages": [
                [url_for(page, lang=tag) for page in KEPT_PAGES]
                for tag in (None, *current_app.extensions["languages"])
            ],
        }
        kept["version"] = sha256(json.dumps([script, kept]).encode()).hexdigest()[:12]
        response = Response(f"self.KEPT = {json.dumps(kept)};\n{script}", mimetype="text/javascript")
        response.headers["Cache-Control"] = "no-cache"
        return response

    @pages.get("/isolation-worker.js")
    def isolation_worker() -> Response:
        return assets.send("dist/isolation-worker.js")

    return pages


def describe_app(assets: Assets) -> dict[str, Any]:
    """Make the manifest, in the language of the request."""
    icons = [
        {
            "src": assets.address(f"icons/{purpose}-{side}.png"),
            "sizes": f"{side}x{side}",
            "type": "image/png",
            "purpose": purpose,
        }
        for purpose, sides in ICONS.items()
        for side in sides
    ]
    return {
        "id": url_for("pages.index", lang=None),
        "start_url": url_for("pages.index"),
        "scope": url_for("pages.index", lang=None),
        "display": "standalone",
        "lang": get_language().tag,
        "name": t("site-name"),
        "short_name": t("site-name"),
        "description": t("site-description"),
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": icons,
    }
