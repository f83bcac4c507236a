from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.kinds import png_header
from tests.server.conftest import Send, encode, form, noise

PICTURE = encode(noise())


def detail(answer: Any) -> str:
    assert answer.mimetype == "application/problem+json"
    assert answer.json["status"] == answer.status_code
    return str(answer.json["detail"])


@pytest.mark.parametrize(
    ("picture", "status", "kind"),
    [
        (b"", 415, "unsupported-picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", 415, "unsupported-picture"),
        (b"GIF? not at all", 415, "unsupported-picture"),
        (encode(noise(), "PPM"), 415, "unsupported-picture"),
        (PICTURE[: len(PICTURE) // 2], 422, "broken-picture"),
        (encode(noise(), "JPEG")[:900], 422, "broken-picture"),
        (png_header(100_000, 100_000), 413, "picture-too-large"),
    ],
    ids=["empty", "svg", "text", "ppm", "half a png", "start of a jpeg", "decompression bomb"],
)
def test_not_a_picture(send: Send, picture: bytes, status: int, kind: str) -> None:
    answer = send(picture, filename="photo.png")
    assert answer.status_code == status
    assert detail(answer)
    assert answer.json["type"] == f"urn:face-mask-detection:{kind}"


def test_no_picture(client: FlaskClient) -> None:
    for data in ({"score_thresh": "0.5"}, {"image": (BytesIO(), "")}):
        answer = client.post("/api/detect", data=data, content_type="multipart/form-data")
        assert answer.status_code == 400
        assert "No picture arrived" in detail(answer)


def test_picture_under_another_name(client: FlaskClient) -> None:
    answer = client.post("/api/detect", data={"file": (BytesIO(PICTURE), "a.png")})
    assert answer.status_code == 400
    assert "unknown field 'file'" in detail(answer)


def test_picture_as_text(client: FlaskClient) -> None:
    answer = client.post("/api/detect", data={"image": "a.png"}, content_type="multipart/form-data")
    assert answer.status_code == 400
    assert "No picture arrived" in detail(answer)


def test_two_pictures(client: FlaskClient) -> None:
    pictures = [(BytesIO(PICTURE), "a.png"), (BytesIO(PICTURE), "b.png")]
    answer = client.post("/api/detect", data={"image": pictures})
    assert answer.status_code == 400
    assert "2 pictures arrived" in detail(answer)


def test_misspelt_field(send: Send) -> None:
    answer = send(PICTURE, score_threshold="0.3")
    assert answer.status_code == 400
    assert "unknown field 'score_threshold'" in detail(answer)
    assert "score_thresh" in detail(answer)


@pytest.mark.parametrize("name", ["score_thresh", "nms_thresh"])
@pytest.mark.parametrize("value", ["-0.01", "1.01", "nan", "inf", "-inf", "half", "0,5"])
def test_threshold_out_of_range(send: Send, name: str, value: str) -> None:
    answer = send(PICTURE, **{name: value})
    assert answer.status_code == 400
    assert detail(answer) == f"The field '{name}' takes a number from 0 to 1, not '{value}'."


@pytest.mark.parametrize("value", ["0", "1", "1e-3", " .5 "])
def test_threshold_in_range(send: Send, value: str) -> None:
    assert send(PICTURE, score_thresh="1", nms_thresh=value).status_code == 200


def test_bare_picture(client: FlaskClient) -> None:
    answer = client.post("/api/detect", data=PICTURE, content_type="image/png")
    assert answer.status_code == 415
    assert "multipart/form-data" in detail(answer)


def test_too_many_bytes_are_not_read(app: Flask, client: FlaskClient) -> None:
    class Unread(BytesIO):
        def read(self, *_: object) -> bytes:
            raise AssertionError("the body was read")

        readline = readinto = read

    limit = app.config["MAX_CONTENT_LENGTH"]
    answer = client.post(
        "/api/detect",
        input_stream=Unread(),
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": str(limit + 1)},
    )
    assert answer.status_code == 413
    assert f"{limit // 2**20} MB" in detail(answer)


def test_as_many_bytes_as_allowed(app: Flask, send: Send) -> None:
    frame = len(PICTURE) + 1000
    padded = PICTURE + bytes(app.config["MAX_CONTENT_LENGTH"] - frame)
    assert send(padded).status_code == 200


@pytest.mark.parametrize("length", [201, 3000, 600_000])
def test_a_threshold_of_any_length_is_quoted_in_short(client: FlaskClient, length: int) -> None:
    kind, body = form(PICTURE, score_thresh="1" * length)
    answer = client.post("/api/detect", data=body, content_type=kind)
    assert answer.status_code == 400
    assert detail(answer) == f"The field 'score_thresh' takes a number from 0 to 1, not '{'1' * 200}…'."


def test_a_field_s_and_a_file_s_name_may_have_any_length(send: Send) -> None:
    assert "unknown field 'xxx" in detail(send(PICTURE, **{"x" * 3000: ""}))
    assert send(PICTURE, "/detect", filename="x" * 3000 + ".png").status_code == 200


def test_a_large_picture_as_text(client: FlaskClient) -> None:
    kind, body = form(bytes(700_000))
    answer = client.post("/api/detect", data=body.replace(b'; filename="photo.jpg"', b""), content_type=kind)
    assert answer.status_code == 400
    assert "No picture arrived" in detail(answer)


def test_a_dozen_fields_are_named_not_counted(send: Send) -> None:
    assert "unknown field 'field0'" in detail(send(PICTURE, **{f"field{i}": "" for i in range(12)}))


def test_too_many_fields(send: Send) -> None:
    answer = send(PICTURE, **{f"field{i}": "" for i in range(1500)})
    assert answer.status_code == 413
    assert detail(answer).startswith("The form has more than 1,000 fields.")


HEAD = b'--B\r\nContent-Disposition: form-data; name="image"; filename="%s"\r\n\r\n%s\r\n--B--\r\n'


def post(client: FlaskClient, body: bytes, url: str = "/api/detect") -> Any:
    return client.post(url, data=body, content_type="multipart/form-data; boundary=B")


@pytest.mark.parametrize("encoding", ["latin-1", "shift-jis", "gbk", "big5", "utf-16"])
@pytest.mark.parametrize("name", ["café.jpg", "マスク.jpg", "表"])
def test_a_file_name_in_any_encoding(client: FlaskClient, encoding: str, name: str) -> None:
    written = name.encode(encoding, "replace").replace(b"\0", b"")
    for url in ("/api/detect", "/detect"):
        assert post(client, HEAD % (written, PICTURE), url).status_code == 200


@pytest.mark.parametrize("filename", [b"", b'; filename="x.jpg"'])
def test_a_part_without_a_name(client: FlaskClient, filename: bytes) -> None:
    body = b"--B\r\nContent-Disposition: form-data" + filename + b"\r\n\r\nx\r\n--B--\r\n"
    answer = post(client, body)
    assert answer.status_code == 400
    assert "has no name. Its fields are image, score_thresh, nms_thresh, model." in detail(answer)
    assert post(client, body, "/detect").status_code == 400


@pytest.mark.parametrize("share", [0.01, 0.5, 0.99])
def test_a_form_that_is_cut_short(client: FlaskClient, share: float) -> None:
    body = HEAD % (b"a.png", PICTURE)
    answer = post(client, body[: int(share * len(body))])
    assert answer.status_code == 400
    assert "damaged or incomplete" in detail(answer)


@pytest.mark.parametrize("kind", ["multipart/form-data", "multipart/form-data; boundary=caf\xe9"])
def test_a_form_without_a_boundary(client: FlaskClient, kind: str) -> None:
    answer = client.post("/api/detect", data=HEAD % (b"a.png", PICTURE), content_type=kind)
    assert answer.status_code == 400
    assert "damaged or incomplete" in detail(answer)


def test_nothing_is_written(send: Send, written: list[str]) -> None:
    large = encode(noise(1200, 1000))
    assert len(large) > 3_000_000
    for url in ("/api/detect", "/detect"):
        assert send(large, url).status_code == 200
    assert written == []
