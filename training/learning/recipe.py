"""The recipe: every choice of a training run, read from TOML."""

from __future__ import annotations

import math
import tomllib
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Stage:
    """A part of the run: ``images`` windows of ``input`` × ``input`` pixels in batches of ``batch``.

    The first ``frozen`` blocks of the backbone learn nothing more.
    """

    input: int
    images: int
    batch: int
    learning_rate: float
    frozen: int = 0

    @property
    def steps(self) -> int:
        return self.images // self.batch


@dataclass(frozen=True)
class Sampling:
    """Chance of a picture to be drawn, relative to one with unmasked faces only."""

    with_mask: float
    crowd: float
    crowd_size: int
    empty: float


@dataclass(frozen=True)
class Recipe:
    """See recipe.toml for what each key means."""

    seed: int
    weight_decay: float
    warmup: int
    ema_decay: float
    validate_every: int
    stages: tuple[Stage, ...]
    sampling: Sampling

    def learning_rate(self, stage: Stage, step: int) -> float:
        """Linear warm-up, then a cosine down to a hundredth of the stage's rate."""
        if step < self.warmup:
            return stage.learning_rate * (step + 1) / self.warmup
        done = (step - self.warmup) / max(1, stage.steps - self.warmup)
        return stage.learning_rate * (0.01 + 0.99 * (1 + math.cos(math.pi * done)) / 2)


def load_recipe(path: Path) -> Recipe:
    """Read a recipe.

    Raises:
        ValueError: the file is not TOML, or a key is missing, unknown or not a number > 0.
        OSError: the file cannot be read.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"recipe {path}: not valid TOML: {error}") from error
    stages = content.get("stages")
    if not isinstance(stages, list) or not stages:
        raise ValueError(f"recipe {path}: expected at least one [[stages]]")
    content["stages"] = tuple(_parse(Stage, f"stages[{index}]", stage) for index, stage in enumerate(stages))
    content["sampling"] = _parse(Sampling, "sampling", content.get("sampling"))
    return _parse(Recipe, "recipe", content)


def _parse(kind: type[T], where: str, content: Any) -> T:
    if not isinstance(content, dict):
        raise ValueError(f"recipe: [{where}] is missing")
    expected = {field.name: field.type for field in fields(kind)}  # type: ignore[arg-type]
    required = {field.name for field in fields(kind) if field.default is MISSING}  # type: ignore[arg-type]
    for name in required - content.keys():
        raise ValueError(f"recipe: '{name}' is missing in {where}")
    for name, value in content.items():
        if name not in expected:
            raise ValueError(f"recipe: '{name}' is unknown in {where}")
        if expected[name] not in ("int", "float"):
            continue
        number = isinstance(value, int if expected[name] == "int" else int | float)
        least = "> 0" if name in required else "≥ 0"
        if not number or isinstance(value, bool) or value < 0 or (name in required and value == 0):
            raise ValueError(f"recipe: '{name}' in {where}: expected {expected[name]} {least}, got {value!r}")
    return kind(**content)
