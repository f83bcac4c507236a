"""Settings of the C library for the memory of training steps."""

from __future__ import annotations

import ctypes
import platform

M_TRIM_THRESHOLD, M_MMAP_MAX = -1, -4
"""Parameters of mallopt(3)."""


def keep_freed_memory() -> None:
    """Make glibc reuse freed memory in the next step instead of returning it to the system.

    A step on the CPU allocates and frees gigabytes of feature maps. By default each large block is mapped
    again, and the system fills it with zeros, page by page. This takes a third of the whole step. Other C
    libraries are not changed.
    """
    if platform.libc_ver()[0] == "glibc":
        libc = ctypes.CDLL(None)
        libc.mallopt(M_MMAP_MAX, 0)
        libc.mallopt(M_TRIM_THRESHOLD, -1)
