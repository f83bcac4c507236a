"""The parts of a multipart body, in memory only; file names may have any encoding."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from werkzeug.datastructures import Headers
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.sansio.multipart import Data, Epilogue, Field, File, MultipartDecoder, NeedData

CHUNK_BYTES = 2**16

_BACKSLASH_OF_A_LETTER = re.compile(rb"(?<=[\x80-\xff])\\")
"""The second byte of some letters in Shift-JIS, GBK and Big5; it escapes nothing."""


class TooManyPartsError(ValueError):
    """The body has more parts than allowed."""


@dataclass(frozen=True)
class Part:
    """One field of a form; ``name`` is None if the body has none, ``filename`` is None if it is no file."""

    name: str | None
    filename: str | None
    content: bytes


class _Decoder(MultipartDecoder):
    def _parse_headers(self, data: bytes | bytearray) -> Headers:
        return super()._parse_headers(_to_utf8(bytes(data)))


def read_parts(stream: IO[bytes], boundary: str, max_parts: int) -> Iterator[Part]:
    """Read all parts of a body.

    Raises:
        TooManyPartsError: there are more than ``max_parts``.
        ValueError: the body is not valid multipart/form-data, or is cut short.
    """
    if not boundary:
        raise ValueError("multipart/form-data: expected a boundary, got none")
    decoder = _Decoder(boundary.encode("ascii"), max_parts=max_parts)
    part: Field | File | None = None
    content: list[bytes] = []
    while True:
        decoder.receive_data(stream.read(CHUNK_BYTES) or None)
        while not isinstance(event := _next_event(decoder), (Epilogue, NeedData)):
            if isinstance(event, (Field, File)):
                part, content = event, []
            elif part and isinstance(event, Data):
                content.append(event.data)
                if not event.more_data:
                    yield Part(part.name, getattr(part, "filename", None), b"".join(content))
        if isinstance(event, Epilogue):
            return


def _next_event(decoder: MultipartDecoder) -> object:
    try:
        return decoder.next_event()
    except RequestEntityTooLarge as error:
        raise TooManyPartsError("multipart/form-data: too many parts") from error


def _to_utf8(header: bytes) -> bytes:
    """The header of a part; characters of an unknown encoding are replaced."""
    try:
        header.decode()
    except UnicodeDecodeError:
        return _BACKSLASH_OF_A_LETTER.sub(b"?", header).decode(errors="replace").encode()
    return header
