from __future__ import annotations

import gzip
import os
from hashlib import sha256
from pathlib import Path

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient

from server import assets as assets_module
from server.assets import Assets, serve_assets

STYLE = "body { margin: 0 }\n" * 100


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("style.css", "main.js", "deep/model.json", "module.mjs", "icon.svg", "site.webmanifest"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(STYLE)
    for name in ("runtime.wasm", "weights.bin"):
        (tmp_path / name).write_bytes(bytes(5000))
    (tmp_path / "noise.bin").write_bytes(os.urandom(5000))
    for name in ("node_modules/x.js", ".npmrc", "deep/.secret"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("secret")
    return tmp_path


@pytest.fixture
def app(folder: Path) -> Flask:
    app = Flask(__name__, static_folder=None)
    serve_assets(app, Assets(folder))
    return app


def url(app: Flask, name: str) -> str:
    with app.test_request_context():
        return str(app.jinja_env.globals["asset_url"](name))


def test_address_carries_the_hash(app: Flask, folder: Path) -> None:
    digest = sha256((folder / "style.css").read_bytes()).hexdigest()[:12]
    assert url(app, "style.css") == f"/assets/style.{digest}.css"


def test_address_follows_the_content(app: Flask, folder: Path) -> None:
    before = url(app, "style.css")
    (folder / "style.css").write_text("body { margin: 1px }")
    after = url(app, "style.css")
    assert before != after
    assert app.test_client().get(after).text == "body { margin: 1px }"


@pytest.mark.parametrize("encoding", ["", "gzip", "br"])
def test_new_content_never_goes_out_under_the_old_hash(
    folder: Path, encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is written between the look-up and the answer."""
    app, assets = Flask(__name__, static_folder=None), Assets(folder)
    serve_assets(app, assets)
    address, found = url(app, "style.css"), assets.find("style.css")
    monkeypatch.setattr(assets, "find", lambda _: found)
    (folder / "style.css").write_text("body { margin: 1px }\n" * 100)
    answer = app.test_client().get(address, headers={"Accept-Encoding": encoding})
    assert "immutable" in answer.headers["Cache-Control"]
    decoded = {"": bytes, "gzip": gzip.decompress, "br": brotli.decompress}[encoding](answer.data)
    assert decoded.decode() == STYLE


def test_unchanged_file_is_hashed_once(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    first = url(app, "style.css")
    monkeypatch.setattr(assets_module, "sha256", None)
    assert url(app, "style.css") == first


def test_one_file_by_many_names_is_kept_once(folder: Path) -> None:
    assets = Assets(folder)
    name = next(path for path in folder.rglob("*") if path.is_file()).relative_to(folder).as_posix()
    assert assets.find(name) is assets.find(f"./{name}") is assets.find(f"././{name}")


def test_missing_file_is_named(app: Flask) -> None:
    with pytest.raises(FileNotFoundError, match=r"'missing\.css'"):
        url(app, "missing.css")


@pytest.mark.parametrize(
    ("name", "mimetype"),
    [
        ("style.css", "text/css"),
        ("main.js", "text/javascript"),
        ("module.mjs", "text/javascript"),
        ("deep/model.json", "application/json"),
        ("weights.bin", "application/octet-stream"),
        ("runtime.wasm", "application/wasm"),
        ("icon.svg", "image/svg+xml"),
        ("site.webmanifest", "application/manifest+json"),
    ],
)
@pytest.mark.parametrize("encoding", ["", "gzip", "br"])
def test_type_and_compression(app: Flask, folder: Path, name: str, mimetype: str, encoding: str) -> None:
    answer = app.test_client().get(f"/static/{name}", headers={"Accept-Encoding": encoding})
    assert answer.status_code == 200
    assert answer.mimetype == mimetype
    assert answer.headers.get("Content-Encoding", "") == encoding
    decoded = {"": bytes, "gzip": gzip.decompress, "br": brotli.decompress}[encoding](answer.data)
    assert decoded == (folder / name).read_bytes()
    assert len(answer.data) == answer.content_length


def test_brotli_is_preferred(app: Flask) -> None:
    answer = app.test_client().get("/static/style.css", headers={"Accept-Encoding": "gzip, br, zstd"})
    assert answer.headers["Content-Encoding"] == "br"


def test_what_does_not_shrink_is_sent_as_it_is(app: Flask, folder: Path) -> None:
    answer = app.test_client().get("/static/noise.bin", headers={"Accept-Encoding": "br"})
    assert "Content-Encoding" not in answer.headers
    assert answer.data == (folder / "noise.bin").read_bytes()


def test_each_file_is_compressed_once(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []
    monkeypatch.setitem(assets_module.ENCODERS, "br", lambda content: calls.append(1) or b"small")
    for _ in range(3):
        assert app.test_client().get("/static/main.js", headers={"Accept-Encoding": "br"}).data == b"small"
    assert len(calls) == 1


def test_right_hash_is_cached_for_ever_and_any_other_asked_again(app: Flask) -> None:
    client = app.test_client()
    assert client.get(url(app, "style.css")).headers["Cache-Control"] == "public, max-age=31536000, immutable"
    for address in ("/static/style.css", "/assets/style.000000000000.css", "/assets/style.css"):
        assert client.get(address).headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("encoding", ["", "br"])
def test_unchanged_file_is_not_sent_again(app: Flask, folder: Path, encoding: str) -> None:
    client = app.test_client()
    headers = {"Accept-Encoding": encoding}
    headers["If-None-Match"] = client.get("/static/style.css", headers=headers).headers["ETag"]
    answer = client.get("/static/style.css", headers=headers)
    assert (answer.status_code, answer.data) == (304, b"")
    (folder / "style.css").write_text("changed")
    assert client.get("/static/style.css", headers=headers).status_code == 200


def test_encodings_have_their_own_etags(app: Flask) -> None:
    client = app.test_client()
    etags = {
        client.get("/static/style.css", headers={"Accept-Encoding": encoding}).headers["ETag"]
        for encoding in ("", "gzip", "br")
    }
    assert len(etags) == 3


def test_part_of_a_file(app: Flask) -> None:
    headers = {"Range": "bytes=0-4", "Accept-Encoding": "br"}
    answer = app.test_client().get("/static/style.css", headers=headers)
    assert (answer.status_code, answer.data) == (206, b"body ")


@pytest.mark.parametrize(
    "name",
    ["missing.css", "deep", "", "node_modules/x.js", ".npmrc", "deep/.secret", "../x", "%2e%2e/x"],
)
def test_what_is_not_served(app: Flask, name: str) -> None:
    assert app.test_client().get(f"/static/{name}").status_code == 404


@pytest.mark.parametrize("encoding", ["", "br"])
def test_caches_know_that_the_encoding_varies(app: Flask, encoding: str) -> None:
    answer = app.test_client().get("/static/style.css", headers={"Accept-Encoding": encoding})
    assert "Accept-Encoding" in answer.vary


def test_a_name_that_no_file_can_have(client: FlaskClient) -> None:
    assert client.get(f"/static/{'a' * 300}").status_code == 404


def test_parts_of_a_script_are_cached_for_ever_by_the_names_of_the_build(app: Flask, folder: Path) -> None:
    path = folder / "dist" / "chunks" / "model-ABCD1234.js"
    path.parent.mkdir(parents=True)
    path.write_text("export {}")
    answer = app.test_client().get("/assets/dist/chunks/model-ABCD1234.js")
    assert answer.cache_control.immutable
    assert url(app, "dist/chunks/model-ABCD1234.js") == "/assets/dist/chunks/model-ABCD1234.js"
