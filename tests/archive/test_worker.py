from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from archive.items import find_items
from archive.model import load_stored_model, store_model
from archive.plan import find_done, write_plan
from archive.rows import read_tally
from archive.tally import Tally
from archive.worker import BATCH, Job, Worker
from detector import load_detector
from detector.models import find_model
from tests.archive.conftest import NUM_PICTURES, read_rows

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def output(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("output")
    size = write_plan(find_items(str(archive), "path"), str(folder))
    store_model(find_model(None, "onnxruntime"), str(folder))
    worker = Worker(Job(str(folder), "model.onnx", "onnxruntime", 0.5, BATCH))
    for block in range(size.blocks):
        worker.analyse(block)
    return folder


def test_the_rows_are_what_the_command_line_finds(output: Path, archive: Path) -> None:
    detect = load_detector()
    rows = {row["source"]: row for row in read_rows(output)}
    for name in ("spring/001.jpg", "winter/000.jpg", "spring/002.jpg", "winter/003.jpg"):
        row = rows[f"{archive}/{name}"]
        expected = detect(archive / name)
        assert [face["label"] for face in row["detections"]] == [face["label"] for face in expected]
        for found, wanted in zip(row["detections"], expected, strict=True):
            assert found["score"] == pytest.approx(wanted["score"], abs=1e-4)
            np.testing.assert_allclose(found["box"], wanted["box"], atol=0.05)
        assert sum(row["counts"].values()) == len(expected)
        assert (row["model"], row["error"]) == (detect.card.name, None)
        assert detect.card.published is not None
        assert row["weights_sha256"] == detect.card.published["weights_sha256"]
    assert rows[f"{archive}/spring/002.jpg"]["counts"] == {"mask": 1, "no_mask": 1}


def test_nothing_is_lost(output: Path, archive: Path) -> None:
    rows = read_rows(output)
    names = [row["source"].removeprefix(f"{archive}/") for row in rows]
    assert len(names) == NUM_PICTURES + 2 + 3 + 4
    assert [(row["frame"], row["time"]) for row in rows if row["source"].endswith("film.avi")] == [
        (0, 0),
        (5, 0.5),
        (10, 1),
    ]
    assert [name for name in names if name.startswith("shard")] == [f"shard.tar/{i}.jpg" for i in range(4)]
    failed = {Path(row["source"]).name: row for row in rows if row["error"]}
    assert failed.keys() == {"cut-off.jpg", "text.png"}
    assert failed["text.png"]["detections"] is failed["text.png"]["width"] is None


def test_a_block_that_is_written_is_not_looked_at_again(output: Path) -> None:
    worker = Worker(Job(str(output), "model.onnx", "onnxruntime", 0.5, BATCH))
    paths = sorted((output / "detections").iterdir())
    before = [path.stat().st_mtime_ns for path in paths]
    assert Tally.from_json(worker.analyse(0)) == read_tally(str(output), 0)
    assert [path.stat().st_mtime_ns for path in paths] == before
    assert len(find_done(str(output))) == len(paths)


DOCUMENT = (ROOT / "docs" / "archive.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", re.findall(r"^```python\n(.*?)^```", DOCUMENT, re.DOTALL | re.MULTILINE))
def test_the_documented_queries_run(
    code: str,
    output: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "results").symlink_to(output)
    monkeypatch.chdir(tmp_path)
    exec(code, {})
    assert re.search("2024-05-01|no_mask|The file is not a picture", capsys.readouterr().out)


def test_a_model_lies_beside_the_results(tmp_path: Path) -> None:
    path = find_model("hd", "opencv")
    store_model(path, str(tmp_path))
    for output in (str(tmp_path), f"file://{tmp_path}"):
        assert load_stored_model(path.name, output, "opencv").card == load_detector("hd").card
