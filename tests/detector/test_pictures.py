from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import ExifTags, Image

from detector.pictures import (
    FORMATS,
    BrokenPicture,
    PictureError,
    PictureTooLarge,
    UnsupportedPicture,
    decode_picture,
)
from tests.pictures import astronaut

COLORS = np.array(
    [[[200, 30, 30], [30, 200, 30]], [[30, 30, 200], [240, 240, 240]], [[20, 20, 20], [200, 200, 30]]],
    np.uint8,
)
CORNERS = COLORS.repeat(16, axis=0).repeat(16, axis=1)
"""uint8 [48, 32, 3]: six squares, so that a turn or a flip shows."""


def encode(picture: Image.Image, format: str, **options: Any) -> bytes:
    stream = BytesIO()
    picture.save(stream, format, **options)
    return stream.getvalue()


def squares(image: NDArray[np.uint8]) -> NDArray[np.int_]:
    """The colour in the middle of each square."""
    return image[8::16, 8::16].astype(int)


@pytest.mark.parametrize("format", FORMATS)
def test_each_format(format: str) -> None:
    image = decode_picture(encode(Image.fromarray(CORNERS), format))
    assert image.dtype == np.uint8
    assert image.shape == CORNERS.shape
    np.testing.assert_allclose(squares(image), COLORS, atol=12)


TURNS: dict[int, Callable[[Any], Any]] = {
    1: lambda image: image,
    2: np.fliplr,
    3: lambda image: np.rot90(image, 2),
    4: np.flipud,
    5: lambda image: image.transpose(1, 0, 2),
    6: lambda image: np.rot90(image, -1),
    7: lambda image: np.rot90(image, 2).transpose(1, 0, 2),
    8: np.rot90,
}
"""EXIF orientation -> how the stored picture becomes upright."""


@pytest.mark.parametrize("orientation", TURNS)
@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("trailer", [b"", b"after the end"], ids=["", "with a trailer"])
def test_orientation(format: str, orientation: int, trailer: bytes) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    data = encode(Image.fromarray(CORNERS), format, exif=exif) + trailer
    np.testing.assert_allclose(squares(decode_picture(data)), TURNS[orientation](COLORS), atol=12)


def test_animation_gives_its_first_frame() -> None:
    first, second = Image.fromarray(CORNERS), Image.new("RGB", (32, 48), "white")
    for format in ("GIF", "WEBP"):
        data = encode(first, format, save_all=True, append_images=[second])
        np.testing.assert_allclose(squares(decode_picture(data)), COLORS, atol=12)


def test_a_phones_jpeg_with_more_pictures_behind() -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    depth = Image.new("RGB", (32, 48), "white")
    data = encode(Image.fromarray(CORNERS), "MPO", save_all=True, append_images=[depth], exif=exif)
    np.testing.assert_allclose(squares(decode_picture(data)), TURNS[6](COLORS), atol=12)


@pytest.mark.parametrize(("mode", "format"), [("L", "JPEG"), ("L", "PNG"), ("1", "PNG"), ("LA", "PNG")])
def test_grey(mode: str, format: str) -> None:
    image = decode_picture(encode(Image.new(mode, (8, 6), "white"), format))
    np.testing.assert_array_equal(image, np.full((6, 8, 3), 255))


def test_palette() -> None:
    picture = Image.fromarray(CORNERS).convert("P", palette=Image.Palette.ADAPTIVE)
    np.testing.assert_allclose(squares(decode_picture(encode(picture, "PNG"))), COLORS, atol=3)


def test_cmyk() -> None:
    picture = Image.fromarray(CORNERS).convert("CMYK")
    np.testing.assert_allclose(squares(decode_picture(encode(picture, "JPEG"))), COLORS, atol=12)


def test_16_bit_grey() -> None:
    levels = np.array([[0, 0x4000], [0x8000, 0xFFFF]], np.uint16)
    image = decode_picture(encode(Image.fromarray(levels), "PNG"))
    np.testing.assert_array_equal(image, np.array([[0, 64], [128, 255]])[..., np.newaxis].repeat(3, axis=2))


