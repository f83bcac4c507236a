from __future__ import annotations

import warnings
import zlib
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
from tests.kinds import chunk, damage, encode, make_kinds, segment, with_heif_size

COLORS = np.array(
    [[[200, 30, 30], [30, 200, 30]], [[30, 30, 200], [240, 240, 240]], [[20, 20, 20], [200, 200, 30]]],
    np.uint8,
)
CORNERS = COLORS.repeat(16, axis=0).repeat(16, axis=1)
"""uint8 [48, 32, 3]: six squares, so that a turn or a flip shows."""


KINDS = make_kinds()
XMP = b'<rdf:Description xmlns:tiff="http://ns.adobe.com/tiff/1.0/" tiff:Orientation="6"/>'


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
@pytest.mark.parametrize("format", ["JPEG", "PNG", "AVIF", "TIFF", "HEIF"])
@pytest.mark.parametrize("trailer", [b"", b"after the end"], ids=["", "with a trailer"])
def test_orientation(format: str, orientation: int, trailer: bytes) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    tags = {"tiffinfo": {ExifTags.Base.Orientation: orientation}}
    options: dict[str, Any] = tags if format == "TIFF" else {"exif": exif.tobytes()}
    data = encode(Image.fromarray(CORNERS), format, **options) + trailer
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
    with pytest.raises(UnsupportedPicture, match="Choose a JPEG, PNG, WebP, AVIF, HEIC, TIFF, BMP or GIF"):
        decode_picture(data)


def test_a_format_that_is_not_read() -> None:
    for format in ("ICO", "PPM"):
        with pytest.raises(UnsupportedPicture):
            decode_picture(encode(Image.fromarray(CORNERS), format))


def test_a_film_or_a_sound_is_no_damaged_picture() -> None:
    for start in (b"RIFF\0\0\0\0AVI ", b"RIFF\0\0\0\0WAVE", b"\0\0\0\x18ftypmp42", b"BMW is a car."):
        with pytest.raises(UnsupportedPicture):
            decode_picture(start + bytes(100))


@pytest.mark.parametrize("levels", [np.zeros((4, 4), np.float32), np.zeros((4, 4), np.int32)])
def test_measurements_are_no_picture(levels: NDArray[Any]) -> None:
    with pytest.raises(UnsupportedPicture):
        decode_picture(encode(Image.fromarray(levels), "TIFF"))


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind(kind: str) -> None:
    expected = decode_picture(KINDS["PNG"]).astype(float)
    difference = np.abs(decode_picture(KINDS[kind]) - expected).mean()
    assert difference < (90 if "1 bit" in kind else 20)


@pytest.mark.parametrize("share", [0.01, 0.1, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("kind", [kind for kind in KINDS if "animated" not in kind and "phone" not in kind])
def test_truncated(kind: str, share: float) -> None:
    data = KINDS[kind]
    with pytest.raises(BrokenPicture, match="damaged or incomplete"):
        decode_picture(data[: max(12, int(share * len(data)))])


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.startswith(("PNG", "GIF"))])
def test_damaged_in_the_first_picture(kind: str) -> None:
    data = KINDS[kind]
    start = len(data) // 9
    if kind.startswith("PNG"):
        start = data.index(b"fdAT" if "stand-in" in kind else b"IDAT") + 50
    for at in (start, start + 300):
        with pytest.raises(BrokenPicture):
            decode_picture(data[:at] + b"\xff" * 8 + data[at + 8 :])


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.startswith("JPEG")])
def test_a_jpeg_with_two_starts_or_without_an_end(kind: str) -> None:
    data = KINDS[kind]
    tables, end = data.index(b"\xff\xdb"), data.index(b"\xff\xd9")
    for damaged in (data[:2] + data, data[:tables] + b"\xff\xd8" + data[tables:], data[:end]):
        with pytest.raises(BrokenPicture):
            decode_picture(damaged)


def test_damaged_bytes_raise_nothing_else() -> None:
    rng = np.random.default_rng(0)
    outcomes = set()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for data in KINDS.values():
            for _ in range(10):
                try:
                    outcomes.add(decode_picture(damage(data, rng)).dtype.name)
                except PictureError as error:
                    outcomes.add(type(error).__name__)
    assert {"uint8", "BrokenPicture"} <= outcomes


def test_what_lies_behind_a_picture_does_not_matter() -> None:
    film = b"\0\0\0\x18ftypmp42" + 500 * b"\xff\xda\0\x02" + np.random.default_rng(8).bytes(2**20)
    for kind, data in KINDS.items():
        if not kind.startswith(("TIFF", "BMP")):
            np.testing.assert_array_equal(decode_picture(data + film), decode_picture(data))


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.startswith("JPEG")])
def test_what_lies_between_the_segments_of_a_jpeg_does_not_matter(kind: str) -> None:
    data = KINDS[kind]
    scan = data.index(b"\xff\xda")
    odd = [
        segment(0xFE, b"comment" * 9000) * 20,
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP),
        segment(0xE1, b"Exif\0\0II*\0\xff\xff\xff\xff"),
        segment(0xE2, b"MPF\0rubbish") + segment(0xE2, b"ICC_PROFILE\0\1\1rubbish"),
        segment(0xED, b"Photoshop 3.0\0" + b"8BIM\4\4\0\0\0\0\0\0"),
        segment(0xEE, b"Adobe\0") + segment(0xE0, b"JFIF\0"),
        segment(0xEF, 200 * b"\xff\xda\0\2"),
        b"\xff" * 20,
    ]
    for between in odd:
        for at in (2, scan):
            read = decode_picture(data[:at] + between + data[at:])
            np.testing.assert_array_equal(read, decode_picture(data))


