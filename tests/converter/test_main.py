"""The command line."""

import sys

import pytest

from converter import convert, environments
from converter.__main__ import choose_formats, main
from converter.formats import FORMATS, Tolerance
from converter.formats.onnx import Onnx


def test_converts_and_prints_a_table(model_files, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(convert, "NUM_IMAGES", 1)
    weights, card = model_files
    output = tmp_path / "new" / "model"
    arguments = ["onnx", "--source", str(weights), "--card", str(card), "--output", str(output)]
    assert main(arguments) == 0
    printed = capsys.readouterr().out
    assert f"published to {output}" in printed
    (row,) = (line for line in printed.splitlines() if line.startswith("onnx"))
    assert f"{(output / 'model.onnx').stat().st_size:,}" in row
    assert row.endswith("ok")


def test_a_refused_file_is_an_exit_status(model_files, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(convert, "NUM_IMAGES", 1)
    monkeypatch.setattr(Onnx, "tolerance", Tolerance(0, 0))
    weights, card = model_files
    output = tmp_path / "model"
    assert main(["onnx", "--source", str(weights), "--card", str(card), "--output", str(output)]) == 1
    captured = capsys.readouterr()
    assert "refused" in captured.out
    assert "nothing was published" in captured.err
    assert not output.exists()


def test_an_error_is_one_line(tmp_path, capsys):
    assert main(["onnx", "--source", str(tmp_path / "absent.keras")]) == 1
    assert capsys.readouterr().err.splitlines()[-1].startswith("converter: source: no such file")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [(["tensorrt"], "expected one of tfjs"), (["--weights", "int4"], "invalid choice: 'int4'")],
)
def test_bad_arguments(arguments, message, capsys):
    with pytest.raises(SystemExit, match="2"):
        main(arguments)
    assert message in capsys.readouterr().err


def test_all_says_that_it_leaves_out_what_needs_photos(tmp_path, capsys):
    assert choose_formats(["all"], None) == [name for name in FORMATS if name != "tflite_int8"]
    assert "tflite_int8 is left out: it needs --pictures FOLDER" in capsys.readouterr().err
    assert choose_formats(["all"], tmp_path) == list(FORMATS)
    assert "tflite_int8" in choose_formats(["all", "tflite_int8"], None)
    assert capsys.readouterr().err == ""


def test_a_missing_package_names_the_extra(monkeypatch, capsys):
    monkeypatch.delitem(sys.modules, "converter.formats.onnx", raising=False)
    monkeypatch.setitem(sys.modules, "tf2onnx", None)
    assert main(["onnx"]) == 1
    assert "pip install 'face-mask-detection[converter]'" in capsys.readouterr().err


def test_the_list_names_every_format(capsys):
    assert main(["--list"]) == 0
    printed = capsys.readouterr().out
    assert all(name in printed and entry.summary in printed for name, entry in FORMATS.items())
    assert all(f"converter.environments {name}" in printed for name in environments.NAMES)
