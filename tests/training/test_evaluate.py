import json
import re

import numpy as np

from detector.anchors import generate_anchors
from detector.boxes import encode_boxes
from training.data.annotations import read_annotations
from training.evaluate import evaluate, main
from training.evaluation.report import write_report

FACE = [100.0, 50.0, 60.0, 80.0]


def test_the_command_writes_a_report(write_coco, tmp_path, capsys):
    annotations = write_coco([[(1, FACE, 0)], [(2, FACE, 0)], []])
    report = tmp_path / "report"
    assert main([str(annotations), "--output", str(report)]) == 0
    metrics = json.loads((report / "metrics.json").read_text())
    assert metrics == json.loads(capsys.readouterr().out)
    assert metrics["dataset"] == "annotations"
    assert metrics["images"] == 3
    assert 0 <= metrics["ap50"]["mean"] <= 1
    assert sum(metrics["confusion"]["mask"].values()) == 1
    assert sum(metrics["confusion"]["no_mask"].values()) == 1
    assert set(metrics["thresholds"]) == {"reception desk", "any picture", "crowd"}
    assert (report / "precision_recall.png").read_bytes().startswith(b"\x89PNG")


def test_the_page_shows_every_mistake_and_needs_nothing_else(write_coco, card, tmp_path):
    samples = read_annotations(write_coco([[(1, FACE, 0)], [(2, FACE, 0)], [], [(1, FACE, 0)]]), card.classes)
    anchors = generate_anchors(card.anchors)

    def answer(*boxes):
        """Of each picture: (class, box as a share of the picture, score)."""
        regression = np.zeros((1, len(anchors), 4), np.float32)
        scores = np.zeros((1, len(anchors), 2), np.float32)
        for index, (label, box, score) in enumerate(boxes):
            target = np.array([box], np.float32)
            regression[0, 4 * index] = encode_boxes(target, anchors[[4 * index]], card.variances)[0]
            scores[0, 4 * index, label] = score
        return regression, scores

    face, elsewhere = (100 / 300, 50 / 200, 160 / 300, 130 / 200), (0.7, 0.1, 0.9, 0.3)
    loose = (100 / 300, 50 / 200, 240 / 300, 130 / 200)
    answers = iter(
        [answer((0, face, 0.9)), answer((0, face, 0.8)), answer((1, elsewhere, 0.7)), answer((0, loose, 0.6))]
    )
    evaluation = evaluate(lambda batch: next(answers), samples, card, "drawn", {})
    assert evaluation.confusion == [("mask", [1, 0, 1]), ("no_mask", [1, 0, 0]), ("no face", [1, 1, 0])]
    assert evaluation.confusion_of_larger == evaluation.confusion
    assert evaluation.as_dict()["confusion"]["from_24_px"]["no_mask"] == {
        "mask": 1,
        "no_mask": 0,
        "missed": 0,
    }

    write_report(evaluation, tmp_path / "report")
    page = (tmp_path / "report" / "report.html").read_text()
    for heading, count in {
        "False alarms": 1,
        "Faces with a box too loose to count": 1,
        "Wrong class": 1,
        "Missed faces": 1,
    }.items():
        assert f"<h2>{heading}: {count}</h2>" in page
    assert "no_mask 0.70 for no face" in page
    assert "mask 0.80 for no_mask" in page
    assert "nothing for mask" in page
    assert not re.search(r"""(?:src|href)=["'](?!data:)""", page)
    assert page.count("data:image/jpeg;base64,") == 4


def test_a_class_without_faces_has_no_figure(write_coco, tmp_path, capsys):
    report = tmp_path / "report"
    assert main([str(write_coco([[(1, FACE, 0)]])), "--output", str(report)]) == 0
    ap50 = json.loads(capsys.readouterr().out)["ap50"]
    assert ap50["no_mask"] is None
    assert ap50["mean"] == ap50["mask"]
    assert "<td><b>–</b></td>" in (report / "report.html").read_text()


def test_a_missing_picture_is_one_sentence_and_status_1(write_coco, tmp_path, capsys):
    annotations = write_coco([[(1, FACE, 0)]])
    (tmp_path / "0.png").unlink()
    assert main([str(annotations), "--output", str(tmp_path / "report")]) == 1
    error = capsys.readouterr().err
    assert "error: " in error
    assert "0.png: No such file" in error
    assert not (tmp_path / "report").exists()


def test_several_sets_are_one_where_ids_differ(write_coco, capsys, tmp_path):
    one = str(write_coco([[(1, FACE, 0)]]))
    assert main([one, one, "--output", str(tmp_path / "report")]) == 1
    assert "expected different image ids in each set" in capsys.readouterr().err
