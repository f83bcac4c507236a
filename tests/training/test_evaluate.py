import json

from training.evaluate import main

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
    assert (report / "precision_recall.png").read_bytes().startswith(b"\x89PNG")


def test_a_missing_picture_is_one_sentence_and_status_1(write_coco, tmp_path, capsys):
    annotations = write_coco([[(1, FACE, 0)]])
    (tmp_path / "0.png").unlink()
    assert main([str(annotations), "--output", str(tmp_path / "report")]) == 1
    error = capsys.readouterr().err
    assert "error: " in error
    assert "0.png: missing" in error
    assert not (tmp_path / "report").exists()
