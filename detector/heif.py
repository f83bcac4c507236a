"""How large the pictures of an AVIF or HEIF file are, by its header (ISO/IEC 23008-12, 6.5.3).

The decoders have limits of their own; past them they say no more than that they cannot read the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from struct import unpack_from

from detector.chunks import MAX_PARTS

_BOX_HEADER = 8
_PATH = ((b"meta", 4), (b"iprp", 0), (b"ipco", 0))
"""The boxes around the sizes, and the bytes in each before the next box."""


def count_pixels(data: bytes) -> int:
    """Pixels of the largest picture in a file: the others are its tiles or its thumbnail. 0 if none."""
    boxes = memoryview(data)
    for kind, offset in _PATH:
        content = next(_find_boxes(boxes, kind), memoryview(b""))
        boxes = content[offset:]
    sizes = (unpack_from(">II", box, 4) for box in _find_boxes(boxes, b"ispe") if len(box) >= 12)
    return max((width * height for width, height in sizes), default=0)


def _find_boxes(boxes: memoryview, wanted: bytes) -> Iterator[memoryview]:
    """Give what is in each box of a kind, of boxes that follow one another."""
    position = 0
    for _ in range(MAX_PARTS):
        if position + _BOX_HEADER > len(boxes):
            return
        size, kind = unpack_from(">I4s", boxes, position)
        if size < _BOX_HEADER:
            return
        if kind == wanted:
            yield boxes[position + _BOX_HEADER : position + size]
        position += size