def test_16_bit_grey_with_a_transparent_level() -> None:
    levels = np.array([[0, 0x4000], [0x8000, 0xFFFF]], np.uint16)
    content = BytesIO()
    Image.fromarray(levels).save(content, "PNG", transparency=0x8000)
    assert decode_picture(content.getvalue())[0, :, 0].tolist() == [0, 64]


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_damaged_exif_is_no_damaged_picture(format: str) -> None:
    plain, damaged = (encode(Image.fromarray(CORNERS), format, exif=exif) for exif in (b"", b"Exif\0\0II*\0"))
    np.testing.assert_array_equal(decode_picture(damaged), decode_picture(plain))


def test_16_bit_color() -> None:
    _, data = cv2.imencode(".png", CORNERS[..., ::-1].astype(np.uint16) * 257)
    np.testing.assert_array_equal(decode_picture(data.tobytes()), CORNERS)


@pytest.mark.parametrize("format", ["PNG", "WEBP"])
def test_transparency_turns_white(format: str) -> None:
    picture = Image.fromarray(CORNERS).convert("RGBA")
    picture.putalpha(0)
    assert (decode_picture(encode(picture, format, lossless=True)) == 255).all()


def test_transparent_palette_turns_white() -> None:
    picture = Image.new("P", (4, 4), 0)
    picture.putpalette([10, 20, 30])
    assert (decode_picture(encode(picture, "PNG", transparency=0)) == 255).all()


@pytest.mark.parametrize("data", [b"", b"hello", b"%PDF-1.7", b"<svg/>", b"\0" * 1000])
def test_not_a_picture(data: bytes) -> None:
    with pytest.raises(UnsupportedPicture, match="Choose a JPEG, PNG, WebP, BMP or GIF file"):
        decode_picture(data)


def test_a_format_that_is_not_read() -> None:
    with pytest.raises(UnsupportedPicture):
        decode_picture(encode(Image.fromarray(CORNERS), "TIFF"))


@pytest.mark.parametrize("share", [0.01, 0.1, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "GIF"])
def test_truncated(format: str, share: float) -> None:
    data = encode(Image.fromarray(astronaut()), format)
    with pytest.raises(BrokenPicture, match="damaged or incomplete"):
        decode_picture(data[: int(share * len(data))])


def test_damaged_bytes_raise_nothing_else() -> None:
    rng = np.random.default_rng(0)
    outcomes = set()
    for format in FORMATS:
        data = encode(Image.fromarray(CORNERS), format)
        for _ in range(60):
            damaged = bytearray(data)
            for position in rng.integers(0, len(data), 5):
                damaged[position] = rng.integers(0, 256)
            try:
                outcomes.add(decode_picture(bytes(damaged)).dtype.name)
            except PictureError as error:
                outcomes.add(type(error).__name__)
    assert {"uint8", "BrokenPicture"} <= outcomes


def test_pixel_limit_is_checked_before_decoding() -> None:
    data = encode(Image.fromarray(CORNERS), "PNG")
    assert decode_picture(data, max_pixels=48 * 32).shape == CORNERS.shape
    header_only = data[:100]
    with pytest.raises(PictureTooLarge, match=r"more than 0\.0015 million pixels"):
        decode_picture(header_only, max_pixels=1500)


@pytest.mark.parametrize("side", [8_000, 12_000, 65_000])
def test_a_bomb_is_refused(side: int) -> None:
    gif = b"GIF89a" + side.to_bytes(2, "little") * 2 + b"\x80\0\0" + b"\0" * 6 + b","
    with pytest.raises(PictureTooLarge, match="more than 50 million pixels"):
        decode_picture(gif + bytes(4) + side.to_bytes(2, "little") * 2 + b"\0\x02\0;")


def test_a_jpeg_with_thousands_of_passes_is_refused_before_decoding(monkeypatch: pytest.MonkeyPatch) -> None:
    data = encode(Image.new("RGB", (64, 64), "teal"), "JPEG", progressive=True)
    start = data.rindex(b"\xff\xda")
    many = data[:start] + 101 * data[start:-2] + data[-2:]
    monkeypatch.setattr(cv2, "imdecode", lambda *_: pytest.fail("decoded"))
    with pytest.raises(BrokenPicture):
        decode_picture(many)
