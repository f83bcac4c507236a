from pathlib import Path

import pytest

import training
from training.learning.recipe import LAST_RATE, PUBLISHED, load_recipe

FOLDER = Path(training.__file__).parent
INPUTS = {
    **dict.fromkeys(("recipe.toml", "teacher.toml", "fine_tune.toml", "three.toml", "lite.toml"), 260),
    "hd.toml": 390,
}


@pytest.mark.parametrize("name", INPUTS)
def test_the_recipes_are_valid(name):
    recipe = load_recipe(FOLDER / name)
    assert recipe.stages[-1].input == INPUTS[name]
    assert bool(recipe.teacher_classes) == (name == "teacher.toml")


def test_every_recipe_is_tested():
    assert {path.name for path in FOLDER.glob("*.toml")} == set(INPUTS)


def test_the_usual_recipe_names_its_teacher():
    teacher = load_recipe(PUBLISHED.with_name(load_recipe(PUBLISHED).teacher))
    assert teacher.teacher_classes == ("mask", "no_mask", "mask_worn_incorrectly")


def test_other_recipes_take_windows_and_sampling_from_the_published_one(tmp_path):
    published, own = load_recipe(PUBLISHED), load_recipe(FOLDER / "hd.toml")
    assert own.windows.disturbed != published.windows.disturbed
    assert own.windows.recoloured == published.windows.recoloured
    assert own.sampling == published.sampling


def test_the_learning_rate_warms_up_then_falls_along_a_cosine():
    recipe = load_recipe(PUBLISHED)
    rate = recipe.learning_rate
    assert recipe.learning_rate_at(0, 0) == pytest.approx(rate / recipe.warmup)
    assert recipe.learning_rate_at(recipe.warmup, 0) == pytest.approx(rate)
    assert recipe.learning_rate_at(10_000, 0.5) == pytest.approx(rate * (1 + LAST_RATE) / 2)
    assert recipe.learning_rate_at(10_000, 1) == pytest.approx(rate * LAST_RATE)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("seed = 1", ""), "'seed' is missing"),
        (("seed = 1", "sead = 1\nseed = 1"), "'sead' is unknown"),
        (("seed = 1", "seed = 0.5"), "'seed' in recipe: expected int > 0, got 0.5"),
        (("crowd = 0.6", "crowd = -1"), r"'crowd' in sampling: expected float > 0, got -1"),
        (("mask = 1.6", "mask = true"), r"'mask' in sampling.classes: expected float > 0, got True"),
        (("batch = 512", "batch = 0"), r"'batch' in stages\[0\]: expected int > 0, got 0"),
        (("batch = 512", "batch = 512\nfrozen = -1"), r"'frozen' in stages\[0\]: expected int ≥ 0, got -1"),
        (("turned = 0.35", "turned = -0.1"), r"'turned' in windows: expected float ≥ 0, got -0.1"),
        (('teacher = "teacher.toml"', "teacher = 3"), r"'teacher' in recipe: expected a name, got 3"),
        (("seed = 1", "seed = "), "not valid TOML"),
    ],
)
def test_a_bad_recipe_is_refused_by_name(tmp_path, change, message):
    path = tmp_path / "recipe.toml"
    text = PUBLISHED.read_text()
    assert change[0] in text
    path.write_text(text.replace(*change, 1))
    with pytest.raises(ValueError, match=message):
        load_recipe(path)
