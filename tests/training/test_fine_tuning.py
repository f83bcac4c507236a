"""The example of docs/fine-tuning.md, on drawn pictures."""

import re
import shlex
import shutil
from dataclasses import replace
from pathlib import Path

import cv2
import keras
import numpy as np
import pytest
import torch

from converter.__main__ import parse_arguments as parse_converter
from detector.card import Card
from detector.command.arguments import make_parser
from detector.network.pytorch import Network
from tests.pictures import FACE, astronaut, masked_astronaut
from training.__main__ import FINE_TUNE, main
from training.data.annotations import read_annotations
from training.data.dataset import read_images
from training.data.photos import keep_photos
from training.learning.objective import Objective
from training.learning.pretrained import load_pretrained
from training.learning.recipe import Stage, load_recipe
from training.learning.windows import TrainingSet, Windows

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "fine-tuning.md").read_text(encoding="utf-8")
CPU = torch.device("cpu")
SHORT = """
seed = 1
learning_rate = 1e-3
weight_decay = 0.01
warmup = 2
ema_decay = 0.5
validate_every = 160
[[stages]]
input = 132
images = 320
batch = 16
"""


def commands(module: str) -> list[list[str]]:
    lines = re.findall(rf"^\.venv/bin/python -m {re.escape(module)} (.+)$", GUIDE, re.MULTILINE)
    assert lines
    return [shlex.split(line) for line in lines]


@pytest.fixture
def photos(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """photos/train and photos/val as in the guide: the XML of the guide beside each drawn picture."""
    (annotation,) = re.findall(r"```xml\n(.*?)```", GUIDE, re.DOTALL)
    box = dict(zip(("xmin", "ymin", "xmax", "ymax"), FACE, strict=True))
    for name, value in box.items():
        assert f"<{name}>{value:g}</{name}>" in annotation
    for folder, number in (("train", 6), ("val", 2)):
        (tmp_path / "photos" / folder).mkdir(parents=True)
        for index in range(number):
            path = tmp_path / "photos" / folder / f"{index:04}.jpg"
            picture = masked_astronaut() if index % 2 else astronaut()
            cv2.imwrite(str(path), np.clip(picture[..., ::-1] * (0.6 + 0.1 * index), 0, 255))
            text = annotation.replace("0001.jpg", path.name)
            text = text if index % 2 else text.replace("face_mask", "face")
            path.with_suffix(".xml").write_text(text)
    (tmp_path / "models").symlink_to(ROOT / "models")
    (tmp_path / "short.toml").write_text(SHORT)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "photos"


def measure_loss(model: Path, photos: Path, card: Card) -> float:
    """Loss of a Keras model on windows of the training photos that no run has seen."""
    network = Network(card)
    load_pretrained(network, model, card.classes)
    samples = read_annotations(photos / "train", card.classes)
    recipe = replace(load_recipe(FINE_TUNE), seed=99, stages=(Stage(card.input.width, 24, 24),))
    photos_kept = keep_photos(read_images(samples), CPU)
    training_set = TrainingSet(samples, photos_kept, card.classes, recipe.sampling)
    batch = Windows(training_set, card, recipe, 0, CPU)[0]
    with torch.inference_mode():
        return float(Objective(network.eval(), card, card.input.width, CPU)(batch))


def test_the_guide_s_dry_run_counts_and_draws(photos, capsys):
    dry, _ = commands("training")
    assert "--dry-run" in dry
    assert main(dry) == 0
    said = capsys.readouterr().out
    assert re.search(r"train: 6 pictures, 0 of them without a face", said)
    assert re.search(r"^mask +0 +0 +3 +0 +3$", said, re.MULTILINE)
    assert re.search(r"^no_mask +0 +0 +3 +0 +3$", said, re.MULTILINE)
    sheet = cv2.imread("runs/mine/train.jpg")
    x, y = (round(edge * 236 / 512) for edge in FACE[:2])
    no_mask_bgr = np.array([15, 65, 179])
    assert np.abs(sheet[24 + y, x + 10 : x + 30].mean(axis=0) - no_mask_bgr).max() < 40
    assert cv2.imread("runs/mine/windows.jpg").shape == (5 * 260, 6 * 260, 3)
    assert not Path("runs/mine/checkpoint.pt").exists()


def test_a_class_that_no_face_has_is_said_before_training(photos, capsys):
    for path in (photos / "val").glob("*.xml"):
        path.write_text(path.read_text().replace(">face<", ">mask<"))
    assert main(commands("training")[0]) == 0
    assert capsys.readouterr().err.count("warning: photos/val: no face is 'no_mask'") == 1


def weaken(model: Path) -> None:
    """Halve what the last layers say of classes, so that there is something to learn again."""
    network = keras.models.load_model(model, compile=False)
    for layer in network.layers:
        if re.fullmatch(r"head_\d_cls_out", layer.name):
            kernel, bias = layer.get_weights()
            layer.set_weights([kernel / 2, bias])
    network.save(model)


def test_the_guide_s_training_learns_and_publishes(photos, card, capsys):
    Path("models").unlink()
    shutil.copytree(ROOT / "models", "models")
    weaken(Path("models/face_mask.keras"))
    _, train = commands("training")
    assert main([*train, "--recipe", "short.toml", "--workers", "0", "--device", "cpu"]) == 0
    assert "starting from models/face_mask.keras\n" in capsys.readouterr().out
    before, after = Path("models/face_mask.keras"), Path("runs/mine/face_mask.keras")
    assert measure_loss(after, photos, card) < measure_loss(before, photos, card)

    old, new = (keras.models.load_model(path, compile=False).get_weights() for path in (before, after))
    changes = np.array([np.abs(a - b).max() for a, b in zip(old, new, strict=True)])
    assert (changes > 0).mean() > 0.8
    assert np.corrcoef(old[0].ravel(), new[0].ravel())[0, 1] > 0.9


def test_a_malformed_file_stops_the_run_with_its_name(photos, capsys):
    path = photos / "train" / "0002.xml"
    path.write_text(path.read_text().replace(">270<", ">600<"))
    assert main(commands("training")[0]) == 1
    error = capsys.readouterr().err
    assert error.startswith(
        "error: photos/train/0002.xml: <object> 1, <bndbox>: expected it inside the picture"
    )


def test_the_other_commands_of_the_guide_are_valid():
    for arguments in commands("converter"):
        parse_converter(arguments)
    for arguments in commands("detector"):
        make_parser().parse_args(arguments)
    for path in re.findall(r"\]\((\.\./[^)]+)\)", GUIDE):
        assert (ROOT / "docs" / path).exists()
