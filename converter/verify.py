"""Verify that an exported file gives the same outputs as the Keras model."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import keras
import numpy as np
from numpy.typing import NDArray

from converter.formats import EXACT, Format, Tolerance
from converter.source import Source
from detector.backends import Output
from detector.card import Card, Outputs

BATCH = 8
SEED = 20
FACES = 4


@dataclass(frozen=True)
class Error:
    """Largest difference over all pictures, anchors and runtimes, in the outputs' own units."""

    bbox_regression: float
    scores: float

    def is_within(self, tolerance: Tolerance) -> bool:
        return self.bbox_regression <= tolerance.bbox_regression and self.scores <= tolerance.scores


def make_images(card: Card, count: int) -> NDArray[np.float32]:
    """Draw pictures that give the network scores like those of photos.

    The first picture shows two large faces, one with a mask. The others show rough faces of any size on noise
    with a photo's 1/f spectrum.

    Returns:
        float32 [count, height, width, 3], scaled as the card says; the same pictures every time.
    """
    generator = np.random.default_rng(SEED)
    size = card.input.height, card.input.width
    images = [_draw_probe(size)]
    for _ in range(count - 1):
        image = _make_noise(size, generator)
        for _ in range(FACES):
            _draw_random_face(image, generator)
        images.append(image)
    return np.array([np.round(255 * np.clip(image, 0, 1)) * card.input.scale for image in images], np.float32)


def _draw_probe(size: tuple[int, int]) -> NDArray[np.float64]:
    image = np.full((*size, 3), 0.5)
    _draw_face(image, (0.28, 0.5), 0.4, 0.9)
    _draw_face(image, (0.72, 0.5), 0.4, 0.9, mask=np.array([0.7, 0.8, 0.9]))
    return image


def _make_noise(size: tuple[int, int], generator: np.random.Generator) -> NDArray[np.float64]:
    """Noise of random contrast and brightness, [height, width, 3], mostly grey like photos."""
    height, width = size
    frequency = np.hypot(np.fft.fftfreq(height)[:, np.newaxis], np.fft.rfftfreq(width))[..., np.newaxis]
    phase = np.exp(2j * np.pi * generator.random((*frequency.shape[:2], 3)))
    spectrum = phase / np.maximum(frequency, 1 / max(size))
    noise = np.fft.irfft2(spectrum + spectrum.sum(axis=-1, keepdims=True), size, axes=(0, 1))
    noise *= generator.uniform(0.05, 0.3) / noise.std()
    return noise + generator.uniform(0.3, 0.7)


def _draw_random_face(image: NDArray[np.float64], generator: np.random.Generator) -> None:
    side = np.exp(generator.uniform(np.log(0.05), np.log(0.5)))
    cx, cy = generator.uniform(0.1, 0.9, 2)
    light = generator.uniform(0.25, 1)
    mask = generator.uniform(0.6, 1, 3) if generator.random() < 0.5 else None
    _draw_face(image, (cx, cy), side, light, mask)


def _draw_face(
    image: NDArray[np.float64],
    centre: tuple[float, float],
    side: float,
    light: float,
    mask: NDArray[np.float64] | None = None,
) -> None:
    """Draw an oval in a skin colour with two dark eyes, and a pale lower half if it wears a mask.

    centre, side: shares of the picture. light, mask: 0..1, of the skin and, [3], of the mask.
    """
    height, width = image.shape[:2]
    y, x = np.ogrid[:height, :width]
    u, v = (x / width - centre[0]) / (0.8 * side), (y / height - centre[1]) / side
    face = np.hypot(u, v) < 0.5
    image[face] = light * np.array([0.9, 0.7, 0.6])
    for eye in (-0.17, 0.17):
        image[np.hypot(u - eye, 2 * (v + 0.1)) < 0.08] = 0.15
    if mask is not None:
        image[face & (v > 0.03)] = mask


ROUNDING = {
    "f32": Tolerance(bbox_regression=0.0, scores=0.0),
    "f16": Tolerance(bbox_regression=0.05, scores=0.01),
    "uint8": Tolerance(bbox_regression=2.0, scores=0.2),
}
"""How far the weights' type may move the output that it moves most. All files agree whatever it is; beyond
this the rounded network is another one."""


def run_keras(network: keras.Model, images: NDArray[np.float32]) -> Output:
    bbox_regression, scores = network.predict(images, batch_size=BATCH, verbose=0)
    return bbox_regression, scores


def compare(got: Output, expected: Output) -> Error:
    """The largest differences of two outputs of the same shapes."""
    bbox_regression, scores = (
        float(np.abs(one - other).max()) for one, other in zip(got, expected, strict=True)
    )
    return Error(bbox_regression, scores)


def prepare(source: Source, images: NDArray[np.float32]) -> tuple[Output, Error]:
    """Verify the two steps before export: folding and rounding.

    Returns:
        Outputs of the rounded network, for comparison with every file, and their change by rounding.

    Raises:
        ValueError: folding is not exact, or rounding changes an output by more than ROUNDING allows.
    """
    folded = run_keras(source.folded, images)
    error = compare(folded, run_keras(source.network, images))
    if not error.is_within(EXACT):
        raise ValueError(f"folding batch normalisation: expected {EXACT} at most, got {error}")
    rounded = run_keras(source.rounded, images)
    error, allowed = compare(rounded, folded), ROUNDING[source.weight_type]
    if not error.is_within(allowed):
        raise ValueError(
            f"weights in {source.weight_type}: expected {allowed} at most, got {error}; "
            "choose a more exact type with --weights"
        )
    return rounded, error


def measure_error(
    format_: Format, source: Source, folder: Path, images: NDArray[np.float32], expected: Output
) -> Error:
    """Run an export in each of its runtimes and return the largest difference from the rounded network.

    Raises:
        ValueError: a runtime's output has another shape, or is not finite.
    """
    errors = []
    for runtime, outputs in format_.run(source, folder, images):
        for name, got, want in zip(Outputs._fields, outputs, expected, strict=True):
            if got.shape != want.shape:
                raise ValueError(
                    f"{runtime}: expected {name} of shape {list(want.shape)}, got {list(got.shape)}"
                )
            if not np.isfinite(got).all():
                raise ValueError(f"{runtime}: expected finite {name}, got NaN or infinity")
        errors.append(compare(outputs, expected))
    return Error(max(error.bbox_regression for error in errors), max(error.scores for error in errors))