@pytest.mark.parametrize("kind", ["PNG", "PNG palette", "PNG grey, 16 bits", "PNG animated"])
@pytest.mark.parametrize(
    "metadata",
    [
        chunk(b"zTXt", b"workflow\0\0" + zlib.compress(bytes(2 * 2**20))),
        chunk(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(XMP + bytes(2 * 2**20))),
        chunk(b"iCCP", b"profile\0\0" + zlib.compress(bytes(2 * 2**20))),
        chunk(b"iCCP", b"profile\0\7"),
        chunk(b"eXIf", b"II*\0\x08\0\0\0\0\0" + bytes(2 * 2**20)),
        chunk(b"pHYs", b"\0")[:-1] + b"?",
    ],
    ids=["zTXt", "iTXt", "iCCP", "iCCP of another kind", "eXIf", "damaged"],
)
def test_the_metadata_of_a_png_does_not_matter(kind: str, metadata: bytes) -> None:
    data = KINDS[kind]
    at = data.index(b"IDAT") - 4
    np.testing.assert_array_equal(decode_picture(data[:at] + metadata + data[at:]), decode_picture(data))


def test_orientation_counts_where_browsers_look_for_it() -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    png = encode(Image.fromarray(CORNERS), "PNG")
    turn, other = (chunk(b"eXIf", exif.tobytes()[6:].replace(b"\6", new)) for new in (b"\6", b"\3"))
    at, end = png.index(b"IDAT") - 4, png.index(b"IEND") - 4
    raw = b"Raw profile type exif\0\nexif\n%8d\n" % len(exif.tobytes()) + exif.tobytes().hex().encode()
    ignored = [
        png[:end] + turn + png[end:],
        png[:at] + chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP) + png[at:],
        png[:at] + chunk(b"tEXt", raw) + png[at:],
        encode(Image.fromarray(CORNERS), "WEBP", exif=exif, xmp=XMP, lossless=True),
        encode(Image.fromarray(CORNERS), "AVIF", xmp=XMP),
    ]
    for data in ignored:
        np.testing.assert_allclose(squares(decode_picture(data)), COLORS, atol=12)
    first = decode_picture(png[:at] + turn + other + png[at:])
    np.testing.assert_array_equal(squares(first), TURNS[6](COLORS))


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
    jpeg = encode(Image.fromarray(CORNERS), "JPEG")
    size = jpeg.index(b"\xff\xc0") + 5
    with pytest.raises(PictureTooLarge, match="more than 50 million pixels"):
        decode_picture(jpeg[:size] + side.to_bytes(2) * 2 + jpeg[size + 4 :])
    jpeg = encode(Image.fromarray(CORNERS), "JPEG")
    size = jpeg.index(b"\xff\xc0") + 5
    with pytest.raises(PictureTooLarge, match="more than 50 million pixels"):
        decode_picture(jpeg[:size] + side.to_bytes(2) * 2 + jpeg[size + 4 :])


@pytest.mark.parametrize("kind", ["AVIF", "HEIC"])
@pytest.mark.parametrize("side", [8_000, 20_000, 2**32 - 1])
def test_an_avif_or_heic_too_large_is_refused_by_its_header(kind: str, side: int) -> None:
    data = with_heif_size(KINDS[kind], side, side)
    for size in (len(data), len(data) - 20):
        with pytest.raises(PictureTooLarge, match="more than 50 million pixels"):
            decode_picture(data[:size])


@pytest.mark.parametrize("kind", ["AVIF", "HEIC"])
def test_the_boxes_of_an_avif_or_heic_may_end_anywhere(kind: str) -> None:
    for size in range(16, 400):
        with pytest.raises(BrokenPicture):
            decode_picture(KINDS[kind][:size])


def test_a_jpeg_with_thousands_of_passes_is_refused_before_decoding(monkeypatch: pytest.MonkeyPatch) -> None:
    data = encode(Image.new("RGB", (64, 64), "teal"), "JPEG", progressive=True)
    start = data.rindex(b"\xff\xda")
    many = data[:start] + 101 * data[start:-2] + data[-2:]
    monkeypatch.setattr(cv2, "imdecode", lambda *_: pytest.fail("decoded"))
    with pytest.raises(BrokenPicture):
        decode_picture(many)


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xd8" + 4_000_000 * segment(0xE5, b"") + b"\xff\xd9",
        KINDS["PNG"][:33] + 1_000_000 * chunk(b"teXt", b"") + KINDS["PNG"][33:],
    ],
    ids=["JPEG", "PNG"],
)
def test_a_file_in_a_million_pieces_is_refused(data: bytes) -> None:
    with pytest.raises(BrokenPicture):
        decode_picture(data)
