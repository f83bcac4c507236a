"""Plots of the report, as SVG."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from itertools import cycle

import matplotlib as mpl
from matplotlib.figure import Figure

from training.evaluation.curves import COLOURS
from training.evaluation.thresholds import GRID, Choice, Reliability


def draw_reliability(reliability: Reliability) -> Figure:
    """Plot the share of right detections over the score; on the diagonal, scores are probabilities."""
    figure = Figure(figsize=(6, 4.5), layout="constrained")
    axes, counts = figure.subplots(2, sharex=True, height_ratios=(3, 1))
    axes.plot([0, 1], [0, 1], color="0.6", linestyle="--", label="score = share of right ones")
    axes.plot(reliability.score, reliability.share, marker="o", color=COLOURS[0], label="this model")
    axes.set(ylabel="share right", xlim=(0, 1), ylim=(0, 1.02))
    axes.legend(loc="upper left")
    axes.grid(alpha=0.3)
    counts.bar([(index + 0.5) / 10 for index in range(10)], reliability.count, width=0.09, color="0.6")
    counts.set(xlabel="score", ylabel="detections")
    return figure


def draw_thresholds(choices: Sequence[Choice]) -> Figure:
    """Plot F-beta over the threshold for each use, and mark the best threshold."""
    figure = Figure(figsize=(6, 4.5), layout="constrained")
    axes = figure.subplots()
    for choice, colour in zip(choices, cycle(COLOURS), strict=False):
        label = f"{choice.use.name}: F{choice.use.beta:g}, best at {choice.score_thresh:.2f}"
        axes.plot(GRID, choice.f_beta, color=colour, label=label)
        axes.plot(choice.score_thresh, choice.f_beta[choice.index], "o", color=colour)
    axes.set(xlabel="threshold", ylabel="F-beta", xlim=(0, 1), ylim=(0, 1.02))
    axes.legend(loc="upper right")
    axes.grid(alpha=0.3)
    return figure


def to_svg(figure: Figure) -> str:
    """The SVG as base64; the same figure gives the same bytes."""
    content = io.BytesIO()
    with mpl.rc_context({"svg.hashsalt": "report"}):
        figure.savefig(content, format="svg", metadata={"Date": None})
    return base64.b64encode(content.getvalue()).decode()
