"""The parts of a JPEG or PNG that its picture needs, without all other data in the file.

Metadata may be large, wrong, or of a kind that makes a decoder fail, and phones put films behind their
pictures. Browsers skip all of it, and so does this module.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

MAX_PARTS = 100_000
"""Segments or chunks of a file. It takes a third of a second to pass over so many; no picture has them."""

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"

_MARKER = re.compile(rb"\xff[^\x00\x01\xd0-\xd7\xff]")
"""Of a JPEG segment; the others are a byte of the picture (FF 00), a restart or padding."""

_MARKER_IF_RESTARTED = re.compile(rb"\xff[\xc0-\xcf\xd8-\xfe]")
"""A decoder that can go on from the next restart takes what is no marker at all for damage, and skips it."""

_LEAST, _START, _END, _SCAN, _RESTARTS, _COMMENT = 0xC0, 0xD8, 0xD9, 0xDA, 0xDD, 0xFE
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
"""Markers of frames (SOF); the three left out are tables (DHT, DAC) and reserved (JPG)."""

_APPLICATION = range(0xE0, 0xF0)
_NEEDED = {0xE0: (b"JFIF\0", 14), 0xE1: (b"Exif\0\0", 14), 0xEE: (b"Adobe", 12)}
"""Application segments that say how the picture is coloured and turned: how they begin, bytes at least."""

_CRITICAL = (b"IHDR", b"PLTE", b"IDAT")
_ANIMATION = (b"acTL", b"fcTL", b"fdAT")
_REPEATED = (b"IDAT", b"fcTL", b"fdAT")
_ONCE = (b"IHDR", b"PLTE", b"tRNS", b"eXIf", b"acTL")
_BEFORE_PICTURE = (b"eXIf", b"acTL")
"""Of no effect behind the picture's beginning, in browsers too."""

_END_CHUNK = b"\0\0\0\0IEND\xaeB`\x82"


class Frame(NamedTuple):
    """Height and width of a JPEG in pixels, and the number of its colour components."""

    height: int
    width: int
    components: int


def strip_jpeg(data: bytes, max_scans: int) -> tuple[bytes, Frame | None]:
    """Keep the first picture of a JPEG: its tables, its scans, its colour space and its first EXIF.

    Returns:
        The kept bytes, and the frame if the picture is complete. It is not if the frame or the end marker is
        missing, a segment is cut short or invalid, or there are more than ``max_scans`` scans.
    """
    kept = [data[:2]]
    position, scans, wanted, frame = 2, 0, dict(_NEEDED), None
    pattern = _MARKER
    for _ in range(MAX_PARTS):
        marker = pattern.search(data, position)
        if marker is None:
            break
        kept.append(data[position : marker.start()])
        kind, body = data[marker.end() - 1], marker.end() + 2
        if kind == _END:
            return b"".join([*kept, marker[0]]), frame
        position = marker.end() + int.from_bytes(data[marker.end() : body])
        scans += kind == _SCAN
        if kind < _LEAST or kind == _START or not body <= position <= len(data) or scans > max_scans:
            break
        if kind in _FRAMES and frame is None:
            frame = Frame._make(struct.unpack(">xHHB", data[body : body + 6].ljust(6, b"\0")))
        if kind == _RESTARTS:
            pattern = _MARKER_IF_RESTARTED
        if kind in _APPLICATION:
            beginning, least = wanted.get(kind, (b"", len(data)))
            if not data.startswith(beginning, body, position) or position - body < least:
                continue
            del wanted[kind]
        if kind != _COMMENT:
            kept.append(data[marker.start() : position])
    return b"".join(kept), None


def strip_png(data: bytes) -> tuple[bytes, bool]:
    """Keep the picture of a PNG (of an animation the first frame), its colours and its first EXIF.

    If the default picture of an animation is not its first frame, both are kept.

    Returns:
        The kept bytes, and whether the picture is complete. It is not if the end is missing or a required
        chunk is damaged.
    """
    kept: list[tuple[bytes, bytes]] = []
    seen: set[bytes] = set()
    frame, is_whole = b"", False
    for kind, chunk in _list_chunks(data):
        if frame in seen and kind in (b"IEND", b"fcTL"):
            is_whole = True
            break
        if kind == b"IDAT" and not frame:
            frame = b"fdAT" if b"acTL" in seen and b"fcTL" not in seen else b"IDAT"
        is_first = kind in _ONCE and kind not in seen and not (frame and kind in _BEFORE_PICTURE)
        if is_first or kind in _REPEATED:
            kept.append((kind, chunk))
        seen.add(kind)
    left_out = _ANIMATION if frame == b"IDAT" else ()
    picture = (chunk for kind, chunk in kept if kind not in left_out)
    return b"".join([PNG_SIGNATURE, *picture, _END_CHUNK]), is_whole


def _list_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the kind and the bytes of each valid chunk; stop after the last one, or at a relevant fault."""
    position = len(PNG_SIGNATURE)
    for _ in range(MAX_PARTS):
        kind = data[position + 4 : position + 8]
        end = position + 12 + int.from_bytes(data[position : position + 4])
        if kind == b"IEND":
            yield kind, b""
        if kind == b"IEND" or end > len(data):
            return
        is_sound = zlib.crc32(data[position + 4 : end - 4]) == int.from_bytes(data[end - 4 : end])
        if is_sound:
            yield kind, data[position:end]
        if kind[:1].isupper() and not (is_sound and kind in _CRITICAL):
            return
        position = end
