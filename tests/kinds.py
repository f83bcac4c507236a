"""A picture file of every kind that is read, drawn here; ways to damage it, and to hang things onto it."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any

import cv2
import numpy as np
import pillow_heif
from PIL import Image

from tests.pictures import astronaut

SIZE = (160, 120)


def encode(picture: Image.Image, kind: str, **options: Any) -> bytes:
    stream = BytesIO()
    if kind == "HEIF":
        pillow_heif.from_pillow(picture).save(stream, **options)
    else:
        picture.save(stream, kind, **options)
    return stream.getvalue()


def chunk(kind: bytes, content: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png_header(width: int, height: int) -> bytes:
    """A PNG that promises many pixels and carries none."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IEND", b"")


def with_heif_size(data: bytes, width: int, height: int) -> bytes:
    """An AVIF or HEIC of SIZE that promises another one."""
    return data.replace(struct.pack(">II", *SIZE), struct.pack(">II", width, height))


def segment(marker: int, content: bytes) -> bytes:
    """A segment of a JPEG."""
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(content) + 2) + content


def make_kinds() -> dict[str, bytes]:
    """Each depth and each way to store a picture, by name; the format stands first in it."""
    photo = Image.fromarray(astronaut()[40:280, 60:380]).resize(SIZE)
    levels = np.asarray(photo)
    grey, wide = photo.convert("L"), levels[..., ::-1].astype(np.uint16) * 257
    wide_grey, opaque = (
        Image.fromarray(np.asarray(grey).astype(np.uint16) * 257),
        np.full_like(wide[..., :1], 65535),
    )
    palette, more = photo.quantize(200), {"save_all": True, "append_images": [photo.rotate(180)]}
    animated: dict[str, Any] = {**more, "duration": 100}

    def opencv(suffix: str, pixels: Any, *options: int) -> bytes:
        return cv2.imencode(suffix, pixels, options)[1].tobytes()

    return {
        "JPEG": encode(photo, "JPEG"),
        "JPEG progressive": encode(photo, "JPEG", progressive=True),
        "JPEG grey": encode(grey, "JPEG"),
        "JPEG CMYK": encode(photo.convert("CMYK"), "JPEG"),
        "JPEG with restarts": opencv(".jpg", levels[..., ::-1], cv2.IMWRITE_JPEG_RST_INTERVAL, 4),
        "JPEG of a phone": encode(photo, "MPO", **more),
        "PNG": encode(photo, "PNG"),
        "PNG 1 bit": encode(photo.convert("1"), "PNG"),
        "PNG grey": encode(grey, "PNG"),
        "PNG grey, alpha": encode(photo.convert("LA"), "PNG"),
        "PNG alpha": encode(photo.convert("RGBA"), "PNG"),
        "PNG palette": encode(palette, "PNG"),
        "PNG palette, 4 bits": encode(photo.quantize(12), "PNG", bits=4),
        "PNG palette, 2 bits": encode(photo.quantize(4), "PNG", bits=2),
        "PNG grey, 16 bits": encode(wide_grey, "PNG"),
        "PNG 16 bits": opencv(".png", wide),
        "PNG alpha, 16 bits": opencv(".png", np.dstack([wide, opaque])),
        "PNG interlaced": _interlace(levels),
        "PNG animated": encode(photo, "PNG", **animated),
        "PNG animated, with a stand-in": encode(
            photo.rotate(90),
            "PNG",
            save_all=True,
            append_images=[photo, grey.convert("RGB")],
            default_image=True,
        ),
        "GIF": encode(palette, "GIF"),
        "GIF in one pass": encode(palette, "GIF", interlace=0),
        "GIF animated": encode(palette, "GIF", **animated),
        "WebP": encode(photo, "WEBP"),
        "WebP lossless": encode(photo, "WEBP", lossless=True),
        "WebP alpha": encode(photo.convert("RGBA"), "WEBP"),
        "WebP animated": encode(photo, "WEBP", **animated),
        "BMP": encode(photo, "BMP"),
        "BMP palette": encode(palette, "BMP"),
        "BMP 1 bit": encode(photo.convert("1"), "BMP"),
        "BMP alpha": encode(photo.convert("RGBA"), "BMP"),
        "AVIF": encode(photo, "AVIF"),
        "HEIC": encode(photo, "HEIF"),
        "TIFF": encode(photo, "TIFF"),
        "TIFF packed": encode(photo, "TIFF", compression="tiff_lzw"),
        "TIFF grey, 16 bits": encode(wide_grey, "TIFF"),
        "TIFF CMYK": encode(photo.convert("CMYK"), "TIFF"),
    }


def _interlace(pixels: Any) -> bytes:
    """As Adam7 orders them in a PNG; Pillow and OpenCV write none."""
    height, width = pixels.shape[:2]
    passes = (
        (0, 0, 8, 8),
        (4, 0, 8, 8),
        (0, 4, 4, 8),
        (2, 0, 4, 4),
        (0, 2, 2, 4),
        (1, 0, 2, 2),
        (0, 1, 1, 2),
    )
    rows = b"".join(
        b"\0" + row.tobytes() for left, top, right, down in passes for row in pixels[top::down, left::right]
    )
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 1)
    content = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + content


def damage(data: bytes, rng: np.random.Generator) -> bytes:
    """Change something: bytes are turned, overwritten, inserted, taken out, repeated or cut off."""
    at, length = int(rng.integers(len(data))), int(rng.integers(1, 40))
    head, tail = data[:at], data[at:]
    ways: list[Callable[[], bytes]] = [
        lambda: head + bytes([data[at] ^ 1 << int(rng.integers(8))]) + tail[1:],
        lambda: head + b"\xff" * 8 + tail[8:],
        lambda: head + bytes(64) + tail[64:],
        lambda: head + rng.bytes(length) + tail,
        lambda: head + tail[length:],
        lambda: head + tail[:length] + tail,
        lambda: head,
    ]
    return ways[int(rng.integers(len(ways)))]()
