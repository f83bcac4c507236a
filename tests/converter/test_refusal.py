"""What is not proven is not published, and what was published before stays as it was."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import keras
import numpy as np
import onnx
import pytest

from converter import verify
from converter.convert import convert
from converter.formats import Options, Tolerance, load_format
from converter.formats.onnx import Onnx
from converter.formats.tfjs import Tfjs


def read_folder(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def published(converted, tmp_path):
    """A folder with an earlier model, as any page would have it."""
    return Path(shutil.copytree(converted[0], tmp_path / "published"))


class Spoiled:
    """A format whose file is changed after it was written."""

    def __init__(self, format_, spoil):
        self._format, self._spoil, self.tolerance = format_, spoil, format_.tolerance

    def export(self, source, folder):
        self._format.export(source, folder)
        self._spoil(folder)

    def run(self, *arguments):
        return self._format.run(*arguments)


def change_a_weight(by):
    def spoil(folder):
        model = onnx.load(folder / "model.onnx")
        kernel = next(tensor for tensor in model.graph.initializer if len(tensor.dims) == 4)
        values = onnx.numpy_helper.to_array(kernel).copy()
        values.flat[0] += by
        kernel.CopyFrom(onnx.numpy_helper.from_array(values, kernel.name))
        onnx.save(model, folder / "model.onnx")

    return spoil


def swap_outputs(folder):
    model = onnx.load(folder / "model.onnx")
    swapped = {"loc": "cls", "cls": "loc"}
    for node in model.graph.node:
        node.output[:] = [swapped.get(name, name) for name in node.output]
    for value in model.graph.output:
        value.name = swapped[value.name]
    onnx.save(model, folder / "model.onnx")


def truncate(folder):
    path = folder / "model.onnx"
    path.write_bytes(path.read_bytes()[:1000])


def test_a_changed_weight_is_refused(source, published):
    before = read_folder(published)
    formats = {"tfjs": load_format("tfjs", Options()), "onnx": Spoiled(Onnx(), change_a_weight(0.5))}
    conversion = convert(source, formats, published, num_images=2)
    tfjs, onnx_ = conversion.results
    assert not conversion.verified
    assert tfjs.verified
    assert not onnx_.verified
    assert read_folder(published) == before
    assert list(published.parent.iterdir()) == [published]


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (change_a_weight(np.nan), "format 'onnx': onnxruntime: expected finite bbox_regression, got NaN"),
        (
            swap_outputs,
            r"format 'onnx': opencv: expected bbox_regression of shape \[2, (\d+), 4\], got \[2, \1, 3\]",
        ),
        (truncate, "format 'onnx': model: OpenCV cannot read"),
    ],
)
def test_a_broken_file_is_refused_by_name(source, published, spoil, message):
    before = read_folder(published)
    with pytest.raises(ValueError, match=message):
        convert(source, {"onnx": Spoiled(Onnx(), spoil), "tfjs": Tfjs()}, published, num_images=2)
    assert read_folder(published) == before


def test_a_browser_model_that_does_not_load_is_refused(source, tmp_path):
    def drop_a_weight(folder):
        model = json.loads((folder / "model.json").read_text())
        model["weightsManifest"][0]["weights"].pop()
        (folder / "model.json").write_text(json.dumps(model))

    with pytest.raises(ValueError, match=r"format 'tfjs': TensorFlow\.js cannot run the model"):
        convert(source, {"tfjs": Spoiled(Tfjs(), drop_a_weight)}, tmp_path / "model", num_images=1)
    assert list(tmp_path.iterdir()) == []


def test_files_of_two_models_are_not_mixed(source, published, tmp_path):
    other = tmp_path / "other.keras"
    other.write_bytes(source.weights_path.read_bytes() + b"\0")
    before = read_folder(published)
    with pytest.raises(ValueError, match=r"holds tfjs, .* of another model, card or type of weights"):
        convert(replace(source, weights_path=other), {"onnx": Onnx()}, published, num_images=1)
    assert read_folder(published) == before


def test_files_of_two_types_of_weights_are_not_mixed(source, published):
    before = read_folder(published)
    with pytest.raises(ValueError, match=r"holds tfjs, .* of another model, card or type of weights"):
        convert(replace(source, weight_type="f16"), {"onnx": Onnx()}, published, num_images=1)
    assert read_folder(published) == before


def test_weights_that_do_not_bear_eight_bits_are_refused(source, published, monkeypatch):
    monkeypatch.setitem(verify.ROUNDING, "uint8", Tolerance(bbox_regression=0.7, scores=1e-6))
    before = read_folder(published)
    with pytest.raises(
        ValueError, match=r"weights in uint8: expected .* choose a more exact type with --weights"
    ):
        convert(source, {"onnx": Onnx()}, published, num_images=2)
    assert read_folder(published) == before


def test_folding_that_changes_the_network_is_refused(source, published):
    other = replace(source)
    vars(other)["folded"] = keras.models.clone_model(source.folded)  # with weights of its own
    with pytest.raises(ValueError, match="folding batch normalisation: expected"):
        convert(other, {"onnx": Onnx()}, published, num_images=2)


def test_a_file_beside_another_models_card_is_not_mixed_in(source, published):
    others = json.loads((published / "other_formats.json").read_text())
    others["weights_sha256"] = "0" * 64
    (published / "other_formats.json").write_text(json.dumps(others))
    with pytest.raises(ValueError, match=r"holds saved_model, .* of another model, card or type of weights"):
        convert(source, {"onnx": Onnx()}, published, num_images=1)


def test_a_folder_with_an_authors_card_is_no_output(source, tmp_path):
    (tmp_path / "card.json").write_bytes(source.card_path.read_bytes())
    with pytest.raises(ValueError, match="holds an author's card"):
        convert(source, {"onnx": Onnx()}, tmp_path, num_images=1)


def test_what_a_killed_conversion_left_is_not_taken_for_an_empty_folder(source, published):
    (published / "card.json").unlink()
    with pytest.raises(ValueError, match=r"holds tfjs, saved_model, .* without a card"):
        convert(source, {"onnx": Onnx()}, published, num_images=1)
