"""The pages as plain files."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from detector.languages import list_tags, read_languages
from detector.models import find_folder
from server.export import ExportError, export
from server.security import META_POLICY

BASE = "/masks"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("export") / "masks"
    export(output, BASE)
    return output


def read_all(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_every_language_has_its_pages(folder: Path) -> None:
    for tag in list_tags():
        for page in ("", "how-it-works/"):
            text = (folder / tag / page / "index.html").read_text(encoding="utf-8")
            assert f'<html lang="{tag}">' in text
        assert (
            json.loads((folder / tag / "manifest.webmanifest").read_text())["start_url"] == f"{BASE}/{tag}/"
        )
    assert '<html lang="en">' in (folder / "index.html").read_text(encoding="utf-8")


def test_no_address_is_dead(folder: Path) -> None:
    texts = [path for path in folder.rglob("*") if path.suffix in (".html", ".webmanifest")]
    for path in [*texts, folder / "service-worker.js"]:
        text = path.read_text(encoding="utf-8")
        found = set(re.findall(r"""["'](/[\w./-]+)["'?#]""", text))
        assert found, path
        for address in found:
            assert address.startswith(f"{BASE}/"), (path, address)
            file = folder / address.removeprefix(f"{BASE}/")
            assert (file / "index.html").is_file() or file.is_dir() or file.is_file(), (path, address)


def test_every_import_of_a_script_is_there(folder: Path) -> None:
    imported = 0
    for path in [*folder.glob("*/dist/*.js"), *folder.glob("*/dist/chunks/*.js")]:
        for name in re.findall(r"""(?:from|import)\(?["'](\.[^"']+)["']""", path.read_text(encoding="utf-8")):
            assert (path.parent / name).is_file(), (path, name)
            imported += 1
    assert imported > 10


def test_form_and_api_are_left_out_and_that_is_said(folder: Path) -> None:
    for path in folder.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert 'method="post"' not in text
        assert "/api" not in re.sub(r'<script id="messages".*?</script>', "", text, flags=re.DOTALL)
        assert META_POLICY.replace("'", "&#39;") in text
    assert "no upload form and no API here" in (folder / "en" / "index.html").read_text(encoding="utf-8")


def test_no_failure_speaks_of_a_form_or_a_server(folder: Path) -> None:
    words = re.compile(
        "upload form|[Ss]erver|Formular|servidor|formulario|serveur|formulaire|フォーム|サーバー|表单|服务器"
    )
    languages = read_languages(find_folder("static") / "messages")
    codes = re.findall(
        r"^(failure-[\w-]+) =", (folder / "en/index.html").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert len(codes) == 16
    assert words.search(languages["en"].format("way-upload"))
    for language in languages.values():
        for code in codes:
            assert not words.search(language.format(code)), (language.tag, code)


def test_files_that_are_kept_for_ever_are_named_by_their_content(folder: Path) -> None:
    for path in (folder / "assets").rglob("*"):
        assert path.is_dir() or re.search(r"\.[0-9a-f]{12}\.\w+$|-[0-9A-Z]{8}\.js$", path.name), path
    rules = (folder / "_headers").read_text()
    assert rules.count("immutable") == 1
    assert f"{BASE}/assets/*\n" in rules


def test_two_exports_are_equal(folder: Path, tmp_path: Path) -> None:
    export(tmp_path / "again", BASE)
    assert read_all(tmp_path / "again") == read_all(folder)


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear")
    with pytest.raises(ExportError, match="is not an empty folder"):
        export(tmp_path)
    assert read_all(tmp_path) == {"letter.txt": b"Dear"}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["."], "is not an empty folder"),
        (["x", "--base", "masks"], "expected a path such as /masks, got 'masks'"),
    ],
)
def test_the_command_says_what_is_wrong(arguments: list[str], sentence: str) -> None:
    command = [sys.executable, "-m", "server.export", *arguments]
    run = subprocess.run(command, capture_output=True, text=True)
    assert run.returncode
    assert sentence in run.stderr
    assert "Traceback" not in run.stderr
