"""A card with any number of classes works on the page, in the API, on the command line and in files."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from jsonschema import Draft202012Validator
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from detector import __main__ as command
from detector.models import find_folder
from server.app import create_app
from tests.browser.serving import serving
from tests.browser.test_accessibility import violations
from tests.browser.visit import Visit
from tests.wider import CLASSES, publish_wider

FOUND = {
    2: {"mask", "no_mask"},
    3: {"mask", "mask_worn_incorrectly"},
    4: {"face_shield", "mask_worn_incorrectly"},
}
"""Classes of the two faces in front of the camera, by the number of classes that the model has."""


@pytest.fixture(scope="module", params=[2, 3, 4])
def static(bundle: None, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A static folder whose model has so many classes."""
    if request.param == 2:
        return find_folder("static")
    folder = tmp_path_factory.mktemp("wider") / "static"
    publish_wider(folder, request.param)
    return folder


@pytest.fixture(scope="module")
def classes(static: Path) -> tuple[str, ...]:
    return tuple(json.loads((static / "model" / "card.json").read_text(encoding="utf-8"))["classes"])


@pytest.fixture(scope="module")
def address(static: Path) -> Iterator[str]:
    """Of a server with that model, in place of the published one."""
    with serving(create_app({"STATIC_FOLDER": static})) as address:
        yield address


def count_faces(page: Page, place: str = "#counts") -> dict[str, int]:
    numbers = page.locator(f"{place} [data-label]").evaluate_all(
        "counts => counts.map((count) => [count.dataset.label, parseInt(count.innerText)])"
    )
    return dict(numbers)


def test_page_record_and_files(visit: Visit, classes: tuple[str, ...], tmp_path: Path) -> None:
    expected = {label: int(label in FOUND[len(classes)]) for label in classes}
    page = visit.open()
    assert list(count_faces(page)) == list(classes)
    visit.start()
    expect(page.locator("#detections > li")).to_have_count(2)
    for label, count in expected.items():
        expect(page.locator(f"#counts [data-label={label}] .counts-number")).to_have_text(str(count))
    assert {face["label"] for face in visit.detections()} == FOUND[len(classes)]
    assert violations(page) == []
    page.get_by_text("Settings", exact=True).click()
    offered = page.locator("#hide option").evaluate_all("options => options.map(({value}) => value)")
    assert offered == ["", "all", *classes]
    page.wait_for_timeout(1000)
    page.get_by_role("button", name="Stop").click()
    visit.wait_for("paused")
    assert count_faces(page) == expected
    for button, suffix in (("Save as CSV", "csv"), ("Save as JSON", "json")):
        with page.expect_download() as saving:
            page.locator(".results").get_by_role("button", name=button).click()
        saving.value.save_as(tmp_path / f"faces.{suffix}")
    with (tmp_path / "faces.csv").open(encoding="utf-8", newline="") as file:
        assert {row["label"] for row in csv.DictReader(file)} == FOUND[len(classes)]
    (entry,) = json.loads((tmp_path / "faces.json").read_text(encoding="utf-8"))
    assert {face["label"] for face in entry["detections"]} == FOUND[len(classes)]

    page.goto(f"{visit.address}/visits/")
    expect(page.locator("#total")).to_have_text("2 visits")
    assert count_faces(page) == expected
    parts = page.locator(".chart-part").evaluate_all("parts => parts.map((part) => part.dataset.label)")
    assert set(parts) == FOUND[len(classes)]
    assert page.locator("#legend [data-label]").count() == len(classes)
    page.get_by_text("As a table").first.click()
    columns = page.locator("#timeline-table").get_by_role("columnheader")
    expect(columns).to_have_count(len(classes) + 3)
    assert violations(page) == []


def test_the_reception_desk(visit: Visit, classes: tuple[str, ...]) -> None:
    page = visit.open("?view=kiosk&today=1", state="running")
    verdict = {2: "no_mask", 3: "mask_worn_incorrectly", 4: "face_shield"}[len(classes)]
    expect(page.locator("#live")).to_have_attribute("data-verdict", verdict)
    page.wait_for_function(
        "() => /1.*1/s.test(document.querySelector('#today-visits').innerText)", timeout=120_000
    )
    assert count_faces(page, "#today-visits") == {
        label: int(label in FOUND[len(classes)]) for label in classes
    }
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    assert violations(page) == []


def test_the_page_and_the_api_agree_as_described(visit: Visit, classes: tuple[str, ...], photo: Path) -> None:
    page = visit.open()
    visit.choose(photo)
    visit.wait_for("paused")
    answer = visit.ask_server(photo)
    assert {face["label"] for face in answer["detections"]} == FOUND[len(classes)]
    assert {face["label"] for face in visit.detections()} == FOUND[len(classes)]
    document = page.request.get(f"{visit.address}/api/openapi.json").json()
    Draft202012Validator({"$ref": "#/components/schemas/Answer", **document}).validate(answer)
    labels = document["components"]["schemas"]["Detection"]["properties"]["label"]["enum"]
    assert labels[: len(classes)] == list(classes)  # Those of other published models follow.


def test_the_form_without_javascript(
    browsers: Callable[[str], Browser], address: str, classes: tuple[str, ...], photo: Path
) -> None:
    context = browsers("none").new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/detect?lang=de")
    page.locator("input[type=file]").set_input_files(photo)
    page.get_by_role("button", name="Gesichter suchen").click()
    names = {2: "ohne Maske", 3: "Maske nicht über der Nase", 4: "face shield"}
    expect(page.locator("main")).to_contain_text(names[len(classes)])
    context.close()


def test_the_command_line(
    static: Path,
    classes: tuple[str, ...],
    photo: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    model = ("--model", str(static / "model" / "model.onnx"))
    assert command.main([str(photo), "--json", *model]) == 0
    faces = json.loads(capsys.readouterr().out)["detections"]
    assert {face["label"] for face in faces} == FOUND[len(classes)]
    assert command.main([str(photo), "--language", "fr", *model]) == 0
    words = {2: "sans masque", 3: "masque", 4: "face shield"}
    assert words[len(classes)] in capsys.readouterr().out

    hidden = max(FOUND[len(classes)], key=CLASSES.index)
    output = tmp_path / "hidden.png"
    assert command.main([str(photo), "--output", str(output), "--hide-faces", hidden, *model]) == 0
    before, after = (np.asarray(Image.open(path).convert("RGB")) for path in (photo, output))
    for face in faces:
        left, top, right, bottom = map(round, face["box"])
        inside = np.s_[top + 20 : bottom - 20, left + 20 : right - 20]
        few = len(np.unique(after[inside].reshape(-1, 3), axis=0)) <= 20
        assert few == (face["label"] == hidden)
        assert len(np.unique(before[inside].reshape(-1, 3), axis=0)) > 1000
