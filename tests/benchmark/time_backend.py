"""Times a backend on command: for each number of runs on a line of input, a line with the seconds of each.

python -m tests.benchmark.time_backend NAME MODEL
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from time import perf_counter

import numpy as np

from detector import load_detector


def main(name: str, model: Path) -> None:
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what a framework prints is no answer
    detect = load_detector(model, name)
    size = detect.card.input.height, detect.card.input.width
    batch = np.random.default_rng(0).random((1, *size, 3), np.float32)
    detect.run(batch)
    for line in sys.stdin:
        seconds = []
        for _ in range(int(line)):
            start = perf_counter()
            detect.run(batch)
            seconds.append(perf_counter() - start)
        print(*seconds, file=answers, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
