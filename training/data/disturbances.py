"""Augmentation with light, colour, blur, noise and JPEG artefacts of cheap cameras, on many windows at once.

Pictures are float [B, 3, height, width], RGB in 0..1.
"""

from __future__ import annotations

import math

import numpy as np
import torch
from numpy.random import Generator
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F

from training.data.jpeg import compress

LIGHT, GREY, BOX_BLUR, MOTION_BLUR, NOISE, JPEG = 0.7, 0.1, 0.12, 0.1, 0.12, 0.2
"""Shares of the disturbed windows."""

LONGEST_MOTION_PX = 9

LUMA = (0.299, 0.587, 0.114)


def disturb(images: Tensor, rows: NDArray[np.int64], generator: Generator) -> None:
    """Disturb rows of a batch, uint8 [B, 3, height, width], in place, each in a few random ways."""
    if not len(rows):
        return
    chosen = torch.from_numpy(rows).to(images.device)
    disturbed = to_shares(images[chosen])

    for share, change in (
        (LIGHT, shift_colours),
        (GREY, drop_colours),
        (BOX_BLUR, blur),
        (MOTION_BLUR, blur_by_motion),
        (NOISE, add_noise),
        (JPEG, compress_randomly),
    ):
        drawn = np.flatnonzero(generator.random(len(rows)) < share)
        if len(drawn):
            index = torch.from_numpy(drawn).to(images.device)
            disturbed[index] = change(disturbed[index], generator)
    images[chosen] = to_bytes(disturbed)


def to_shares(images: Tensor) -> Tensor:
    """uint8 to float in 0..1."""
    return images.float().div_(255)


def to_bytes(images: Tensor) -> Tensor:
    """float in 0..1 to uint8."""
    return (images * 255).round_().to(torch.uint8)


def shift_colours(images: Tensor, generator: Generator) -> Tensor:
    """Change gain per channel, brightness and gamma."""
    number = len(images)
    gain = np.exp(generator.uniform(-0.5, 0.35, (number, 1)) + generator.uniform(-0.12, 0.12, (number, 3)))
    gamma, shift = np.exp(generator.uniform(-0.4, 0.5, number)), generator.uniform(-0.12, 0.12, number)
    curved = images.clamp(min=1e-6) ** _per_image(gamma, images)
    return (curved * _per_image(gain, images) + _per_image(shift, images)).clamp(0, 1)


def drop_colours(images: Tensor, _: Generator) -> Tensor:
    """Make pictures grey."""
    return to_grey(images).expand_as(images)


def to_grey(images: Tensor) -> Tensor:
    """Brightness: [B, 3, height, width] to [B, 1, height, width]."""
    return (images * images.new_tensor(LUMA)[:, None, None]).sum(1, keepdim=True)


def blur(images: Tensor, generator: Generator) -> Tensor:
    """Average a few neighbours: horizontally, vertically or both."""
    kernels = []
    for _ in range(len(images)):
        length = int(generator.integers(2, 5))
        across, down = ((length, length), (length, 1), (1, length))[generator.choice(3, p=(0.5, 0.25, 0.25))]
        kernel = np.zeros((4, 4))
        kernel[:down, :across] = 1 / (down * across)
        kernels.append(kernel)
    return _filter(images, np.stack(kernels))


def blur_by_motion(images: Tensor, generator: Generator) -> Tensor:
    """Blur along a straight line of any direction, up to LONGEST_MOTION_PX."""
    number = len(images)
    half = generator.uniform(0.25, 1, number) * (LONGEST_MOTION_PX - 1) / 2
    turn = generator.uniform(0, math.pi, number)
    way = half[:, None] * np.linspace(-1, 1, 4 * LONGEST_MOTION_PX)
    place = np.arange(LONGEST_MOTION_PX) - (LONGEST_MOTION_PX - 1) / 2
    across = np.maximum(1 - abs((way * np.cos(turn)[:, None])[:, :, None] - place), 0)
    down = np.maximum(1 - abs((way * np.sin(turn)[:, None])[:, :, None] - place), 0)
    kernels = np.einsum("nty,ntx->nyx", down, across)
    return _filter(images, kernels / kernels.sum(axis=(1, 2), keepdims=True))


def add_noise(images: Tensor, generator: Generator) -> Tensor:
    """Add Gaussian noise with a standard deviation of 2 to 12 of 255."""
    deviation = generator.uniform(2, 12, len(images)) / 255
    noise = torch.randn(images.shape, generator=make_generator(images, generator), device=images.device)
    return (images + noise * _per_image(deviation, images)).clamp(0, 1)


def compress_randomly(images: Tensor, generator: Generator) -> Tensor:
    """Compress as JPEG with a quality of 25 to 90."""
    return compress(images, torch.from_numpy(generator.uniform(25, 90, len(images))).to(images))


def make_generator(images: Tensor, generator: Generator) -> torch.Generator:
    """PyTorch's generator on the device of a tensor, seeded by another."""
    return torch.Generator(images.device).manual_seed(int(generator.integers(2**62)))


def _per_image(values: NDArray[np.float64], images: Tensor) -> Tensor:
    """Reshape [B] or [B, 3] to broadcast over pictures."""
    tensor = torch.from_numpy(values.reshape(len(values), -1)).to(images)
    return tensor[:, :, None, None]


def _filter(images: Tensor, kernels: NDArray[np.float64]) -> Tensor:
    """Filter each picture with its own kernel, [B, height, width]; the border is replicated."""
    height, width = kernels.shape[1:]
    edges = ((width - 1) // 2, width // 2, (height - 1) // 2, height // 2)
    channels_first = F.pad(images.contiguous(), edges, mode="replicate")
    weights = torch.from_numpy(kernels).to(images).repeat_interleave(3, 0)[:, None]
    filtered = F.conv2d(channels_first.flatten(0, 1)[None], weights, groups=len(weights))
    return filtered.view_as(images.contiguous())
