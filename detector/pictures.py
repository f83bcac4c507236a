"""Picture files to pixels: the one way in for the server and the command line.

Not part of the pure core: it sees untrusted bytes, and it alone knows Pillow.
"""

from __future__ import annotations

import io
import struct
from contextlib import suppress

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

FORMATS = ("JPEG", "PNG", "WEBP", "BMP", "GIF")
"""Told apart by content: a file's name and declared type do not matter."""

PICTURE_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".bmp", ".gif")
"""Which files of a folder are taken for pictures."""

JPEG_FORMATS = ("JPEG", "MPO")
"""Phones add pictures to theirs and call it MPO."""

MAX_PIXELS = 50_000_000
"""Room for the largest photos that phones take by default; 150 MB once decoded."""

MAX_SCANS = 100
"""Of a progressive JPEG: each is a pass over the whole picture. Cameras and editors write about ten."""

_START_OF_SCAN = b"\xff\xda"
_SIGNATURES = (b"\xff\xd8\xff", b"\x89PNG", b"RIFF", b"GIF8")
_DECODER_ERRORS = (OSError, SyntaxError, ValueError, EOFError, IndexError, struct.error)


class PictureError(ValueError):
    """Bytes that give no picture. The message is a sentence for the person who chose the file."""


class UnsupportedPicture(PictureError):  # noqa: N818
    """Not a picture, or of a format that is not read here."""


class BrokenPicture(PictureError):  # noqa: N818
    """A picture whose data is damaged or ends too early."""


class PictureTooLarge(PictureError):  # noqa: N818
    """A picture with too many pixels to be decoded."""


def decode_picture(data: bytes, max_pixels: int = MAX_PIXELS) -> NDArray[np.uint8]:
    """Decode a JPEG, PNG, WebP, BMP or GIF; of an animation the first frame.

    EXIF orientation is applied; grey, palette, 16-bit and CMYK become 8-bit RGB; transparency turns white.
    The size is read from the header, so that nothing is decoded beyond ``max_pixels``.

    Returns:
        uint8 [height, width, 3], RGB, upright.

    Raises:
        UnsupportedPicture, BrokenPicture, PictureTooLarge: the bytes give no picture, see there.
    """
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            if picture.width * picture.height > max_pixels:
                raise _too_large(max_pixels)
            if picture.format in JPEG_FORMATS and data.count(_START_OF_SCAN) > MAX_SCANS:
                raise _broken()
            pixels = _decode_plain_jpeg(data) if _is_plain_jpeg(picture) else None
            return _decode_any(picture) if pixels is None else pixels
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large(max_pixels) from error
    except PictureError:
        raise
    except UnidentifiedImageError as error:
        if data.startswith(_SIGNATURES):
            raise _broken() from error
        raise UnsupportedPicture(
            "The file is not a picture that can be read here. Choose a JPEG, PNG, WebP, BMP or GIF file."
        ) from error
    except _DECODER_ERRORS as error:
        raise _broken() from error


def _is_plain_jpeg(picture: Image.Image) -> bool:
    """Grey or RGB, as nearly every upload is."""
    return picture.format in JPEG_FORMATS and picture.mode in ("L", "RGB")


def _decode_plain_jpeg(data: bytes) -> NDArray[np.uint8] | None:
    """OpenCV needs half of Pillow's time; None where it finds a fault and Pillow shall have the last word."""
    pixels = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR_RGB)
    return None if pixels is None else pixels.astype(np.uint8, copy=False)


def _decode_any(picture: Image.Image) -> NDArray[np.uint8]:
    with suppress(*_DECODER_ERRORS):  # what EXIF cannot tell does not make the picture worse
        ImageOps.exif_transpose(picture, in_place=True)
    upright: Image.Image = picture
    if upright.mode.startswith("I"):
        upright = upright.point(lambda level: level / 256).convert("L")
        upright.info.pop("transparency", None)  # a level of 16 bits
    if upright.has_transparency_data:
        layer = upright if upright.mode == "RGBA" else upright.convert("RGBA")
        upright = Image.new("RGB", layer.size, "white")
        upright.paste(layer, mask=layer)
    return np.asarray(upright.convert("RGB"))


def _too_large(max_pixels: int) -> PictureTooLarge:
    return PictureTooLarge(
        f"The picture has more than {max_pixels / 1e6:g} million pixels. Make it smaller and try again."
    )


def _broken() -> BrokenPicture:
    return BrokenPicture("The picture is damaged or incomplete. Save it again from its source and retry.")
