"""Text files from any system: tools on Windows write byte order marks or UTF-16."""

from __future__ import annotations

import json


def decode_text(data: bytes, declared: str | None = None) -> str:
    """Decode a file that begins with ASCII characters, such as XML, JSON and YOLO's labels.

    Args:
        declared: the encoding that the file names, if it is not UTF-8, UTF-16 or UTF-32.

    Raises:
        ValueError: the bytes are in another encoding.
        LookupError: no encoding has the declared name.
    """
    found: str = json.detect_encoding(data)  # of any text, by byte order marks and zero bytes
    if found == "utf-8" and declared and not declared.lower().startswith(("utf-16", "utf-32")):
        found = declared
    try:
        return data.decode(found)
    except UnicodeDecodeError as error:
        raise ValueError(f"expected text in UTF-8 or UTF-16, byte {error.start} is neither") from error
