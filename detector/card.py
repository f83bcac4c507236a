"""The card: how to read a model's input and output, from ``card.json``.

The card is the single source of truth for input size, colour order, classes, anchors, thresholds and
output names. Python and JavaScript read the same file; both refuse an unknown or a missing key.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

T = TypeVar("T")

NETWORKS = ("usual", "lite", "other")
"""Layouts of the network: ours (:mod:`detector.network.architecture`), or one that was built elsewhere."""


@dataclass(frozen=True)
class Input:
    """The network's input: a picture resized to height × width, each pixel value times ``scale``."""

    height: int
    width: int
    color_order: str
    scale: float
    resize: str


@dataclass(frozen=True)
class AnchorSpec:
    """Anchors of each feature map, see :func:`detector.anchors.generate_anchors`.

    feature_maps: (height, width) in cells, one per head, in the order of the network's output.
    scales: (s1, s2) per feature map, as a share of the input's side.
    aspect_ratios: width / height; every ratio is used at s1, only the first one at s2.
    """

    feature_maps: tuple[tuple[int, int], ...]
    scales: tuple[tuple[float, float], ...]
    aspect_ratios: tuple[float, ...]

    @property
    def per_cell(self) -> int:
        return len(self.aspect_ratios) + 1

    @property
    def num_anchors(self) -> int:
        return sum(rows * columns for rows, columns in self.feature_maps) * self.per_cell


@dataclass(frozen=True)
class Thresholds:
    """Defaults, each 0..1: keep a face when its score is greater; suppress a box when its IoU is greater."""

    score: float
    nms: float


class Outputs(NamedTuple):
    """Names of the network's two outputs, always in this order."""

    bbox_regression: str
    scores: str


@dataclass(frozen=True)
class Card:
    """A validated card.

    network: one of NETWORKS. published: values that the converter adds, None in an author's card.
    """

    name: str
    network: str
    input: Input
    classes: tuple[str, ...]
    anchors: AnchorSpec
    variances: tuple[float, float, float, float]
    thresholds: Thresholds
    outputs: Outputs
    published: Mapping[str, Any] | None = None


