"""The report folder: figures as JSON, and a page."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from detector.card import Card
from training.data.dataset import Sample
from training.data.face_sizes import FACE_SIZES, REFERENCE_PX, describe_size, name_size
from training.evaluation.conditions import SMALLEST_PX, Tags
from training.evaluation.crops import make_sheets
from training.evaluation.curves import draw_precision_recall, plot_precision_recall
from training.evaluation.judge import Verdict, confuse
from training.evaluation.metrics import Metrics
from training.evaluation.plots import draw_reliability, draw_thresholds, to_svg
from training.evaluation.shares import NAMED_GAP, Share, find_gaps, measure_shares
from training.evaluation.thresholds import USES, Choice, Reliability, choose_threshold, measure_reliability

CROPS = 48
"""Pictures of each kind of mistake."""


Confusion = list[tuple[str, list[int]]]
"""By truth, the classes and then no face: how often each class was the answer, and how often none."""


@dataclass(frozen=True)
class Evaluation:
    """All measurements of a model on a data set."""

    dataset: str
    samples: Sequence[Sample]
    card: Card
    metrics: Metrics
    verdicts: Sequence[Verdict]
    tags: Tags

    @property
    def choices(self) -> list[Choice]:
        return [choose_threshold(self.verdicts, use) for use in USES]

    @property
    def reliability(self) -> Reliability:
        return measure_reliability(self.verdicts)

    @cached_property
    def shares(self) -> list[Share]:
        return measure_shares(self.verdicts, self.card.classes, self.card.thresholds.score, self.tags)

    @property
    def confusion(self) -> Confusion:
        return self._confuse(self.verdicts)

    @property
    def confusion_of_larger(self) -> Confusion:
        """The confusion matrix of faces and false alarms of at least SMALLEST_PX."""
        return self._confuse([verdict for verdict in self.verdicts if verdict.side >= SMALLEST_PX])

    def _confuse(self, verdicts: Sequence[Verdict]) -> Confusion:
        table = confuse(verdicts, len(self.card.classes), self.card.thresholds.score)
        return list(zip([*self.card.classes, "no face"], table.tolist(), strict=True))

    def as_dict(self) -> dict[str, Any]:
        """The content of metrics.json."""
        return {
            "dataset": self.dataset,
            "images": len(self.samples),
            **self.metrics.as_dict(),
            "confusion": {
                "score_thresh": self.card.thresholds.score,
                **self._name_answers(self.confusion),
                f"from_{SMALLEST_PX}_px": self._name_answers(self.confusion_of_larger),
            },
            "conditions": {share.condition: share.as_dict() for share in self.shares},
            "gaps": [
                {
                    "what": gap.what,
                    "best": gap.best.condition,
                    "worst": gap.worst.condition,
                    "difference": gap.size,
                }
                for gap in find_gaps(self.shares)
            ],
            "calibration_error": round(self.reliability.expected_error, 4),
            "thresholds": {choice.use.name: _describe(choice) for choice in self.choices},
        }

    def _name_answers(self, confusion: Confusion) -> dict[str, dict[str, int]]:
        answers = [*self.card.classes, "missed"]
        return {truth: dict(zip(answers, row, strict=True)) for truth, row in confusion}


def write_report(evaluation: Evaluation, folder: Path) -> dict[str, Any]:
    """Write metrics.json, precision_recall.png and report.html, which contains all of its pictures.

    The page shows crops of the annotated pictures: publish it only if they may be published.

    Returns:
        The content of metrics.json.
    """
    folder.mkdir(parents=True, exist_ok=True)
    content = evaluation.as_dict()
    (folder / "metrics.json").write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    plot_precision_recall(evaluation.metrics, folder / "precision_recall.png")
    (folder / "report.html").write_text(_render(evaluation, content), encoding="utf-8")
    return content


def _render(evaluation: Evaluation, content: dict[str, Any]) -> str:
    card, verdicts, choices = evaluation.card, evaluation.verdicts, evaluation.choices
    environment = Environment(
        loader=PackageLoader("training.evaluation", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    sizes = [name_size(verdict.side) for verdict in verdicts if verdict.truth is not None]
    return environment.get_template("report.html").render(
        model=card.name,
        dataset=evaluation.dataset,
        images=len(evaluation.samples),
        reference=REFERENCE_PX,
        classes=card.classes,
        columns=[*card.classes, "mean"],
        ap50=content["ap50"],
        ap=content["ap"],
        ap50_by_size=content["ap50_by_size"],
        sizes={name: describe_size(name) for name in FACE_SIZES},
        faces={"all": len(sizes), **{name: sizes.count(name) for name in FACE_SIZES}},
        precision_recall=to_svg(draw_precision_recall(evaluation.metrics)),
        score_thresh=card.thresholds.score,
        confusions={
            "Faces of every size": evaluation.confusion,
            f"Faces from {SMALLEST_PX} px": evaluation.confusion_of_larger,
        },
        smallest=SMALLEST_PX,
        shares=evaluation.shares,
        gaps=content["gaps"],
        named_gap=NAMED_GAP,
        calibration_error=evaluation.reliability.expected_error,
        reliability=to_svg(draw_reliability(evaluation.reliability)),
        choices=choices,
        thresholds=to_svg(draw_thresholds(choices)),
        sheets=make_sheets(verdicts, card.classes, card.thresholds.score, CROPS),
    )


def _describe(choice: Choice) -> dict[str, float]:
    return {
        "beta": choice.use.beta,
        "smallest_face": choice.use.smallest,
        "score_thresh": choice.score_thresh,
        "precision": round(float(choice.precision[choice.index]), 4),
        "recall": round(float(choice.recall[choice.index]), 4),
    }
