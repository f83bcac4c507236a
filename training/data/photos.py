"""Photos in memory, and windows cut from them: with OpenCV on the CPU, a batch at once on other devices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F

from training.data.views import Views

DEVICE_SIDE_PX = 448
"""Pixels of the longer side, at most, of photos kept in the memory of a GPU: 0.6 MB each."""

Rows = NDArray[np.int64]
Resampling = Literal["nearest", "linear", "area"]


class Photos(Protocol):
    """sizes: int64 [N, 2], width and height in pixels of the photos in memory."""

    sizes: NDArray[np.int64]

    def cut(
        self, rows: Rows, views: Views, size: int, colours: NDArray[np.uint8], how: Resampling = "linear"
    ) -> Tensor:
        """Resample windows to size × size pixels: nearest, bilinear, or area averaging as the mean of 2 × 2
        bilinear samples.

        Args:
            rows: of the photos [B].
            colours: uint8 [B, 3], of a window's part outside its photo.

        Returns:
            uint8 [B, 3, size, size], RGB, channels last in memory.
        """
        ...


def keep_photos(images: Sequence[NDArray[np.uint8]], device: torch.device) -> Photos:
    """Store photos, uint8 [height, width, 3] RGB each, for cutting windows on a device."""
    return HostPhotos(images) if device.type == "cpu" else DevicePhotos(images, device)


class HostPhotos:
    """Photos of any size, cut one by one: on a CPU, OpenCV is several times as fast as PyTorch."""

    def __init__(self, images: Sequence[NDArray[np.uint8]]) -> None:
        self._images = images
        self.sizes = np.array([image.shape[1::-1] for image in images], np.int64).reshape(-1, 2)

    def cut(
        self, rows: Rows, views: Views, size: int, colours: NDArray[np.uint8], how: Resampling = "linear"
    ) -> Tensor:
        windows = np.empty((len(rows), size, size, 3), np.uint8)
        side = 2 * size if how == "area" else size
        flags = cv2.WARP_INVERSE_MAP | (cv2.INTER_NEAREST if how == "nearest" else cv2.INTER_LINEAR)
        for window, row, matrix, colour in zip(windows, rows, views.matrices(side), colours, strict=True):
            cut = cv2.warpAffine(
                self._images[row], matrix, (side, side), flags=flags, borderValue=colour.tolist()
            )
            window[:] = cv2.resize(cut, (size, size), interpolation=cv2.INTER_AREA) if how == "area" else cut
        return torch.from_numpy(windows).permute(0, 3, 1, 2)


class DevicePhotos:
    """Photos in one block of the device's memory, reduced to DEVICE_SIDE_PX if they are larger."""

    def __init__(self, images: Sequence[NDArray[np.uint8]], device: torch.device) -> None:
        self._block = torch.zeros(
            len(images), 3, DEVICE_SIDE_PX, DEVICE_SIDE_PX, dtype=torch.uint8, device=device
        )
        self.sizes = np.zeros((len(images), 2), np.int64)
        for index, image in enumerate(images):
            reduced = torch.from_numpy(_reduce(image).transpose(2, 0, 1).copy())
            height, width = reduced.shape[1:]
            self._block[index, :, :height, :width] = reduced.to(device)
            self.sizes[index] = width, height

    def cut(
        self, rows: Rows, views: Views, size: int, colours: NDArray[np.uint8], how: Resampling = "linear"
    ) -> Tensor:
        if how == "area":
            return _to_bytes(F.avg_pool2d(self._cut(rows, views, 2 * size, colours, "bilinear"), 2))
        mode = "nearest" if how == "nearest" else "bilinear"
        return _to_bytes(self._cut(rows, views, size, colours, mode))

    def _cut(self, rows: Rows, views: Views, size: int, colours: NDArray[np.uint8], mode: str) -> Tensor:
        """float [B, 3, size, size] in 0..255."""
        device = self._block.device
        place = torch.arange(size, device=device, dtype=torch.float32)
        matrices = torch.from_numpy(views.matrices(size)).float().to(device)
        across, down, start = matrices[..., None, None].unbind(2)
        x, y = (across * place + down * place[:, None] + start).unbind(1)  # [B, size, size] each
        if mode == "nearest":
            x, y = x.round(), y.round()
        width, height = torch.from_numpy(self.sizes[rows]).to(device)[..., None, None].unbind(1)
        on_photo = torch.minimum(x + 1, width - x).clamp(0, 1) * torch.minimum(y + 1, height - y).clamp(0, 1)
        grid = torch.stack([x.clamp(min=0).minimum(width - 1), y.clamp(min=0).minimum(height - 1)], dim=-1)
        windows = F.grid_sample(
            self._block[torch.from_numpy(rows).to(device)].float(),
            grid * (2 / (DEVICE_SIDE_PX - 1)) - 1,
            mode=mode,
            padding_mode="border",
            align_corners=True,
        )
        beyond = torch.from_numpy(colours).to(windows)[:, :, None, None]
        return torch.lerp(beyond.expand_as(windows), windows, on_photo[:, None])


def _to_bytes(images: Tensor) -> Tensor:
    return images.round().to(torch.uint8).contiguous(memory_format=torch.channels_last)


def _reduce(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    scale = DEVICE_SIDE_PX / max(image.shape[:2])
    if scale >= 1:
        return image
    size = (max(1, round(image.shape[1] * scale)), max(1, round(image.shape[0] * scale)))
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)
