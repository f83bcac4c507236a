from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import numpy as np
import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from detector import load_detector
from detector.card import load_card
from detector.models import find_folder
from tests.pictures import astronaut, masked_astronaut
from tests.server.conftest import Send, encode, noise

MODEL = find_folder("static") / "model"


@pytest.mark.parametrize(("picture", "label"), [(astronaut, "no_mask"), (masked_astronaut, "mask")])
def test_one_face(send: Send, picture: object, label: str) -> None:
    faces = send(encode(Image.fromarray(picture()))).json["detections"]
    assert [face["label"] for face in faces] == [label]


def test_answer_is_the_detectors(send: Send) -> None:
    detect = load_detector(backend="onnxruntime")
    picture = encode(Image.fromarray(astronaut()))
    answer = send(picture, score_thresh="0.2", nms_thresh="0.3").json
    assert answer is not None
    assert answer["image"] == {"width": 512, "height": 512}
    assert answer["detections"] == detect(picture, score_thresh=0.2, nms_thresh=0.3)
    assert answer["detections"]
    published = detect.card.published
    assert published is not None
    assert answer["model"] == {"name": detect.card.name, "weights_sha256": published["weights_sha256"]}
    assert set(answer["timings_ms"]) == {"decode", "preprocess", "network", "postprocess"}
    assert all(milliseconds > 0 for milliseconds in answer["timings_ms"].values())


def test_thresholds_default_to_the_card(send: Send) -> None:
    picture = encode(Image.fromarray(astronaut()))
    thresholds = load_card(MODEL / "card.json").thresholds
    explicit = send(picture, score_thresh=str(thresholds.score), nms_thresh=str(thresholds.nms))
    for fields in ({}, {"score_thresh": "", "nms_thresh": " "}):
        assert send(picture, **fields).json["detections"] == explicit.json["detections"]


def test_another_model_can_be_asked_for(send: Send) -> None:
    picture = encode(Image.fromarray(astronaut()), "PNG")
    detect = load_detector("hd", "onnxruntime")
    answer = send(picture, model=detect.card.name).json
    assert answer["model"]["name"] == detect.card.name
    (face,), (expected,) = answer["detections"], detect(picture)
    assert face["label"] == expected["label"]
    assert face["box"] == pytest.approx(expected["box"], abs=0.1)
    assert send(picture).json["model"]["name"] == "face-mask-260"


def test_an_unknown_model_is_told(send: Send) -> None:
    answer = send(encode(noise()), model="face-mask-1000")
    assert answer.status_code == 400
    assert answer.json["detail"].startswith(
        "There is no model 'face-mask-1000'. The models are face-mask-260, face-mask-390"
    )


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "BMP", "GIF"])
def test_type_is_told_by_content(send: Send, kind: str) -> None:
    answer = send(encode(noise(), kind), filename="notes.txt")
    assert answer.status_code == 200
    assert answer.json["image"] == {"width": 96, "height": 64}


def test_exif_orientation(send: Send) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    answer = send(encode(noise(), "JPEG", exif=exif))
    assert answer.json["image"] == {"width": 64, "height": 96}


def test_first_frame_of_an_animation(send: Send) -> None:
    first, second = Image.fromarray(astronaut()).quantize(), Image.new("P", (512, 512))
    animation = encode(first, "GIF", save_all=True, append_images=[second], duration=100, loop=0)
    answer, still = send(animation, score_thresh="0.2"), send(encode(first, "GIF"), score_thresh="0.2")
    assert answer.json["detections"] == still.json["detections"]


def test_cmyk_jpeg(send: Send) -> None:
    assert send(encode(noise().convert("CMYK"), "JPEG")).status_code == 200


def test_simultaneous_requests_keep_their_own_answers(app: Flask) -> None:
    pictures = [encode(Image.fromarray(np.roll(astronaut(), 40 * i, axis=1))) for i in range(4)]

    def ask(picture: bytes) -> object:
        answer = app.test_client().post("/api/detect", data={"image": (BytesIO(picture), "a.png")})
        return answer.json["detections"]

    alone = [ask(picture) for picture in pictures]
    assert len({str(answer) for answer in alone}) == len(pictures)
    with ThreadPoolExecutor(len(pictures)) as pool:
        assert list(pool.map(ask, pictures * 3)) == alone * 3


def test_health(client: FlaskClient) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json is not None
    assert answer.json["status"] == "ok"
    assert answer.json["model"]["name"] == load_card(MODEL / "card.json").name
