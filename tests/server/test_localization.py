from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from detector.languages import Language, read_languages
from tests.server.conftest import Send, encode, noise


@pytest.fixture(scope="module")
def languages() -> dict[str, Language]:
    return read_languages()


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "en"),
        ("zh", "zh"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("zh-TW,en;q=0.5", "zh"),
        ("en-GB,en;q=0.9,zh;q=0.8", "en"),
        ("sv-SE,sv;q=0.9,zh-CN;q=0.4,en;q=0.2", "zh"),
        ("sv", "en"),
        ("de-AT", "de"),
        ("es-419,es;q=0.9", "es"),
        ("fr-CA,fr;q=0.9,en;q=0.8", "fr"),
        ("ja", "ja"),
        ("*", "en"),
        ("%%%", "en"),
    ],
)
def test_the_browser_s_language(client: FlaskClient, accepted: str, language: str) -> None:
    answer = client.get("/detect", headers={"Accept-Language": accepted})
    assert f'<html lang="{language}"' in answer.text
    assert list(answer.content_language) == [language]
    assert {"Accept-Language", "Cookie"} <= set(answer.vary)


@pytest.mark.parametrize("address", ["/", "/detect", "/nothing"])
def test_a_chosen_language_is_remembered(client: FlaskClient, address: str) -> None:
    headers = {"Accept-Language": "en"}
    assert '<html lang="zh"' in client.get(f"{address}?lang=zh", headers=headers, follow_redirects=True).text
    assert '<html lang="zh"' in client.get(address, headers=headers).text
    answer = client.get(f"{address}?lang=en", headers={"Accept-Language": "zh"}, follow_redirects=True)
    assert '<html lang="en"' in answer.text
    assert '<html lang="en"' in client.get(address, headers={"Accept-Language": "zh"}).text


def test_only_a_choice_is_stored(client: FlaskClient) -> None:
    for address in ("/", "/?lang=xx", "/?lang=../../etc", "/?lang="):
        assert "Set-Cookie" not in client.get(address, headers={"Accept-Language": "zh"}).headers
    cookie = client.get("/zh/").headers["Set-Cookie"]
    assert "lang=zh;" in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_every_page_offers_every_language(client: FlaskClient, languages: dict[str, Language]) -> None:
    for address in ("/", "/detect", "/nothing"):
        text = client.get(address).text
        for tag, language in languages.items():
            assert f'hreflang="{tag}"' in text
            assert language.format("language-name") in text
        assert text.count('aria-current="true"') == 1


def test_another_language_keeps_the_address(client: FlaskClient) -> None:
    text = client.get("/?score_thresh=0.3&camera=%22%26").text
    assert 'href="/zh/?score_thresh=0.3&amp;camera=%22%26"' in text


@pytest.mark.parametrize("place", ["/", "/how-it-works/", "/detect", "/api"])
def test_every_page_has_an_address_in_every_language(
    client: FlaskClient, languages: dict[str, Language], place: str
) -> None:
    for tag in languages:
        answer = client.get(f"/{tag}{place}", headers={"Accept-Language": "fr", "Cookie": "lang=ja"})
        assert list(answer.content_language) == [tag]
        assert "Accept-Language" not in answer.vary
        home = re.search('<a class="brand" href="(.*?)"', answer.text)
        assert home
        assert home[1] == f"/{tag}/"


def test_an_old_link_leads_to_the_new_address(client: FlaskClient) -> None:
    for old, new in {"/?lang=de&view=kiosk": "/de/?view=kiosk", "/fr/?lang=de": "/de/"}.items():
        assert client.get(old).location == new
    assert client.get("/how-it-works?lang=de", follow_redirects=True).request.path == "/de/how-it-works/"


def test_answer_and_error_speak_chinese(client: FlaskClient, send: Send) -> None:
    client.set_cookie("lang", "zh")
    page = send(encode(noise()), "/detect", score_thresh="1").text
    assert "没有发现人脸" in page
    assert "图片已损坏" in send(b"\x89PNG", "/detect").text
    problem = send(b"\x89PNG")
    assert problem.json["title"] == "图片已损坏"
    assert problem.json["type"] == "urn:face-mask-detection:broken-picture"
    assert list(problem.content_language) == ["zh"]
