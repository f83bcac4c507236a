from pathlib import Path

import pytest

import training
from training.learning.recipe import load_recipe

PUBLISHED = Path(training.__file__).with_name("recipe.toml")
INPUTS = {"recipe.toml": 260, "fine_tune.toml": 260, "hd.toml": 390}


@pytest.mark.parametrize("name", INPUTS)
def test_the_recipes_are_valid(name):
    recipe = load_recipe(PUBLISHED.with_name(name))
    assert recipe.stages[-1].input == INPUTS[name]


def test_the_learning_rate_warms_up_then_falls_to_a_hundredth():
    recipe = load_recipe(PUBLISHED)
    stage = recipe.stages[0]
    rates = [recipe.learning_rate(stage, step) for step in range(stage.steps + 1)]
    peak = rates.index(max(rates))
    assert peak in (recipe.warmup - 1, recipe.warmup)
    assert max(rates) == pytest.approx(stage.learning_rate)
    assert rates[: peak + 1] == sorted(rates[: peak + 1])
    assert rates[peak:] == sorted(rates[peak:], reverse=True)
    assert rates[-1] == pytest.approx(stage.learning_rate / 100)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("seed = 1", ""), "'seed' is missing"),
        (("seed = 1", "sead = 1\nseed = 1"), "'sead' is unknown"),
        (("seed = 1", "seed = 0.5"), "'seed' in recipe: expected int > 0, got 0.5"),
        (("with_mask = 1.6", "with_mask = -1"), r"'with_mask' in sampling: expected float > 0, got -1"),
        (("batch = 16", "batch = 0"), r"'batch' in stages\[0\]: expected int > 0, got 0"),
        (("frozen = 2", "frozen = -1"), r"'frozen' in stages\[2\]: expected int ≥ 0, got -1"),
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
