"""Decode picture files to pixels, for the server and the command line.

Not part of the pure core: this module reads untrusted bytes, and only it uses Pillow to decode.
"""

from __future__ import annotations

import io
import re
from contextlib import suppress

import cv2
import numpy as np
import pi_heif
from numpy.typing import NDArray
from PIL import Image, ImageOps

from detector.chunks import PNG_SIGNATURE, Frame, strip_jpeg, strip_png
from detector.heif import count_pixels

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "HEIF", "TIFF", "BMP", "GIF")
"""Told apart by content: a file's name and declared type do not matter."""

PICTURE_SUFFIXES = (
    *(".jpg", ".jpeg", ".jfif", ".png", ".apng", ".webp", ".avif"),
    *(".heic", ".heif", ".hif", ".tif", ".tiff", ".bmp", ".gif"),
)
"""Which files of a folder are taken for pictures."""

MAX_PIXELS = 50_000_000
"""Room for the largest photos that phones take by default; 150 MB once decoded."""

MAX_SCANS = 100
"""Of a progressive JPEG: each is a pass over the whole picture. Cameras and editors write about ten."""

TURNED_BY_EXIF = ("JPEG", "PNG", "AVIF")
"""Decoders turn TIFF and HEIF themselves; in WebP browsers do not look at EXIF, so nobody does here."""

_SIGNATURE = re.compile(
    rb"\xff\xd8\xff|\x89PNG|GIF8[79]a|RIFF....WEBP|BM.{4}\0{4}|II\*\0|MM\0\*"
    rb"|....ftyp(avi[fs]|he[iv][cx]|hei[ms]|hev[ms]|mi[af]1|msf1)",
    re.DOTALL,
)

pi_heif.register_heif_opener()


class PictureError(ValueError):
    """Bytes that cannot be decoded. The message is a sentence for the person who chose the file."""


class UnsupportedPicture(PictureError):  # noqa: N818
    """Not a picture, or of an unsupported format."""


class BrokenPicture(PictureError):  # noqa: N818
    """A picture whose data is damaged or ends too early."""


class PictureTooLarge(PictureError):  # noqa: N818
    """A picture with too many pixels to be decoded."""


def looks_like_picture(start: bytes) -> bool:
    """Whether the first 16 bytes of a file are those of a picture of one of FORMATS, even a damaged one."""
    return _SIGNATURE.match(start) is not None


def decode_picture(data: bytes, max_pixels: int = MAX_PIXELS) -> NDArray[np.uint8]:
    """Decode a picture of one of FORMATS; of an animation the first frame, of several pictures the main one.

    EXIF orientation is applied where browsers do so; grey, palette, 16-bit and CMYK become 8-bit RGB;
    transparency becomes white. The size is read from the header, so a picture of more than ``max_pixels`` is
    not decoded. Other data in the file is ignored.

    Returns:
        uint8 [height, width, 3], RGB, upright.

    Raises:
        UnsupportedPicture, BrokenPicture, PictureTooLarge: see there.
    """
    if not looks_like_picture(data):
        raise _unsupported()
    if data[4:8] == b"ftyp" and count_pixels(data) > max_pixels:
        raise _too_large(max_pixels)
    needed, is_whole, frame = _strip(data)
    try:
        pixels = _decode_jpeg(needed, frame, max_pixels) if frame else None
        if pixels is not None:
            return pixels
        with Image.open(io.BytesIO(needed), formats=FORMATS) as picture:
            if picture.width * picture.height > max_pixels:
                raise _too_large(max_pixels)
            if not is_whole:
                raise _broken()
            return _decode(picture)
    except PictureError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large(max_pixels) from error
    except Exception as error:  # damaged data can make decoders raise anything, even TypeError
        raise _broken() from error


def _strip(data: bytes) -> tuple[bytes, bool, Frame | None]:
    """The bytes that the decoder needs, whether they appear complete before decoding, and a JPEG's frame."""
    if data.startswith(b"\xff\xd8"):
        needed, frame = strip_jpeg(data, MAX_SCANS)
        return needed, frame is not None, frame
    needed, is_whole = strip_png(data) if data.startswith(PNG_SIGNATURE) else (data, True)
    return needed, is_whole, None


def _decode_jpeg(data: bytes, frame: Frame, max_pixels: int) -> NDArray[np.uint8] | None:
    """Decode with OpenCV, which takes half of Pillow's time; None where Pillow decides."""
    if frame.components not in (1, 3) or frame.height * frame.width > max_pixels:
        return None
    pixels = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR_RGB)
    return None if pixels is None else pixels.astype(np.uint8, copy=False)


def _decode(picture: Image.Image) -> NDArray[np.uint8]:
    if getattr(picture, "default_image", False):
        picture.seek(1)  # the first picture of such a PNG is only for viewers without animation
    picture.load()  # only once: a second attempt would leave the unread part black
    if picture.format in TURNED_BY_EXIF:
        picture.info.pop("xmp", None)
        with suppress(Exception):  # the picture is good even if its EXIF data is not
            ImageOps.exif_transpose(picture, in_place=True)
    return _to_rgb(picture)


def _to_rgb(picture: Image.Image) -> NDArray[np.uint8]:
    if picture.mode.startswith("I;16"):
        picture = Image.fromarray((np.asarray(picture) >> 8).astype(np.uint8))
    if picture.mode in ("I", "F", "LAB"):
        raise _unsupported()
    if picture.has_transparency_data:
        layer = picture if picture.mode == "RGBA" else picture.convert("RGBA")
        picture = Image.new("RGB", layer.size, "white")
        picture.paste(layer, mask=layer)
    return np.asarray(picture.convert("RGB"))


def _unsupported() -> UnsupportedPicture:
    return UnsupportedPicture(
        "The file is not a picture that can be read here. "
        "Choose a JPEG, PNG, WebP, AVIF, HEIC, TIFF, BMP or GIF file."
    )


def _too_large(max_pixels: int) -> PictureTooLarge:
    return PictureTooLarge(
        f"The picture has more than {max_pixels / 1e6:g} million pixels. Make it smaller and try again."
    )


def _broken() -> BrokenPicture:
    return BrokenPicture("The picture is damaged or incomplete. Save it again from its source and retry.")
