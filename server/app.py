"""The composition root of the server."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from flask import Flask
from flask.json.provider import DefaultJSONProvider
from flask_compress import Compress

from detector.models import find_folder
from server.api import create_api
from server.assets import Assets, serve_assets
from server.errors import register_errors
from server.inference import Inference
from server.install import create_install
from server.localization import speak_languages
from server.openapi import create_openapi
from server.pages import create_pages
from server.process import count_cores
from server.proxy import Mount, read_prefix
from server.resources import check_static, list_files, list_imports, list_models
from server.security import META_POLICY, add_security_headers
from server.visits import create_visits
from server.webhook import Webhook

DEFAULTS = {
    "MAX_CONTENT_LENGTH": 16 * 2**20,
    "DETECTORS": count_cores(),
    "WAITING": 8,
    "WEBHOOK": None,
    "COMPRESS_ALGORITHM": ["br", "gzip"],
    "COMPRESS_STREAMS": False,
    "UPLOADS": True,
}
"""Bytes of an upload; pictures analysed at once, pictures that may wait; whether the pages offer uploads;
address that gets each visit.

Each network runs on one core: more pictures per second than with several cores for one (docs/decisions/0014).
"""


class _JSON(DefaultJSONProvider):
    sort_keys = False


class _App(Flask):
    json_provider_class = _JSON


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    """Make the application.

    Args:
        config: replaces any of DEFAULTS, of STATIC_FOLDER, and of Flask's own settings, such as
            APPLICATION_ROOT, the path of the pages.

    Raises:
        MissingResourceError: the browser bundle or the model has not been built.
        ValueError: the model's files cannot be read.
    """
    app = _App("server", static_folder=None, template_folder=str(find_folder("templates")))
    app.config.from_mapping(DEFAULTS, STATIC_FOLDER=find_folder("static"))
    app.config.from_mapping(config)

    static = Path(app.config["STATIC_FOLDER"])
    check_static(static)
    models = list_models(static)
    folders = {model["name"]: static / folder for folder, model in models.items()}
    inference = Inference(folders, app.config["DETECTORS"])

    Compress(app)
    add_security_headers(app)
    speak_languages(app, static / "messages")
    register_errors(app)
    assets = Assets(static)
    serve_assets(app, assets)
    closing = threading.Event()
    app.register_blueprint(create_api(inference, closing))
    app.register_blueprint(create_openapi(inference))
    app.register_blueprint(create_pages(inference))
    app.register_blueprint(create_install(static, assets))
    if app.config["WEBHOOK"]:
        app.register_blueprint(create_visits(inference.classes, Webhook(app.config["WEBHOOK"]).send))
    app.jinja_env.globals.update(
        card=inference.card,
        models=models,
        list_files=partial(list_files, static),
        list_imports=partial(list_imports, static),
        policy=META_POLICY,
        webhook=bool(app.config["WEBHOOK"]),
    )
    app.jinja_env.policies["json.dumps_kwargs"] = {"sort_keys": False, "ensure_ascii": False}
    app.extensions.update(assets=assets, inference=inference, closing=closing)
    app.wsgi_app = Mount(app.wsgi_app, read_prefix(app.config["APPLICATION_ROOT"]))  # type: ignore[method-assign]
    return app
