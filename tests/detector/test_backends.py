from __future__ import annotations

import sys
import tomllib
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import NoReturn
from unittest.mock import MagicMock

import numpy as np
import onnx
import psutil
import pytest

from detector import backends
from detector.backends import BACKENDS, ModelError, PartnerError, find_partner, load_backend
from detector.card import Card, load_card

ROOT = Path(__file__).parents[2]
MODEL_FOLDER = ROOT / "static" / "model"
CARD = load_card(MODEL_FOLDER / "card.json")
FIRST_BYTES = {"keras": b"\x89HDF\r\n\x1a\n", "litert": b"\x1c\0\0\0TFL3", "pytorch": b"\x80\x02\x8a"}
"""Of the files that a backend reads and whose content tells it."""

ONNX = [name for name, runtime in BACKENDS.items() if runtime.format == "onnx"]


@pytest.mark.parametrize("name", ONNX)
def test_output_shapes_and_types(name: str) -> None:
    backend = load_backend(name, MODEL_FOLDER / "model.onnx", CARD)
    batch = np.zeros((1, CARD.input.height, CARD.input.width, 3), np.float32)
    bbox_regression, scores = backend.run(batch)
    assert bbox_regression.shape == (1, CARD.anchors.num_anchors, 4)
    assert scores.shape == (1, CARD.anchors.num_anchors, len(CARD.classes))
    assert bbox_regression.dtype == scores.dtype == np.float32
    assert 0 <= scores.min() <= scores.max() <= 1


def test_runtimes_agree() -> None:
    rng = np.random.default_rng(0)
    batch = rng.random((1, CARD.input.height, CARD.input.width, 3), np.float32)
    first, *others = (load_backend(name, MODEL_FOLDER / "model.onnx", CARD).run(batch) for name in ONNX)
    assert others
    for other in others:
        np.testing.assert_allclose(other[0], first[0], atol=1e-3)
        np.testing.assert_allclose(other[1], first[1], atol=1e-4)


@pytest.mark.parametrize("name", ONNX)
def test_results_are_not_overwritten_by_the_next_run(name: str) -> None:
    backend = load_backend(name, MODEL_FOLDER / "model.onnx", CARD)
    rng = np.random.default_rng(0)
    batches = rng.random((2, 1, CARD.input.height, CARD.input.width, 3), np.float32)
    first = backend.run(batches[0])
    kept = [output.copy() for output in first]
    backend.run(batches[1])
    for output, copy in zip(first, kept, strict=True):
        np.testing.assert_array_equal(output, copy)


@pytest.mark.parametrize("name", [name for name, runtime in BACKENDS.items() if runtime.batches])
def test_a_batch_gives_what_its_pictures_give(name: str) -> None:
    backend = load_backend(name, MODEL_FOLDER / "model.onnx", CARD)
    batch = np.random.default_rng(0).random((3, CARD.input.height, CARD.input.width, 3), np.float32)
    together = backend.run(batch)
    for index, picture in enumerate(batch):
        for whole, alone in zip(together, backend.run(picture[np.newaxis]), strict=True):
            np.testing.assert_allclose(whole[index], alone[0], atol=1e-5)


def test_a_file_of_one_picture_takes_a_batch_too(tmp_path: Path) -> None:
    path = tmp_path / "model.onnx"
    model = onnx.load(MODEL_FOLDER / "model.onnx")
    model.graph.input[0].type.tensor_type.shape.dim[0].dim_value = 1
    onnx.save(model, path)
    batch = np.random.default_rng(0).random((2, CARD.input.height, CARD.input.width, 3), np.float32)
    fixed, free = (load_backend("onnxruntime", file, CARD) for file in (path, MODEL_FOLDER / "model.onnx"))
    for one, other in zip(fixed.run(batch), free.run(batch), strict=True):
        np.testing.assert_allclose(one, other, atol=1e-5)


def test_the_environment_limits_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    before = psutil.Process().num_threads()
    backend = load_backend("onnxruntime", MODEL_FOLDER / "model.onnx", CARD)
    assert backend is not None
    assert psutil.Process().num_threads() == before


