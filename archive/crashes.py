"""Find pictures and films that crash their decoder, in a separate process.

A crash in a decoder's machine code is not an exception, so its process cannot catch it.
"""

from __future__ import annotations

from multiprocessing import get_context
from multiprocessing.connection import Connection

import numpy as np

from archive.frames import read_frames
from archive.items import Item

NOTHING = np.empty((1, 0), np.float32)


def find_crashing(items: list[Item], every: float) -> frozenset[str]:
    """Decode all frames of a block as a test; return the sources that ended the process.

    Args:
        every: seconds between two frames of a film.

    Raises:
        OSError: the process cannot be started.
    """
    processes = get_context("spawn")
    crashing: set[str] = set()
    first = 0
    while True:
        receiver, sender = processes.Pipe(duplex=False)
        process = processes.Process(target=_decode, args=(items[first:], every, crashing, sender))
        process.start()
        sender.close()
        last = None
        try:
            while True:
                last = receiver.recv()
        except EOFError:
            process.join()
        if process.exitcode == 0:
            return frozenset(crashing)
        if last is None:
            raise OSError(f"a process to decode in ended with {process.exitcode} at its start")
        first += last[0]
        crashing.add(last[1])


def _decode(items: list[Item], every: float, crashing: set[str], sender: Connection) -> None:
    """Decode the items one after another, and first report the index and source of each."""
    for index, item in enumerate(items):

        def refuse(source: str, index: int = index) -> bool:
            sender.send((index, source))
            return source in crashing

        for _ in read_frames([item], every, lambda image: NOTHING, refuse, readers=1):
            pass
