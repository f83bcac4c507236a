"""JPEG artefacts of many pictures at once: colour space, blocks and quantisation, without files.

Source: ITU-T T.81, annexes A and K; chroma at half the size; libjpeg's rule from quality to tables.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor
from torch.nn import functional as F

LUMINANCE = torch.tensor(
    [
        [16, 11, 10, 16, 24, 40, 51, 61],
        [12, 12, 14, 19, 26, 58, 60, 55],
        [14, 13, 16, 24, 40, 57, 69, 56],
        [14, 17, 22, 29, 51, 87, 80, 62],
        [18, 22, 37, 56, 68, 109, 103, 77],
        [24, 35, 55, 64, 81, 104, 113, 92],
        [49, 64, 78, 87, 103, 121, 120, 101],
        [72, 92, 95, 98, 112, 100, 103, 99],
    ],
    dtype=torch.float32,
)
CHROMINANCE = torch.full((8, 8), 99.0)
CHROMINANCE[:4, :4] = torch.tensor([[17, 18, 24, 47], [18, 21, 26, 66], [24, 26, 56, 99], [47, 66, 99, 99]])

TO_YCC = torch.tensor(
    [[0.299, 0.587, 0.114], [-0.168736, -0.331264, 0.5], [0.5, -0.418688, -0.081312]], dtype=torch.float32
)


def compress(images: Tensor, quality: Tensor) -> Tensor:
    """Apply the artefacts of JPEG compression to pictures.

    Args:
        images: float [B, 3, height, width], RGB in 0..1.
        quality: float [B], 1..100.
    """
    height, width = images.shape[-2:]
    padded = F.pad(images, (0, -width % 16, 0, -height % 16), mode="replicate") * 255
    planes = torch.einsum("pc,bchw->bphw", TO_YCC.to(images), padded)
    luma = _quantise(planes[:, :1] - 128, LUMINANCE, quality) + 128
    chroma = _quantise(F.avg_pool2d(planes[:, 1:], 2), CHROMINANCE, quality)
    chroma = F.interpolate(chroma, scale_factor=2, mode="bilinear", align_corners=False)
    decoded = torch.einsum("cp,bphw->bchw", TO_YCC.inverse().to(images), torch.cat([luma, chroma], dim=1))
    return (decoded[..., :height, :width] / 255).clamp(0, 1)


def _quantise(planes: Tensor, table: Tensor, quality: Tensor) -> Tensor:
    """Quantise planes [B, P, height, width] around 0 in the cosine transform of 8 × 8 blocks."""
    batch, number, height, width = planes.shape
    cosine = _cosine().to(planes)
    blocks = planes.reshape(batch, number, height // 8, 8, width // 8, 8).transpose(3, 4)
    scale = torch.where(quality < 50, 5000 / quality, 200 - 2 * quality)
    steps = ((table.to(planes) * scale[:, None, None] + 50) / 100).floor().clamp(1, 255)[:, None, None, None]
    coefficients = (cosine @ blocks @ cosine.T / steps).round() * steps
    return (cosine.T @ coefficients @ cosine).transpose(3, 4).reshape(planes.shape)


def _cosine() -> Tensor:
    """The matrix of the cosine transform of 8 numbers: float [8, 8]."""
    index = torch.arange(8, dtype=torch.float32)
    matrix = torch.cos((2 * index + 1) * index[:, None] * math.pi / 16) / 2
    matrix[0] /= math.sqrt(2)
    return matrix