def load_card(path: Path) -> Card:
    """Read and validate a card file.

    Raises:
        ValueError: the file is not JSON, or a key is missing, unknown or has a value out of range.
        OSError: the file cannot be read.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"card {path}: not valid JSON: {error}") from error
    return parse_card(content)


def load_author_card(path: Path) -> Card:
    """Read an author's card, for training or conversion.

    Raises:
        ValueError, OSError: see :func:`load_card`; ValueError also if the converter has published the card.
    """
    card = load_card(path)
    if card.published is not None:
        raise ValueError(f"card {path}: expected the author's card, got a published one")
    return card


def parse_card(content: object) -> Card:
    """Validate a card's decoded JSON.

    Raises:
        ValueError: a key is missing, unknown or has a value out of range; the message names the key.
    """
    card = _mapping(
        "card",
        content,
        required=("name", "network", "input", "classes", "anchors", "variances", "thresholds", "outputs"),
        optional=("published",),
    )
    anchors = _parse_anchors(card["anchors"])
    if "published" in card:
        _check_published(card["published"], anchors)
    return Card(
        name=_text("name", card["name"]),
        network=_parse_network(card["network"]),
        input=_parse_input(card["input"]),
        classes=_sequence("classes", card["classes"], _text, at_least=1, distinct=True),
        anchors=anchors,
        variances=_parse_variances(card["variances"]),
        thresholds=_parse_thresholds(card["thresholds"]),
        outputs=_parse_outputs(card["outputs"]),
        published=card.get("published"),
    )


def _parse_network(content: object) -> str:
    name = _text("network", content)
    _require(name in NETWORKS, "network", f"one of {', '.join(NETWORKS)}", name)
    return name


def _parse_input(content: object) -> Input:
    keys = _mapping("input", content, required=("height", "width", "color_order", "scale", "resize"))
    _require(keys["color_order"] == "RGB", "input.color_order", "'RGB'", keys["color_order"])
    _require(keys["resize"] == "squash", "input.resize", "'squash'", keys["resize"])
    return Input(
        height=_positive_integer("input.height", keys["height"]),
        width=_positive_integer("input.width", keys["width"]),
        color_order=keys["color_order"],
        scale=_positive("input.scale", keys["scale"]),
        resize=keys["resize"],
    )


def _parse_anchors(content: object) -> AnchorSpec:
    keys = _mapping("anchors", content, required=("feature_maps", "scales", "aspect_ratios"))
    feature_maps = _sequence(
        "anchors.feature_maps",
        keys["feature_maps"],
        lambda key, value: _sequence(key, value, _positive_integer, exactly=2),
        at_least=1,
    )
    scales = _sequence(
        "anchors.scales",
        keys["scales"],
        lambda key, value: _sequence(key, value, _positive, exactly=2),
        exactly=len(feature_maps),
    )
    ratios = _sequence("anchors.aspect_ratios", keys["aspect_ratios"], _positive, at_least=1)
    return AnchorSpec(
        feature_maps=tuple((rows, columns) for rows, columns in feature_maps),
        scales=tuple((first, second) for first, second in scales),
        aspect_ratios=ratios,
    )


def _parse_variances(content: object) -> tuple[float, float, float, float]:
    x, y, w, h = _sequence("variances", content, _positive, exactly=4)
    return x, y, w, h


def _parse_thresholds(content: object) -> Thresholds:
    keys = _mapping("thresholds", content, required=("score", "nms"))
    return Thresholds(
        score=_share("thresholds.score", keys["score"]), nms=_share("thresholds.nms", keys["nms"])
    )


def _parse_outputs(content: object) -> Outputs:
    keys = _mapping("outputs", content, required=("bbox_regression", "scores"))
    outputs = Outputs(
        bbox_regression=_text("outputs.bbox_regression", keys["bbox_regression"]),
        scores=_text("outputs.scores", keys["scores"]),
    )
    _require(outputs.bbox_regression != outputs.scores, "outputs.scores", "another name", outputs.scores)
    return outputs


def _check_published(content: object, anchors: AnchorSpec) -> None:
    keys = _mapping(
        "published",
        content,
        required=(
            *("num_anchors", "weights_sha256", "weight_type"),
            *("rounding_error", "export_error", "average_precision"),
        ),
    )
    expected, got = anchors.num_anchors, keys["num_anchors"]
    _require(got == expected, "published.num_anchors", expected, got)


def _require(condition: bool, key: str, expected: object, got: object) -> None:
    if not condition:
        raise ValueError(f"card key '{key}': expected {expected}, got {got!r}")


def _mapping(
    key: str, value: object, required: tuple[str, ...], optional: tuple[str, ...] = ()
) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError(f"card key '{key}': expected an object, got {value!r}")
    inside = "" if key == "card" else f"{key}."
    for name in required:
        if name not in value:
            raise ValueError(f"card key '{inside}{name}': expected a value, it is missing")
    known = (*required, *optional)
    for name in value:
        if name not in known:
            raise ValueError(f"card key '{inside}{name}': unknown, expected one of {', '.join(known)}")
    return value


def _sequence(
    key: str,
    value: object,
    parse: Callable[[str, object], T],
    *,
    exactly: int | None = None,
    at_least: int = 0,
    distinct: bool = False,
) -> tuple[T, ...]:
    if not isinstance(value, list):
        raise ValueError(f"card key '{key}': expected a list, got {value!r}")
    if exactly is not None:
        _require(len(value) == exactly, key, f"{exactly} entries", value)
    _require(len(value) >= at_least, key, f"at least {at_least} entries", value)
    parsed = tuple(parse(f"{key}[{index}]", item) for index, item in enumerate(value))
    _require(not distinct or len(set(parsed)) == len(parsed), key, "distinct entries", value)
    return parsed


def _text(key: str, value: object) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError(f"card key '{key}': expected a non-empty string, got {value!r}")
    return value


def _number(key: str, value: object, expected: str, accept: Callable[[float], bool]) -> float:
    number = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    if not number or not accept(float(value)):  # type: ignore[arg-type]
        raise ValueError(f"card key '{key}': expected {expected}, got {value!r}")
    return float(value)  # type: ignore[arg-type]


def _positive(key: str, value: object) -> float:
    return _number(key, value, "a number > 0", lambda number: number > 0)


def _share(key: str, value: object) -> float:
    return _number(key, value, "a number in 0..1", lambda number: 0 <= number <= 1)


def _positive_integer(key: str, value: object) -> int:
    return int(_number(key, value, "an integer > 0", lambda number: number > 0 and number.is_integer()))
