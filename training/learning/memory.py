"""Settings of the C library for memory that a training step frees."""

from __future__ import annotations

import ctypes
import platform

M_TRIM_THRESHOLD, M_MMAP_MAX = -1, -4
"""Parameters of mallopt(3)."""


def keep_freed_memory() -> None:
    """Let glibc hand freed memory to the next step instead of returning it to the system.

    A step on the CPU frees and takes gigabytes of feature maps. By default each large one is mapped anew,
    and the system fills it with zeros, page by page: that costs a third of the whole step. Other C libraries
    are left as they are.
    """
    if platform.libc_ver()[0] == "glibc":
        libc = ctypes.CDLL(None)
        libc.mallopt(M_MMAP_MAX, 0)
        libc.mallopt(M_TRIM_THRESHOLD, -1)
