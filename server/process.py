"""Settings of the server's process, on systems that support them."""

from __future__ import annotations

import ctypes
import faulthandler
import os
import platform
import sys
from pathlib import Path

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, M_ARENA_MAX = -1, -3, -8
"""Parameters of mallopt(3)."""

KEPT_BYTES = 2**23
"""Blocks up to this size are used again. A picture of 640×480 needs 5.4 MB in all."""

OTHER_FILES = 100
"""Open files that are not connections."""

MANY_CONNECTIONS = 20_000

CPU_LIMIT = Path("/sys/fs/cgroup/cpu.max")
"""Microseconds of processor time in a period, and the period's (cgroup v2)."""


def count_cores() -> int:
    """The number of cores that this process may use, within the limit of a container."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        quota, period = CPU_LIMIT.read_text().split()
        return max(1, min(cores, int(quota) // int(period)))
    except (OSError, ValueError):  # no control groups, or "max"
        return cores


def return_freed_memory(threads: int) -> None:
    """Make glibc return large blocks to the system as soon as they are free.

    By default, after the first large blocks, each thread keeps the next ones: memory of pictures of 150 MB
    would never be freed. Blocks up to KEPT_BYTES are kept, because the system takes as long to provide the
    memory of a small picture as its decoder needs. Other C libraries are not changed.

    Args:
        threads: how many analyse pictures. Each gets an arena of its own, and all other threads share two.
    """
    if platform.libc_ver()[0] != "glibc":
        return
    settings = {M_TRIM_THRESHOLD: KEPT_BYTES, M_MMAP_THRESHOLD: KEPT_BYTES, M_ARENA_MAX: threads + 2}
    for parameter, value in settings.items():
        ctypes.CDLL(None).mallopt(parameter, value)


def allow_connections() -> int:
    """Request as many open files as MANY_CONNECTIONS need; return how many connections are allowed."""
    wanted = MANY_CONNECTIONS + OTHER_FILES
    if resource is None:
        return MANY_CONNECTIONS
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    granted = wanted if soft == resource.RLIM_INFINITY else min(wanted, soft)
    return max(1, granted - OTHER_FILES)


def silence_decoders() -> None:
    """Hide what C libraries write to standard error.

    libjpeg and libpng, inside OpenCV and Pillow, write a line to standard error for every damaged picture,
    and this cannot be switched off: any visitor could fill the log. Python's own output and the traces of a
    crash still appear.
    """
    own = os.fdopen(os.dup(2), "w", buffering=1, encoding=sys.stderr.encoding, errors="backslashreplace")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    sys.stderr = own
    faulthandler.enable(own)
