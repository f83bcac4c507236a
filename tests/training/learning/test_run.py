import json
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from training.__main__ import main
from training.data.coco import read_coco
from training.data.dataset import read_images
from training.data.photos import keep_photos
from training.evaluation.curves import plot_log
from training.learning.moving_average import MovingAverage
from training.learning.objective import Objective
from training.learning.recipe import PUBLISHED, Recipe, Sampling, Stage, load_recipe
from training.learning.run import Training
from training.learning.teacher import Teacher, load_teacher
from training.learning.windows import TrainingSet, Windows

FACE = [100.0, 50.0, 60.0, 80.0]
SAMPLING = Sampling(crowd=1.0, crowd_size=15, empty=1.0)
RECIPE = Recipe(
    seed=1,
    learning_rate=1e-3,
    weight_decay=0.01,
    warmup=1,
    ema_decay=0.5,
    validate_every=4,
    stages=(Stage(input=132, images=8, batch=2),),
    sampling=SAMPLING,
    windows=load_recipe(PUBLISHED).windows,
)
CPU = torch.device("cpu")


@pytest.fixture
def samples(write_coco, card):
    return read_coco(write_coco([[(1, FACE, 0)], [(2, FACE, 0)]]), card.classes)


@pytest.fixture
def training_set(samples, card):
    return TrainingSet(samples, keep_photos(read_images(samples), CPU), card.classes, SAMPLING)


def weights(training: Training) -> dict[str, torch.Tensor]:
    average = {f"average.{name}": value for name, value in training.average.network.state_dict().items()}
    return {**average, **training.network.state_dict()}


class KilledError(Exception):
    pass


def test_a_killed_run_goes_on_to_the_same_weights(card, samples, training_set, tmp_path, monkeypatch):
    whole = Training(card, RECIPE, tmp_path / "whole", CPU)
    assert not whole.resume()
    whole.run(training_set, samples, workers=0)

    killed = Training(card, RECIPE, tmp_path / "killed", CPU)
    step = killed._step

    def step_until_killed(*arguments):
        if killed.progress == (0, 2):
            killed.save()
            raise KilledError
        return step(*arguments)

    monkeypatch.setattr(killed, "_step", step_until_killed)
    with pytest.raises(KilledError):
        killed.run(training_set, samples, workers=0)

    resumed = Training(card, RECIPE, tmp_path / "killed", CPU)
    assert resumed.resume()
    assert resumed.progress == (0, 2)
    resumed.run(training_set, samples, workers=0)
    for name, value in weights(whole).items():
        assert torch.equal(value, weights(resumed)[name]), name


@pytest.mark.parametrize(
    "change",
    [
        lambda card: {"start": Path("other.keras")},
        lambda card: {"recipe": replace(RECIPE, stages=(replace(RECIPE.stages[0], images=6),))},
        lambda card: {"recipe": replace(RECIPE, learning_rate=2e-3)},
        lambda card: {"card": replace(card, classes=("mask", "no_mask", "helmet"))},
    ],
    ids=["start", "stages", "rate", "network"],
)
def test_a_checkpoint_of_another_run_is_refused(card, tmp_path, change):
    run = {"card": card, "recipe": RECIPE, "folder": tmp_path, "device": CPU}
    begun = Training(**run)
    begun.progress = (0, 1)
    begun.save()
    with pytest.raises(ValueError, match=r"checkpoint\.pt"):
        Training(**{**run, **change(card)}).resume()


def test_a_checkpoint_that_cannot_be_written_is_one_sentence(card, tmp_path, monkeypatch):
    training = Training(card, RECIPE, tmp_path, CPU)

    def save(*_):
        raise RuntimeError("basic_ios::clear: iostream error")

    monkeypatch.setattr(torch, "save", save)
    with pytest.raises(OSError, match=r"checkpoint\.partial: cannot be written"):
        training.save()


