from __future__ import annotations

import json
import re
from base64 import b64decode
from html import unescape
from html.parser import HTMLParser
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from detector.card import load_card
from detector.languages import read_languages
from detector.models import find_folder
from server.pages import LONGEST_SIDE_PX, summarise
from tests.pictures import astronaut
from tests.server.conftest import Send, encode, noise

Attributes = dict[str, str | None]


class Page(HTMLParser):
    """Every element of a page, as (tag, attributes)."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, Attributes]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[Attributes]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture
def pages(client: FlaskClient, send: Send) -> dict[str, str]:
    picture = encode(Image.fromarray(astronaut()))
    return {
        "index": client.get("/").text,
        "form": client.get("/detect").text,
        "result": send(picture, "/detect").text,
        "error": client.get("/nothing").text,
    }


def test_form_works_as_a_browser_without_scripts_sends_it(client: FlaskClient) -> None:
    page = Page(client.get("/detect").text)
    (form,) = page.all("form")
    assert (form["method"], form["enctype"]) == ("post", "multipart/form-data")
    inputs = {attributes["name"]: attributes for attributes in page.all("input")}
    card = load_card(find_folder("static") / "model" / "card.json")
    assert float(inputs["score_thresh"]["value"] or "") == card.thresholds.score
    data = {name: attributes.get("value") for name, attributes in inputs.items()}
    data["image"] = (BytesIO(encode(noise())), "a.png")
    answer = client.post(form["action"] or "", data=data)
    assert answer.status_code == 200
    assert answer.mimetype == "text/html"


def test_every_field_has_a_label(client: FlaskClient) -> None:
    text = client.get("/detect").text
    labels = re.findall(r"<label[^>]*>(.*?)</label>", text, re.DOTALL)
    assert len(labels) == len(Page(text).all("input") + Page(text).all("select"))
    assert all(re.match(r"\s*\w[^<]*<(input|select)", label) for label in labels)


def test_result_lists_what_the_api_answers(send: Send) -> None:
    picture = encode(Image.fromarray(astronaut()))
    faces = send(picture, score_thresh="0.2").json["detections"]
    page = send(picture, "/detect", score_thresh="0.2")
    items = [attributes for attributes in Page(page.text).all("li") if "data-label" in attributes]
    assert faces
    assert [
        {
            "label": item["data-label"],
            "score": float(item["data-score"] or ""),
            "box": json.loads(item["data-box"] or ""),
        }
        for item in items
    ] == faces
    assert page.text.count('id="detections"') == 1
    assert page.text.count('<th scope="row">') == len(faces)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_result_shows_what_the_api_answers_as_data(
    client: FlaskClient, send: Send, language: str, app: Flask
) -> None:
    picture = encode(Image.fromarray(astronaut()))
    client.set_cookie("lang", language)
    page = send(picture, "/detect", filename="a.png")
    shown = re.search(r'<code id="answer">(.*?)</code>', page.text, re.DOTALL)
    assert shown
    answer, expected = json.loads(unescape(shown[1])), send(picture).json
    assert answer.pop("timings_ms").keys() == expected.pop("timings_ms").keys()
    assert answer == expected
    name = app.extensions["languages"][language].name_label("no_mask")
    assert f'data-label="no_mask">{name}</span>' in page.text


def test_result_shows_the_picture_with_its_boxes(send: Send) -> None:
    page = Page(send(encode(Image.fromarray(astronaut())), "/detect", score_thresh="0").text)
    (source,) = (image["src"] or "" for image in page.all("img"))
    kind, content = source.split(",")
    assert kind == "data:image/jpeg;base64"
    shown = Image.open(BytesIO(b64decode(content)))
    assert shown.size == (512, 512)
    plain = Image.open(BytesIO(encode(Image.fromarray(astronaut()), "JPEG", quality=90)))
    assert shown.tobytes() != plain.tobytes()


def test_large_picture_is_shown_smaller(send: Send) -> None:
    page = Page(send(encode(Image.new("RGB", (4000, 1000))), "/detect", score_thresh="1").text)
    content = (page.all("img")[0]["src"] or "").split(",")[1]
    assert Image.open(BytesIO(b64decode(content))).size == (LONGEST_SIDE_PX, LONGEST_SIDE_PX // 4)


def test_no_face(send: Send) -> None:
    page = send(encode(noise()), "/detect", score_thresh="1")
    assert "No face found" in page.text
    assert "<table" not in page.text
    assert 'id="detections"' in page.text


def test_summary() -> None:
    faces = [{"label": label, "score": 1.0, "box": []} for label in ("mask", "no_mask", "mask")]
    english, chinese = (read_languages()[tag] for tag in ("en", "zh"))
    assert summarise(faces, english) == "3 faces: 2 mask and 1 no mask"
    assert summarise(faces[:1], english) == "1 face: 1 mask"
    assert summarise([], english) == "No face found"
    assert summarise(faces, chinese) == "3 张人脸：2 张戴口罩和1 张未戴口罩"


def test_file_name_is_escaped(send: Send) -> None:
    page = send(encode(noise()), "/detect", filename="<img src=x onerror=alert(1)>.png")
    assert "onerror=alert(1)&gt;.png" in page.text
    assert len(Page(page.text).all("img")) == 1


def test_pages_keep_their_own_security_policy(pages: dict[str, str]) -> None:
    for name, text in pages.items():
        for tag, attributes in Page(text).elements:
            assert tag != "style", name
            assert tag != "script" or attributes.get("src") or attributes["type"] == "text/x-fluent", name
            assert not [key for key in attributes if key == "style" or key.startswith("on")], name


def test_the_page_that_is_open_is_marked(client: FlaskClient) -> None:
    for address, marked in {"/": [], "/visits/": ["/visits/"], "/de/visits/": ["/de/visits/"]}.items():
        links = Page(client.get(address).text).all("a")
        assert [link["href"] for link in links if link.get("aria-current") == "page"] == marked


def test_pages_load_nothing_from_elsewhere(pages: dict[str, str], client: FlaskClient) -> None:
    for name, text in pages.items():
        for _, attributes in Page(text).elements:
            for address in (attributes.get("src"), attributes.get("href"), attributes.get("action")):
                assert address is None or re.match(r"/(?!/)|#|\?|data:image/", address), name
                if address and address.startswith("/assets/"):
                    answer = client.get(address)
                    assert answer.status_code == 200
                    assert answer.cache_control.immutable


def test_the_worker_s_script_comes_with_what_it_imports(client: FlaskClient) -> None:
    links = Page(client.get("/").text).all("link")
    worker, *imported = [str(link["href"]) for link in links if link["rel"] == "modulepreload"]
    named = re.findall(r"""(?:\bfrom|\bimport)["']\.(/[^"']+)["']""", client.get(worker).text)
    assert named
    assert imported == [f"/assets/dist{name}" for name in named]


@pytest.mark.parametrize("encoding", ["gzip", "br"])
def test_pages_are_compressed(client: FlaskClient, encoding: str) -> None:
    answer = client.get("/", headers={"Accept-Encoding": encoding})
    assert answer.headers["Content-Encoding"] == encoding
    assert "Accept-Encoding" in answer.vary