def test_unknown_name() -> None:
    with pytest.raises(ValueError, match=r"backend: expected one of opencv, .*, got 'abacus'"):
        load_backend("abacus", MODEL_FOLDER / "model.onnx", CARD)


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"model: no such file: .*nothing\.onnx"):
        load_backend("opencv", tmp_path / "nothing.onnx", CARD)


@pytest.mark.parametrize("name", [name for name in BACKENDS if name not in ("mxnet", "paddle")])
def test_not_a_model(name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / BACKENDS[name].file
    for file in (path, path.with_suffix(".caffemodel")):
        file.write_bytes(b"not a model")
    with pytest.raises(
        ModelError, match=rf"model: .* cannot read {path}: it is damaged or of another kind; "
    ):
        load_backend(name, path, CARD)
    assert "not a model" not in capfd.readouterr().err


@pytest.mark.parametrize(
    ("name", "owner"), [(name, owner) for name in BACKENDS for owner in FIRST_BYTES if name != owner]
)
def test_a_foreign_file_is_refused_before_the_runtime_starts(
    name: str, owner: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("detector.backends.import_module", lambda name: pytest.fail("started"))
    path = tmp_path / BACKENDS[name].file
    path.write_bytes(FIRST_BYTES[owner])
    with pytest.raises(ModelError, match=rf" cannot read {path}: it is .*; read it with --backend {owner}$"):
        load_backend(name, path, CARD)


@pytest.mark.parametrize(
    ("name", "path"),
    [*((name, MODEL_FOLDER / "model.onnx") for name in ONNX), ("keras", ROOT / "models" / "face_mask.keras")],
)
def test_an_output_that_the_model_lacks(name: str, path: Path) -> None:
    card = replace(CARD, outputs=CARD.outputs._replace(scores="scores"))
    with pytest.raises(ValueError, match=rf"model: expected an output 'scores' in {path}, got .*loc"):
        load_backend(name, path, card)


@pytest.mark.parametrize("name", ONNX)
def test_a_card_of_another_size(name: str) -> None:
    card = load_card(ROOT / "static" / "model-hd" / "card.json")
    with pytest.raises(ValueError, match=r"model: .*/model/model\.onnx takes no picture of 390×390"):
        load_backend(name, MODEL_FOLDER / "model.onnx", card)


def test_a_card_of_other_classes() -> None:
    card = replace(CARD, classes=("mask", "no_mask", "worn_wrong"))
    with pytest.raises(ValueError, match=r"expected outputs of shape .* 3\)\] .*, got .* 2\)\]"):
        load_backend("opencv", MODEL_FOLDER / "model.onnx", card)


@pytest.mark.parametrize("name", BACKENDS)
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "it is empty; copy or download it again"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0", "a Git LFS pointer; .* 'git lfs pull'"),
        (b"<html>Not found</html>", "it is a web page; download the file itself"),
        (b"PK\x05\x06" + bytes(18), "it is a packed archive; unpack it"),
    ],
)
def test_what_is_no_model_is_named(name: str, content: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / BACKENDS[name].file
    path.write_bytes(content)
    with pytest.raises(ModelError, match=rf"^model: {BACKENDS[name].name} cannot read {path}: .*{said}$"):
        load_backend(name, path, CARD)


@pytest.mark.parametrize("name", ONNX)
@pytest.mark.parametrize(
    ("file", "content", "backend"),
    [
        ("model.tflite", b"\x1c\0\0\0TFL3", "litert"),
        ("model.h5", b"\x89HDF\r\n\x1a\n", "keras"),
        ("model.pth", b"\x80\x02\x8a", "pytorch"),
    ],
)
def test_a_file_of_another_runtime_is_named(
    name: str, file: str, content: bytes, backend: str, tmp_path: Path
) -> None:
    (tmp_path / file).write_bytes(content)
    with pytest.raises(ModelError, match=rf"cannot read .*; read it with --backend {backend}$"):
        load_backend(name, tmp_path / file, CARD)


@pytest.mark.parametrize("content", [b"not a model", b"{}", bytes(range(256))])
@pytest.mark.parametrize(("name", "weights"), [("paddle", "model.pdiparams"), ("mxnet", "model-0000.params")])
def test_a_runtime_that_would_crash_is_not_asked(
    name: str, weights: str, content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runtime = MagicMock()
    for module in ("paddle", "paddle.inference", "mxnet"):
        monkeypatch.setitem(sys.modules, module, runtime)
    monkeypatch.delitem(sys.modules, f"detector.backends.{name}", raising=False)
    path = tmp_path / BACKENDS[name].file
    for file in (path, tmp_path / weights):
        file.write_bytes(content)
    with pytest.raises(ModelError, match=rf"cannot read {path}: it is damaged or of another kind; copy"):
        load_backend(name, path, CARD)
    del sys.modules[f"detector.backends.{name}"]  # it refers to the test double
    assert not runtime.mock_calls


@pytest.mark.parametrize(
    ("weights", "layers"),
    [
        ("model.caffemodel", "model.prototxt"),
        ("model.pdiparams", "model.pdmodel"),
        ("model-0000.params", "model-symbol.json"),
    ],
)
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty; copy"),
        (b"version https://git-lfs", "is a Git LFS pointer; fetch"),
        (None, "expected"),
    ],
)
def test_the_weights_beside_the_layers(
    weights: str, layers: str, content: bytes | None, said: str, tmp_path: Path
) -> None:
    (tmp_path / layers).write_bytes(b"layers")
    if content is not None:
        (tmp_path / weights).write_bytes(content)
    ending = weights.removeprefix("model")
    with pytest.raises(PartnerError, match=rf"{said}.*") as caught:
        find_partner(tmp_path / layers, ending)
    assert weights in str(caught.value)


