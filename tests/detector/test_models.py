from __future__ import annotations

from pathlib import Path

import pytest

from detector import models
from detector.models import find_folder, find_model

ROOT = Path(__file__).parents[2]


def test_what_the_page_uses_is_the_usual_model() -> None:
    assert find_model(None, "opencv") == ROOT / "static" / "model" / "model.onnx"
    assert find_model(None, "litert") == ROOT / "static" / "model" / "model.tflite"


def test_keras_reads_what_training_wrote() -> None:
    assert find_model(None, "keras") == ROOT / "models" / "face_mask.keras"
    assert find_model("hd", "keras") == ROOT / "models" / "hd" / "face_mask.keras"


def test_a_published_model_has_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert find_model("hd", "opencv") == ROOT / "static" / "model-hd" / "model.onnx"
    with pytest.raises(FileNotFoundError, match="model: no such file or folder: none"):
        find_model("none", "opencv")
    monkeypatch.chdir(tmp_path)
    Path("hd").mkdir()
    assert find_model("hd", "opencv") == Path("hd") / "model.onnx"


def test_a_file_or_a_folder(tmp_path: Path) -> None:
    file = tmp_path / "other.onnx"
    file.touch()
    assert find_model(file, "opencv") == file
    assert find_model(str(tmp_path), "opencv") == tmp_path / "model.onnx"
    saved = tmp_path / "saved_model"
    saved.mkdir()
    assert find_model(saved, "tensorflow") == find_model(tmp_path, "tensorflow") == saved


def test_an_unknown_backend_is_named() -> None:
    with pytest.raises(ValueError, match=r"backend: expected one of opencv, .*, got 'abacus'"):
        find_model(None, "abacus")


@pytest.mark.parametrize("place", ["server/static", "static"], ids=["wheel", "checkout"])
def test_folder_is_found_in_a_wheel_and_in_a_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    monkeypatch.setattr(models, "ROOT", tmp_path)
    (tmp_path / place / "model").mkdir(parents=True)
    assert find_folder("static") == tmp_path / place
    assert find_model(None, "opencv") == tmp_path / place / "model" / "model.onnx"