def test_a_damaged_log_is_named(tmp_path):
    log = tmp_path / "log.jsonl"
    log.write_text('{"images_seen": 1')
    with pytest.raises(ValueError, match=r"log\.jsonl: a line of this file is damaged"):
        plot_log(log, tmp_path / "log.png")


def test_a_damaged_checkpoint_is_one_sentence(card, tmp_path):
    (tmp_path / "checkpoint.pt").write_bytes(b"not weights")
    with pytest.raises(ValueError, match=r"checkpoint\.pt: not a checkpoint"):
        Training(card, RECIPE, tmp_path, CPU).resume()


@pytest.mark.parametrize("size", [100, 256, 300, 4])
def test_an_input_that_shifts_the_anchors_is_refused(card, tmp_path, size):
    recipe = replace(RECIPE, stages=(replace(RECIPE.stages[0], input=size),))
    with pytest.raises(ValueError, match=f"input {size}: expected 132, 196, 260, 324"):
        Training(card, recipe, tmp_path, CPU)


def test_a_card_whose_maps_are_not_those_of_its_input_is_refused(card, tmp_path):
    wide = replace(card, input=replace(card.input, width=388))
    with pytest.raises(ValueError, match="expected a square"):
        Training(wide, RECIPE, tmp_path, CPU)
    large = replace(card, input=replace(card.input, width=388, height=388))
    with pytest.raises(ValueError, match=r"anchors\.feature_maps"):
        Training(large, RECIPE, tmp_path, CPU)


def test_steps_on_one_batch_lower_its_loss(card, training_set, tmp_path):
    recipe = replace(RECIPE, stages=(Stage(132, 4, 4),))
    training = Training(card, recipe, tmp_path, CPU)
    batch = Windows(training_set, card, recipe, 0, CPU)[0]
    objective = Objective(training.network, card, 132, CPU)
    losses = [float(training._step(objective, batch, rate=3e-3)) for _ in range(12)]
    assert losses[-1] < 0.5 * losses[0]


def test_a_teacher_is_trained_kept_and_teaches(card, samples, training_set, tmp_path):
    """One run after the other, as a recipe with a teacher has it; then a loss of its own for what it says."""
    classes = (*card.classes, "mask_worn_incorrectly")
    recipe = replace(RECIPE, teacher_classes=classes, stages=(Stage(132, 2, 2),), validate_every=10)
    run = Training(card, recipe, tmp_path / "teacher", CPU)
    assert isinstance(run.network, Teacher)
    run.run(training_set, samples, workers=0)
    teacher = load_teacher(tmp_path / "teacher", card, CPU)
    assert teacher.classes == classes
    for name, value in teacher.state_dict().items():
        assert torch.equal(value, run.average.network.state_dict()[name]), name

    student = Training(card, replace(RECIPE, stages=(Stage(132, 2, 2),)), tmp_path / "student", CPU)
    student.run(training_set, samples, 0, teacher)
    batch = Windows(training_set, card, RECIPE, 0, CPU, clean=True)[0]
    alone = Objective(student.network, card, 132, CPU)(batch)
    taught = Objective(student.network, card, 132, CPU, teacher, classes)(batch)
    assert torch.isfinite(taught)
    assert float(taught.detach()) != float(alone.detach())
    with pytest.raises(ValueError, match=r"teacher: expected the classes .*got \['mask'\]"):
        Objective(student.network, card, 132, CPU, teacher, ["mask"])
    with pytest.raises(ValueError, match="not the checkpoint of a teacher"):
        load_teacher(tmp_path / "student", card, CPU)


def test_a_loss_that_is_no_number_ends_the_run(card, samples, training_set, tmp_path, monkeypatch):
    training = Training(card, RECIPE, tmp_path, CPU)
    monkeypatch.setattr(training, "_step", lambda *_: torch.tensor(float("nan")))
    with pytest.raises(ValueError, match="a lower learning_rate"):
        training.run(training_set, samples, workers=0)


