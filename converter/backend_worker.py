"""Runs a backend over pictures, in an interpreter that has its runtime.

    python -m converter.backend_worker NAME MODEL CARD < images > outputs

Input and output are float32; the output has four offsets and then the scores for each picture and anchor.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import numpy as np

from detector.backends import load_backend
from detector.card import load_card


def main(name: str, model: Path, card_path: Path) -> None:
    output = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # keeps what frameworks print out of the output
    card = load_card(card_path)
    backend = load_backend(name, model, card)
    shape = (-1, 1, card.input.height, card.input.width, 3)
    with output:
        for batch in np.frombuffer(sys.stdin.buffer.read(), np.float32).reshape(shape):
            output.write(np.concatenate(backend.run(batch), axis=2).tobytes())


if __name__ == "__main__":
    try:
        main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
    except (ValueError, OSError) as error:
        sys.exit(" ".join(str(error).split()))