@pytest.mark.parametrize(("given", "missing"), [(".caffemodel", ".prototxt"), (".prototxt", ".caffemodel")])
def test_the_other_file_of_a_caffe_model_is_missing(given: str, missing: str, tmp_path: Path) -> None:
    path = tmp_path / f"model{given}"
    path.write_bytes(b"layers")
    with pytest.raises(ModelError, match=rf"cannot read {path}: expected model{missing} beside it"):
        load_backend("caffe", path, CARD)


def test_what_a_runtime_says_is_cut_short(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(model: Path, card: Card) -> NoReturn:
        raise RuntimeError("words\n" * 10_000)

    path = tmp_path / "model.onnx"
    path.write_bytes(b"onnx")
    monkeypatch.setattr("detector.backends.opencv.load", fail)
    with pytest.raises(ModelError) as caught:
        load_backend("opencv", path, CARD)
    assert len(str(caught.value)) < 400
    assert "\n" not in str(caught.value)


def test_a_runtime_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> ModuleType:
        raise ModuleNotFoundError("No module named 'onnxruntime'", name="onnxruntime")

    monkeypatch.setattr("detector.backends.import_module", missing)
    with pytest.raises(ValueError, match="needs onnxruntime, which is not installed: pip install"):
        load_backend("onnxruntime", MODEL_FOLDER / "model.onnx", CARD)


def test_a_runtime_that_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(name: str) -> ModuleType:
        raise AttributeError("module 'numpy' has no attribute 'bool'")

    monkeypatch.setattr("detector.backends.import_module", fail)
    with pytest.raises(
        ValueError, match="'onnxruntime' is installed, but does not start: module 'numpy' has"
    ):
        load_backend("onnxruntime", MODEL_FOLDER / "model.onnx", CARD)


def test_a_file_that_the_converter_writes(tmp_path: Path) -> None:
    with pytest.raises(
        FileNotFoundError, match=r"model\.tflite; python -m converter tflite writes model\.tflite"
    ):
        load_backend("litert", tmp_path / "model.tflite", CARD)


@pytest.mark.parametrize("name", BACKENDS)
def test_each_extra_is_declared(name: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert BACKENDS[name].extra in {None, *project["optional-dependencies"]}


def test_each_name_has_its_file() -> None:
    folder = Path(backends.__file__).parent
    assert {path.stem for path in folder.glob("*.py")} - {"__init__"} == set(BACKENDS)
