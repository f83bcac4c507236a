"""An overview of a data set, to check before a run."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from detector.annotate import OTHER, STYLES
from training.data.dataset import IGNORE, Sample, read_picture
from training.data.face_sizes import FACE_SIZES, face_sides, name_size

CELL_PX = 240
"""Side of a picture on the sheet."""

COLUMNS = 6
ROWS = 5


def count_faces(samples: Sequence[Sample], classes: Sequence[str]) -> str:
    """A table of faces by class and size in pixels of the reference, and of regions to ignore."""
    names = [*classes, "to ignore"]
    counts = {name: dict.fromkeys(FACE_SIZES, 0) for name in names}
    for sample in samples:
        sides = face_sides(sample.boxes, sample.width, sample.height)
        for side, label in zip(sides, sample.labels, strict=True):
            name = "to ignore" if label == IGNORE else classes[label]
            counts[name][name_size(side)] += 1
    empty = sum((sample.labels == IGNORE).all() for sample in samples)
    lines = [f"{len(samples)} pictures, {empty} of them without a face"]
    lines.append(f"{'':<12}" + "".join(f"{size:>8}" for size in [*FACE_SIZES, "all"]))
    for name, sizes in counts.items():
        numbers = [*sizes.values(), sum(sizes.values())]
        lines.append(f"{name:<12}" + "".join(f"{number:>8}" for number in numbers))
    return "\n".join(lines)


def draw_sheet(samples: Sequence[Sample], classes: Sequence[str]) -> Image.Image:
    """Draw samples of the data set with boxes in the colour of their class; regions to ignore are grey."""
    chosen = [
        samples[i] for i in np.linspace(0, len(samples) - 1, min(len(samples), ROWS * COLUMNS), dtype=int)
    ]
    header = CELL_PX // 10
    rows = -(-len(chosen) // COLUMNS)
    sheet = Image.new("RGB", (COLUMNS * CELL_PX, header + rows * CELL_PX), "white")
    _draw_legend(ImageDraw.Draw(sheet), classes, header)
    for index, sample in enumerate(chosen):
        cell = _draw_sample(sample, classes)
        sheet.paste(cell, (index % COLUMNS * CELL_PX, header + index // COLUMNS * CELL_PX))
    return sheet


def colour_of(label: int, classes: Sequence[str]) -> tuple[int, int, int]:
    """RGB of the boxes of a class; grey for regions to ignore."""
    return (128, 128, 128) if label == IGNORE else STYLES.get(classes[label], OTHER).color


def _draw_legend(draw: ImageDraw.ImageDraw, classes: Sequence[str], height: int) -> None:
    font = ImageFont.load_default(size=height * 0.6)
    x = height / 4
    for label, name in [*enumerate(classes), (IGNORE, "to ignore")]:
        draw.text((x, height * 0.15), name, fill=colour_of(label, classes), font=font)
        x += draw.textlength(name, font=font) + height


def _draw_sample(sample: Sample, classes: Sequence[str]) -> Image.Image:
    scale = (CELL_PX - 4) / max(sample.width, sample.height)
    size = max(1, round(sample.width * scale)), max(1, round(sample.height * scale))
    pixels = cv2.resize(read_picture(sample), size, interpolation=cv2.INTER_AREA)
    cell = Image.fromarray(np.asarray(pixels, np.uint8))
    draw = ImageDraw.Draw(cell)
    for box, label in zip(sample.boxes * scale, sample.labels, strict=True):
        draw.rectangle([float(edge) for edge in box], outline=colour_of(int(label), classes), width=2)
    return cell
