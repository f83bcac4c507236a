"""Plots of a run and of a measurement."""

from __future__ import annotations

import json
from itertools import cycle
from pathlib import Path

import numpy as np
from matplotlib.figure import Figure

from training.evaluation.metrics import Metrics

COLOURS = ("#0b6b5f", "#b3410f", "#2c488c", "#7a5c00")
"""Of curves, the first two as the page's mask and no_mask."""


def plot_precision_recall(metrics: Metrics, path: Path) -> None:
    """Write :func:`draw_precision_recall` to a file."""
    draw_precision_recall(metrics).savefig(path, dpi=150)


def draw_precision_recall(metrics: Metrics) -> Figure:
    """Precision over recall at IoU .5, one curve per class, as in the original project's figure."""
    figure = Figure(figsize=(6, 4.5), layout="constrained")
    axes = figure.subplots()
    recall = np.linspace(0, 1, metrics.precision.shape[1])
    curves = zip(metrics.classes, metrics.precision, metrics.ap50, strict=True)
    for (name, precision, ap50), colour in zip(curves, cycle(COLOURS), strict=False):
        if ap50 >= 0:
            axes.plot(recall, precision, color=colour, label=f"{name}  AP50 {ap50:.3f}")
    axes.set(xlabel="recall", ylabel="precision", xlim=(0, 1), ylim=(0, 1.02))
    axes.set_title(f"IoU .5, mean AP50 {metrics.mean_ap50:.3f}")
    axes.grid(alpha=0.3)
    axes.legend(loc="lower left")
    return figure


def plot_log(log: Path, path: Path) -> None:
    """Plot loss, learning rate and AP50 over the images that a run has seen.

    Raises:
        ValueError: a line of the log is damaged, for example by a full disk.
    """
    try:
        entries = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    except json.JSONDecodeError as error:
        raise ValueError(
            f"{log}: a line of this file is damaged; delete that line and start again: {error}"
        ) from error
    seen = [entry["images_seen"] for entry in entries]
    figure = Figure(figsize=(7, 7), layout="constrained")
    loss, rate, ap50 = figure.subplots(3, sharex=True)
    loss.plot(seen, [entry["loss"] for entry in entries], marker=".")
    loss.set_ylabel("loss")
    rate.plot(seen, [entry["learning_rate"] for entry in entries], marker=".")
    rate.set_ylabel("learning rate")
    for name in entries[-1]["ap50"]:
        ap50.plot(seen, [entry["ap50"][name] for entry in entries], marker=".", label=name)
    ap50.set(xlabel="images", ylabel="AP50", ylim=(0, 1))
    ap50.legend()
    for axes in (loss, rate, ap50):
        axes.grid(alpha=0.3)
    figure.savefig(path, dpi=120)
