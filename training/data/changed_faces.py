"""Augmentation of faces: masks in other colours or with a print, hands and objects over bare mouths.

Photos of such faces are rare. Pictures are float [K, 3, size, size], RGB in 0..1, each with one face to
change. A position in a face is (u, v): u from -1 at the left edge of its upright box to 1, v from 0 at the
top to 1.
"""

from __future__ import annotations

import math

import numpy as np
import torch
from numpy.random import Generator
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F

from training.data.disturbances import make_generator, to_grey
from training.data.views import Views

Place = tuple[Tensor, Tensor]


class Dice:
    """Random numbers for K pictures, in shapes that broadcast over numbers, images or colours."""

    def __init__(self, images: Tensor, generator: Generator) -> None:
        self._images, self._generator = images, generator

    def plane(self, low: float, high: float) -> Tensor:
        """[K, 1, 1]: a number for each picture."""
        return self.image(low, high)[:, 0]

    def image(self, low: float, high: float) -> Tensor:
        """[K, 1, 1, 1]: a number for each picture."""
        return self.colour(low, high)[:, :1]

    def colour(self, low: float, high: float) -> Tensor:
        """[K, 3, 1, 1]: a number for each channel of each picture."""
        values = self._generator.uniform(low, high, (len(self._images), 3, 1, 1))
        return torch.from_numpy(values).to(self._images)


def place_in_face(views: Views, boxes: NDArray[np.float64], size: int, device: torch.device) -> Place:
    """The position in a face of each pixel of windows: u and v, float [K, size, size] each.

    Args:
        boxes: float64 [K, 4], xyxy in pixels of the photos.
    """
    corner, sides = boxes[:, :2], boxes[:, 2:] - boxes[:, :2]
    matrices = views.matrices(size)
    matrices[:, :, 2] += 0.5 - corner
    matrices *= np.stack([2 / sides[:, 0], 1 / sides[:, 1]], axis=1)[:, :, None]
    matrices[:, 0, 2] -= 1
    across, down, start = torch.from_numpy(matrices).float().to(device)[..., None, None].unbind(2)
    pixel = torch.arange(size, device=device, dtype=torch.float32)
    u, v = (across * pixel + down * pixel[:, None] + start).unbind(1)
    return u, v


def recolour_mask(images: Tensor, place: Place, generator: Generator) -> Tensor:
    """Give masks another colour or a print. The mask is found by its position in the face and by the colour
    of its centre."""
    u, v = place
    dice = Dice(images, generator)
    top, edge = dice.plane(0.46, 0.56), dice.plane(0.03, 0.09)
    q = (v - top) / (1 - top)
    width = 0.88 - 0.3 * q.clamp(0, 1) ** 2
    shape = _step((1 - u.abs() / width) / edge) * _step((q - 0.06) / edge) * _step((0.97 - q) / edge)

    middle = ((u.abs() < 0.45) & (q > 0.15) & (q < 0.8)).to(images)[:, None]
    colour = _mean(images, middle)
    distance = ((images - colour) ** 2).sum(1, keepdim=True)
    alike = torch.exp(-distance / (2 * (2 * _mean(distance, middle) + 0.02)))
    weight = shape[:, None] * ((alike - 0.1) / 0.5).clamp(0, 1)

    brightness = to_grey(images)
    shade = (brightness / _mean(brightness, middle).clamp(min=0.08)).clamp(0.25, 1.8)
    kind = dice.image(0, 1)  # darker, inverted, of another colour, that with a print, or only a print
    darker = images * dice.image(0.15, 0.6)
    inverted = (1 - colour).clamp(0.03, 0.95)
    ground = torch.where(kind < 0.42, inverted, torch.where(kind < 0.87, _draw_colour(dice), colour))
    printed = torch.where(kind < 0.7, ground, _print(ground, place, dice, generator, images))
    changed = torch.where(kind < 0.3, darker, printed * shade)
    return images + weight * (changed.clamp(0, 1) - images)


