"""A sheet of windows, to check before a run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import torch
from PIL import Image, ImageDraw

from detector.card import Card
from training.data.dataset import Sample, read_picture
from training.data.overview import COLUMNS, ROWS, colour_of
from training.data.photos import HostPhotos
from training.learning.recipe import Recipe
from training.learning.windows import TrainingSet, Windows


def draw_windows(samples: Sequence[Sample], card: Card, recipe: Recipe) -> Image.Image:
    """Draw windows of the last stage with their boxes."""
    stage = replace(recipe.stages[-1], batch=ROWS * COLUMNS)
    only = replace(recipe, stages=(stage,))
    photos = HostPhotos([read_picture(sample) for sample in samples])
    training_set = TrainingSet(samples, photos, card.classes, recipe.sampling)
    batch = Windows(training_set, card, only, 0, torch.device("cpu"))[0]
    sheet = Image.new("RGB", (COLUMNS * stage.input, ROWS * stage.input))
    for index, (image, labels, boxes) in enumerate(
        zip(batch.images, batch.matches.labels, batch.matches.boxes, strict=True)
    ):
        window = Image.fromarray(image.permute(1, 2, 0).numpy())
        draw = ImageDraw.Draw(window)
        learned = torch.cat([labels[:, None], boxes * stage.input], dim=1)[labels >= 0]
        for label, *box in learned.unique(dim=0).tolist():  # type: ignore[no-untyped-call]
            draw.rectangle(box, outline=colour_of(int(label), card.classes), width=2)
        sheet.paste(window, (index % COLUMNS * stage.input, index // COLUMNS * stage.input))
    return sheet
