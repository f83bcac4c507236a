import json
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from training.__main__ import main
from training.data.coco import read_coco
from training.data.dataset import read_images
from training.data.windows import Windows, anchors_at, load_windows
from training.evaluation.curves import plot_log
from training.learning.recipe import Recipe, Sampling, Stage
from training.learning.run import Training, moving_average

FACE = [100.0, 50.0, 60.0, 80.0]
SAMPLING = Sampling(with_mask=1.0, crowd=1.0, crowd_size=15, empty=1.0)
RECIPE = Recipe(
    seed=1,
    weight_decay=0.01,
    warmup=1,
    ema_decay=0.5,
    validate_every=4,
    stages=(Stage(input=132, images=8, batch=2, learning_rate=1e-3),),
    sampling=SAMPLING,
)
CPU = torch.device("cpu")


@pytest.fixture
def samples(write_coco, card):
    return read_coco(write_coco([[(1, FACE, 0)], [(2, FACE, 0)]]), card.classes)


def weights(training: Training) -> dict[str, torch.Tensor]:
    return {**training.average.state_dict(), **training.network.state_dict()}


class KilledError(Exception):
    pass


def test_a_killed_run_goes_on_to_the_same_weights(card, samples, tmp_path, monkeypatch):
    whole = Training(card, RECIPE, tmp_path / "whole", CPU)
    assert not whole.resume()
    whole.run(samples, samples, workers=0)

    killed = Training(card, RECIPE, tmp_path / "killed", CPU)
    step = killed._step

    def step_until_killed(*arguments):
        if killed.progress == (0, 2):
            killed.save()
            raise KilledError
        return step(*arguments)

    monkeypatch.setattr(killed, "_step", step_until_killed)
    with pytest.raises(KilledError):
        killed.run(samples, samples, workers=0)

    resumed = Training(card, RECIPE, tmp_path / "killed", CPU)
    assert resumed.resume()
    assert resumed.progress == (0, 2)
    resumed.run(samples, samples, workers=0)
    for name, value in weights(whole).items():
        assert torch.equal(value, weights(resumed)[name]), name


@pytest.mark.parametrize(
    "change",
    [
        lambda card: {"start": Path("other.keras")},
        lambda card: {"recipe": replace(RECIPE, stages=(replace(RECIPE.stages[0], images=6),))},
        lambda card: {"card": replace(card, classes=("mask", "no_mask", "helmet"))},
    ],
    ids=["start", "stages", "network"],
)
def test_a_checkpoint_of_another_run_is_refused(card, tmp_path, change):
    run = {"card": card, "recipe": RECIPE, "folder": tmp_path, "device": CPU}
    begun = Training(**run)
    begun.progress = (0, 1)
    begun.save()
    with pytest.raises(ValueError, match=r"checkpoint\.pt"):
        Training(**{**run, **change(card)}).resume()


def test_a_stage_may_be_added_to_a_run(card, tmp_path):
    over = Training(card, RECIPE, tmp_path, CPU)
    over.progress = (1, 0)
    assert over.done
    over.save()
    longer = Training(card, replace(RECIPE, stages=(*RECIPE.stages, RECIPE.stages[0])), tmp_path, CPU)
    assert longer.resume()
    assert not longer.done


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
    with pytest.raises(ValueError, match=r"log\.jsonl: a line is damaged"):
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


def test_steps_on_one_batch_lower_its_loss(card, samples, tmp_path):
    training = Training(card, RECIPE, tmp_path, CPU)
    windows = Windows(samples, read_images(samples), card, 132, SAMPLING, seed=0)
    (batch,) = training._to_device(load_windows(windows, 0, 4, 4, workers=0))
    anchors = torch.from_numpy(anchors_at(card, 132))
    variances = torch.tensor(card.variances)
    losses = [training._step(batch, anchors, variances, rate=3e-3) for _ in range(12)]
    assert losses[-1] < 0.5 * losses[0]


def test_a_stage_leaves_frozen_blocks_as_they_are(card, samples, tmp_path):
    whole, part = RECIPE.stages[0], replace(RECIPE.stages[0], frozen=2)
    training = Training(card, replace(RECIPE, stages=(part, whole)), tmp_path, CPU)
    before = {name: value.clone() for name, value in training.network.state_dict().items()}
    changed = []

    def save():
        state = training.network.state_dict()
        changed.append({name for name, value in state.items() if not torch.equal(value, before[name])})

    training.save = save
    training.run(samples, samples, workers=0)
    frozen = {name for name in before if name.startswith(("backbone.0.", "backbone.1."))}
    assert changed[0].isdisjoint(frozen)
    assert {"backbone.2.conv.weight", "backbone.2.bn.running_mean"} <= changed[0]
    assert changed[1] > frozen


def test_the_moving_average_forgets_its_start_and_then_moves_slowly():
    average = moving_average(0.998)
    zero, one = torch.zeros(1), torch.ones(1)
    assert average(zero, one, 0).item() == pytest.approx(0.9)
    assert average(zero, one, 10).item() == pytest.approx(9 / 20)
    assert average(zero, one, 100_000).item() == pytest.approx(0.002)


def test_the_command_trains_measures_and_exports(write_coco, tmp_path, capsys):
    annotations = write_coco([[(1, FACE, 0)], [(2, FACE, 0)]])
    recipe = tmp_path / "recipe.toml"
    recipe.write_text(
        "seed = 1\nweight_decay = 0.01\nwarmup = 1\nema_decay = 0.5\nvalidate_every = 2\n"
        "[[stages]]\ninput = 132\nimages = 4\nbatch = 2\nlearning_rate = 1e-3\n"
        "[sampling]\nwith_mask = 1\ncrowd = 1\ncrowd_size = 15\nempty = 1\n"
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
    assert "this run is over" in capsys.readouterr().err


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