def _draw_colour(dice: Dice) -> Tensor:
    """[K, 3, 1, 1]; half of them dark, some nearly grey."""
    level = torch.where(dice.image(0, 1) < 0.5, dice.image(0.04, 0.22), dice.image(0.2, 0.85))
    tint = torch.where(dice.image(0, 1) < 0.4, dice.colour(-0.04, 0.04), dice.colour(-0.35, 0.35))
    return (level * (1 + 1.6 * (tint - tint.mean(1, keepdim=True)))).clamp(0.02, 0.95)


def _print(ground: Tensor, place: Place, dice: Dice, generator: Generator, images: Tensor) -> Tensor:
    """A colour with stripes, dots or blots of another colour: [K, 3, size, size]."""
    u, v = place
    turn, pitch, kind = dice.plane(0, math.pi), dice.plane(6, 22), dice.plane(0, 1)
    along = u * turn.cos() + 2 * v * turn.sin()
    across = 2 * v * turn.cos() - u * turn.sin()
    stripes = _step(6 * torch.sin(along * pitch))
    dots = _step(10 * (torch.sin(along * pitch) * torch.sin(across * pitch) - 0.3))
    coarse = torch.rand(len(u), 1, 12, 12, generator=make_generator(images, generator), device=images.device)
    grid = torch.stack([along.clamp(-1, 1), (across - 1).clamp(-1, 1)], dim=-1)
    noise = F.grid_sample(coarse, grid.float(), padding_mode="reflection", align_corners=True)[:, 0]
    blots = _step(14 * (noise - 0.55))
    pattern = torch.where(kind < 0.35, stripes, torch.where(kind < 0.6, dots, blots))[:, None]
    ink = (dice.image(0.05, 0.95) * (1 + dice.colour(-0.5, 0.5))).clamp(0.02, 0.98)
    return torch.lerp(ground.expand_as(images), ink.expand_as(images), pattern * dice.image(0.5, 1))


def cover_mouth(images: Tensor, place: Place, generator: Generator) -> Tensor:
    """Draw a hand or another object in front of a part of a bare mouth."""
    u, v = place
    dice = Dice(images, generator)
    left = torch.where(dice.plane(0, 1) < 0.5, -1.0, 1.0)
    upright = torch.where(dice.plane(0, 1) < 0.6, math.pi / 2, 0.0)  # like most fingers and cups
    turn = dice.plane(-0.6, 0.6) + upright
    from_middle = u - left * dice.plane(0.15, 0.75), 2 * (v - dice.plane(0.72, 1))
    along = from_middle[0] * turn.cos() + from_middle[1] * turn.sin()
    across = from_middle[1] * turn.cos() - from_middle[0] * turn.sin()
    length, breadth = dice.plane(0.55, 0.95), dice.plane(0.22, 0.42)
    power = torch.where(dice.plane(0, 1) < 0.5, 2.0, 5.0)  # an ellipse, or nearly a rectangle
    weight = _step(8 * (1 - (along / length).abs() ** power - (across / breadth).abs() ** power))[:, None]

    cheeks = ((u.abs() < 0.6) & (v > 0.3) & (v < 0.6)).to(images)[:, None]
    fingers = 1 - 0.18 * _step(6 * (torch.sin(4.5 * across / breadth) - 0.4))
    light = 1 + dice.plane(-0.25, 0.25) * along + dice.plane(-0.2, 0.2) * across
    hand = _mean(images, cheeks) * dice.image(0.75, 1.15) * (fingers * light)[:, None]
    thing = torch.where(dice.image(0, 1) < 0.4, images.flip(2), images.roll(1, 0).flip(3))
    over = torch.where(dice.image(0, 1) < 0.6, hand, thing).clamp(0, 1)
    return images + weight * (over - images)


def _step(x: Tensor) -> Tensor:
    """A smooth step from 0 for negative x to 1 for positive x."""
    return torch.sigmoid(x)


def _mean(images: Tensor, where: Tensor) -> Tensor:
    """[K, C, 1, 1]: the mean of pictures where ``where`` [K, 1, size, size] is 1."""
    return (images * where).sum((2, 3), keepdim=True) / where.sum((2, 3), keepdim=True).clamp(min=1)