def test_a_stage_leaves_frozen_blocks_as_they_are(card, samples, training_set, tmp_path):
    whole, part = RECIPE.stages[0], replace(RECIPE.stages[0], frozen=2)
    training = Training(card, replace(RECIPE, stages=(part, whole)), tmp_path, CPU)
    before = {name: value.clone() for name, value in training.network.state_dict().items()}
    changed = []

    def save():
        state = training.network.state_dict()
        changed.append({name for name, value in state.items() if not torch.equal(value, before[name])})

    training.save = save
    training.run(training_set, samples, workers=0)
    frozen = {name for name in before if name.startswith(("backbone.0.", "backbone.1."))}
    assert changed[0].isdisjoint(frozen)
    assert {"backbone.2.conv.weight", "backbone.2.bn.running_mean"} <= changed[0]
    assert changed[1] > frozen


def test_the_moving_average_forgets_its_start_and_then_moves_slowly():
    network = torch.nn.Linear(1, 1, bias=False)
    torch.nn.init.zeros_(network.weight)
    average = MovingAverage(network, 0.998)
    torch.nn.init.ones_(network.weight)
    for steps, share in ((0, 1), (1, 9 / 11), (10, 9 / 20), (100_000, 0.002)):
        average.steps = steps
        torch.nn.init.zeros_(average.network.weight)
        average.update(network)
        assert average.network.weight.item() == pytest.approx(share)
        assert average.steps == steps + 1


def test_the_command_trains_measures_and_exports(write_coco, tmp_path, capsys):
    annotations = write_coco([[(1, FACE, 0)], [(2, FACE, 0)]])
    recipe = tmp_path / "recipe.toml"
    recipe.write_text(
        "seed = 1\nlearning_rate = 1e-3\nweight_decay = 0.01\nwarmup = 1\nema_decay = 0.5\n"
        "validate_every = 2\n[[stages]]\ninput = 132\nimages = 4\nbatch = 2\n"
    )
    run = tmp_path / "run"
    arguments = ["--train", annotations, "--val", annotations, "--recipe", recipe, "--output", run]
    assert main([str(argument) for argument in [*arguments, "--workers", 0, "--device", "cpu"]]) == 0
    report = json.loads((run / "metrics.json").read_text())
    assert report["images"] == 2
    assert set(report["ap50"]) == {"mask", "no_mask", "mean"}
    written = {path.name for path in run.iterdir()}
    assert written >= {"face_mask.keras", "card.json", "precision_recall.png", "log.jsonl", "log.png"}

    # Again: there is nothing left to train.
    capsys.readouterr()
    assert main([str(argument) for argument in [*arguments, "--workers", 0, "--device", "cpu"]]) == 1
    assert "this run is finished" in capsys.readouterr().err


def test_a_device_that_is_not_there_is_refused(capsys):
    with pytest.raises(SystemExit):
        main(["--train", "a.json", "--val", "b.json", "--device", "gpu"])
    assert "PyTorch cannot use 'gpu' here" in capsys.readouterr().err


def test_a_missing_picture_of_the_validation_set_ends_the_run_before_it_begins(write_coco, tmp_path, capsys):
    annotations = write_coco([[(1, FACE, 0)], [(2, FACE, 0)]])
    (tmp_path / "1.png").unlink()
    arguments = ["--train", annotations, "--val", annotations, "--output", tmp_path / "run"]
    assert main([str(argument) for argument in arguments]) == 1
    assert "1.png: No such file" in capsys.readouterr().err
    assert not (tmp_path / "run").exists()


def test_bad_input_is_one_sentence_and_status_1(tmp_path, capsys):
    missing = tmp_path / "missing.json"
    assert main(["--train", str(missing), "--val", str(missing)]) == 1
    error = capsys.readouterr().err
    assert error.startswith("error: ")
    assert "missing.json" in error
