"""On PYTHONPATH it makes Pillow end the process at some pictures, as a fault in its machine code would."""

from __future__ import annotations

import io
import os
import signal
from typing import Any

from PIL import Image

MARK = b"ends its reader"

opens = Image.open


def open_or_end(file: Any, *arguments: Any, **options: Any) -> Image.Image:
    if isinstance(file, io.BytesIO) and MARK in file.getvalue():
        os.kill(os.getpid(), signal.SIGKILL)
    return opens(file, *arguments, **options)


Image.open = open_or_end
