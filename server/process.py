"""What the server sets for its whole process, on the systems that know it."""

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

M_MMAP_THRESHOLD = -3
"""A parameter of mallopt(3)."""

LARGE_BYTES = 2**20
"""Bytes."""

OTHER_FILES = 100
"""Open files that are not connections."""

MANY_CONNECTIONS = 20_000

CPU_LIMIT = Path("/sys/fs/cgroup/cpu.max")
"""Microseconds of processor time in a period, and the period's (cgroup v2)."""


def count_cores() -> int:
    """Cores that this process may keep busy: not those that a container's limit takes away."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        quota, period = CPU_LIMIT.read_text().split()
        return max(1, min(cores, int(quota) // int(period)))
    except (OSError, ValueError):  # no control groups, or "max"
        return cores


def return_freed_memory() -> None:
    """Let glibc give large blocks back to the system as soon as they are free.

    By default it learns from the first large ones to keep the next, in each thread apart: pictures of 150 MB
    would stay for good. Other C libraries are left as they are.
    """
    if platform.libc_ver()[0] == "glibc":
        ctypes.CDLL(None).mallopt(M_MMAP_THRESHOLD, LARGE_BYTES)


def allow_connections() -> int:
    """Ask for as many open files as MANY_CONNECTIONS need; how many connections the system grants."""
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
    """Keep Python's standard error to Python.

    libjpeg and libpng tell the C library's standard error about every damaged picture, from inside OpenCV and
    Pillow alike, and take no word against it: any visitor could fill the log. What Python itself writes there
    still comes, and so do the traces of a crash.
    """
    own = os.fdopen(os.dup(2), "w", buffering=1, encoding=sys.stderr.encoding, errors="backslashreplace")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    sys.stderr = own
    faulthandler.enable(own)
