"""Visits handed on to the host's own program."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from flask.testing import FlaskClient

from server.app import create_app
from server.webhook import Webhook
from tests.receiver import Receiver

VISIT = {
    "change": "ended",
    "id": "abc-1",
    "begin": "2026-03-01T13:05:09.000Z",
    "end": "2026-03-01T13:05:19.000Z",
    "label": "mask",
    "labels": ["no_mask", "mask"],
    "score": 0.875,
}


@pytest.fixture
def receiving() -> Iterator[Callable[..., Receiver]]:
    made: list[Receiver] = []

    def make(*statuses: int) -> Receiver:
        made.append(Receiver(*statuses))
        return made[-1]

    yield make
    for receiver in made:
        receiver.close()


@pytest.fixture(scope="module")
def receiver() -> Iterator[Receiver]:
    receiver = Receiver()
    yield receiver
    receiver.close()


@pytest.fixture(scope="module")
def client(receiver: Receiver) -> FlaskClient:
    return create_app({"WEBHOOK": receiver.url}).test_client()


def test_a_visit_is_handed_on_and_nothing_but_its_fields(client: FlaskClient, receiver: Receiver) -> None:
    answer = client.post("/api/visits", json={**VISIT, "picture": "data:image/png;base64,AAAA"})
    assert answer.status_code == 204
    assert receiver.wait(1) == [VISIT]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("change", "left"),
        ("id", ""),
        ("id", "x" * 41),
        ("begin", "yesterday"),
        ("end", "2026-03-01T13:05:19"),
        ("label", "helmet"),
        ("label", ["mask"]),
        ("labels", "mask"),
        ("labels", ["mask", "helmet"]),
        ("score", True),
        ("score", 1.5),
    ],
)
def test_what_is_no_visit_is_refused_with_its_field(client: FlaskClient, field: str, value: object) -> None:
    for visit in ({**VISIT, field: value}, {name: VISIT[name] for name in VISIT if name != field}):
        answer = client.post("/api/visits", json=visit)
        assert answer.status_code == 400
        assert answer.mimetype == "application/problem+json"
        assert f"'{field}'" in json.loads(answer.data)["detail"]


@pytest.mark.parametrize(
    ("body", "status"), [(b"[]", 400), (b"null", 400), (b"{", 400), (b'{"id": "' + b"x" * 5000 + b'"}', 413)]
)
def test_other_bodies_are_refused(client: FlaskClient, body: bytes, status: int) -> None:
    assert client.post("/api/visits", data=body, content_type="application/json").status_code == status


def test_a_form_of_another_page_is_refused(client: FlaskClient) -> None:
    answer = client.post("/api/visits", data=json.dumps(VISIT), content_type="text/plain")
    assert answer.status_code == 415


def test_the_page_says_that_it_is_on(client: FlaskClient) -> None:
    for page in ("/", "/visits/"):
        assert '<p class="webhook' in client.get(page).text
    assert 'data-webhook="/api/visits"' in client.get("/").text


def test_it_is_off_unless_asked_for() -> None:
    client = create_app().test_client()
    assert client.post("/api/visits", json=VISIT).status_code == 404
    for page in ("/", "/visits/"):
        assert '<p class="webhook' not in client.get(page).text


def test_what_fails_is_sent_again_in_order(receiving: Callable[..., Receiver]) -> None:
    receiver = receiving(503, 429)
    webhook = Webhook(receiver.url, retries_s=(0.01, 0.01, 0.01))
    webhook.send({"id": 1})
    webhook.send({"id": 2})
    assert receiver.wait(4) == [{"id": 1}, {"id": 1}, {"id": 1}, {"id": 2}]


def test_what_is_refused_is_given_up(
    receiving: Callable[..., Receiver], caplog: pytest.LogCaptureFixture
) -> None:
    receiver = receiving(404)
    webhook = Webhook(receiver.url, retries_s=(0.01,))
    webhook.send({"id": 1})
    webhook.send({"id": 2})
    assert receiver.wait(2) == [{"id": 1}, {"id": 2}]
    assert "did not take a visit: status 404" in caplog.text


def test_the_oldest_gives_way_where_nobody_answers(
    receiving: Callable[..., Receiver], caplog: pytest.LogCaptureFixture
) -> None:
    receiver = receiving(*[503] * 1)
    webhook = Webhook(receiver.url, waiting=2, retries_s=(0.5,))
    webhook.send({"id": 1})
    receiver.wait(1)
    for number in (2, 3, 4):
        webhook.send({"id": number})
    assert receiver.wait(4) == [{"id": 1}, {"id": 1}, {"id": 3}, {"id": 4}]
    assert "a visit was given up" in caplog.text


@pytest.mark.parametrize("url", ["localhost:8123", "file:///etc/passwd", "http://", "ftp://a/b"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="--webhook: expected an address"):
        Webhook(url)
