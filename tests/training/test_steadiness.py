import json

from training.steadiness import main


def test_the_command_prints_the_figures(write_coco, capsys):
    assert main([str(write_coco([[(1, [100.0, 50.0, 80.0, 90.0], 0)]]))]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["faces"] == 1
    assert 0 <= figures["lost"] <= 1


def test_a_set_without_large_faces_is_one_sentence_and_status_1(write_coco, capsys):
    assert main([str(write_coco([[]]))]) == 1
    assert "expected faces of 60 pixels, found none" in capsys.readouterr().err
