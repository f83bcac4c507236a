"""The recipe: all settings of a training run, read from TOML."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar

from training.data.views import WindowKinds

T = TypeVar("T")

PUBLISHED = Path(__file__).parents[1] / "recipe.toml"
"""Other recipes take from its tables [windows] and [sampling] what they do not say themselves."""

LAST_RATE = 0.005
"""Share of the learning rate that the last step has."""


@dataclass(frozen=True)
class Stage:
    """A stage of the run: ``images`` windows of ``input`` × ``input`` pixels in batches of ``batch``.

    The first ``frozen`` blocks of the backbone are not trained.
    """

    input: int
    images: int
    batch: int
    frozen: int = 0

    @property
    def steps(self) -> int:
        return self.images // self.batch


@dataclass(frozen=True)
class Sampling:
    """Factors of a picture's sampling probability: for a crowd of more than ``crowd_size`` faces, for a
    picture without faces, for each class of its faces, and for the source in its annotations."""

    crowd: float
    crowd_size: int
    empty: float
    classes: dict[str, float] = field(default_factory=dict)
    sources: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Recipe:
    """See recipe.toml for what each key means."""

    seed: int
    learning_rate: float
    weight_decay: float
    warmup: int
    ema_decay: float
    validate_every: int
    stages: tuple[Stage, ...]
    sampling: Sampling
    windows: WindowKinds
    teacher: str = ""
    teacher_classes: tuple[str, ...] = ()

    @property
    def images(self) -> int:
        """Windows of the whole run."""
        return sum(stage.images for stage in self.stages)

    def learning_rate_at(self, step: int, progress: float) -> float:
        """The learning rate: linear warm-up over the first steps, then a cosine down to LAST_RATE of the
        rate.

        Args:
            progress: windows seen, as a share of all, 0..1.
        """
        cosine = LAST_RATE + (1 - LAST_RATE) * (1 + math.cos(math.pi * progress)) / 2
        return self.learning_rate * cosine * min(1, (step + 1) / self.warmup)


def load_recipe(path: Path) -> Recipe:
    """Read a recipe.

    Raises:
        ValueError: the file is not TOML, or a key is missing, unknown or not a number in its range.
        OSError: the file cannot be read.
    """
    content = _read(path)
    published = _read(PUBLISHED)
    stages = content.get("stages")
    if not isinstance(stages, list) or not stages:
        raise ValueError(f"recipe {path}: expected at least one [[stages]]")
    content["stages"] = tuple(_parse(Stage, f"stages[{index}]", stage) for index, stage in enumerate(stages))
    for name, kind, zero in (("sampling", Sampling, False), ("windows", WindowKinds, True)):
        own = content.get(name, {})
        if not isinstance(own, dict):
            raise ValueError(f"recipe: [{name}] is not a table")
        content[name] = _parse(kind, name, {**published[name], **own}, zero)
    if "teacher_classes" in content:
        content["teacher_classes"] = tuple(content["teacher_classes"])
    return _parse(Recipe, "recipe", content)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"recipe {path}: not valid TOML: {error}") from error


def _parse(kind: type[T], where: str, content: dict[str, Any], zero: bool = False) -> T:
    """Check numbers: > 0 where a key is required, unless ``zero`` is allowed, else ≥ 0."""
    if not isinstance(content, dict):
        raise ValueError(f"recipe: {where} is not a table")
    expected = {field.name: field.type for field in fields(kind)}  # type: ignore[arg-type]
    required = _required(kind)
    for name in required - content.keys():
        raise ValueError(f"recipe: '{name}' is missing in {where}")
    for name, value in content.items():
        if name not in expected:
            raise ValueError(f"recipe: '{name}' is unknown in {where}")
        wanted = str(expected[name])
        if wanted in ("int", "float"):
            _check_number(name, where, value, wanted, name in required and not zero)
        elif wanted == "dict[str, float]":
            if not isinstance(value, dict):
                raise ValueError(f"recipe: '{name}' in {where}: expected a table, got {value!r}")
            for key, number in value.items():
                _check_number(key, f"{where}.{name}", number, "float", True)
        elif wanted == "str" and not isinstance(value, str):
            raise ValueError(f"recipe: '{name}' in {where}: expected a name, got {value!r}")
        elif wanted == "tuple[str, ...]" and not all(isinstance(v, str) for v in value):
            raise ValueError(f"recipe: '{name}' in {where}: expected names, got {list(value)}")
    return kind(**content)


def _required(kind: type[Any]) -> set[str]:
    defaults: Iterable[Any] = fields(kind)
    return {f.name for f in defaults if f.default is MISSING and f.default_factory is MISSING}


def _check_number(name: str, where: str, value: Any, wanted: str, positive: bool) -> None:
    number = isinstance(value, int if wanted == "int" else int | float) and not isinstance(value, bool)
    if not number or value < 0 or (positive and value == 0):
        least = "> 0" if positive else "≥ 0"
        raise ValueError(f"recipe: '{name}' in {where}: expected {wanted} {least}, got {value!r}")
