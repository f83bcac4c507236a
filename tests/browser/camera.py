"""A camera for Chromium: a film of two faces, the left one in a mask."""

from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path

import cv2
import numpy as np

from tests.pictures import FACE, Image, astronaut, masked_astronaut

SIZE = 640, 480
FRAMES = 30
FRAMES_PER_SECOND = 15
FILM_FRAMES_PER_SECOND = 5
"""Few, so that a film can be long without taking long to write."""

SWAY = 8
"""Pixels that the camera moves to the left and to the right."""

LEFT = 66
"""Column of the test picture where each half of the film begins."""

Box = tuple[float, float, float, float]


def film_frame(sway: int = 0) -> Image:
    """uint8 [480, 640, 3], RGB: the masked face on the left, the bare one on the right."""
    width, height = SIZE
    start = LEFT + sway
    return np.hstack(
        [face[:height, start : start + width // 2] for face in (masked_astronaut(), astronaut())]
    )


def film_faces() -> list[tuple[str, Box]]:
    """Label and box of each face when the camera is in the middle."""
    x1, y1, x2, y2 = FACE
    return [
        (label, (x1 - LEFT + offset, y1, x2 - LEFT + offset, y2))
        for label, offset in (("mask", 0), ("no_mask", SIZE[0] // 2))
    ]


def make_film_file(path: Path, faces_until: int, seconds: int) -> Path:
    """Write a film as WebM: the two faces until a second, then a grey wall."""
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"VP80"), FILM_FRAMES_PER_SECOND, SIZE)
    width, height = SIZE
    faces = cv2.cvtColor(film_frame(), cv2.COLOR_RGB2BGR)
    wall = np.full((height, width, 3), 128, np.uint8)
    for index in range(seconds * FILM_FRAMES_PER_SECOND):
        writer.write(faces if index < faces_until * FILM_FRAMES_PER_SECOND else wall)
    writer.release()
    return path


def make_film_camera(path: Path) -> list[str]:
    """The film as Chromium's camera, swaying from left to right."""
    sways = (round(SWAY * math.sin(2 * math.pi * index / FRAMES)) for index in range(FRAMES))
    return make_camera(path, map(film_frame, sways), FRAMES_PER_SECOND)


def make_camera(path: Path, frames: Iterable[Image], frames_per_second: int) -> list[str]:
    """Write frames of SIZE as YUV4MPEG2; gives Chromium's arguments to play them in a loop as its camera."""
    width, height = SIZE
    with path.open("wb") as file:
        file.write(f"YUV4MPEG2 W{width} H{height} F{frames_per_second}:1 Ip A1:1 C420jpeg\n".encode())
        for frame in frames:
            file.write(b"FRAME\n" + cv2.cvtColor(frame, cv2.COLOR_RGB2YUV_I420).tobytes())
    return [
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={path}",
    ]
