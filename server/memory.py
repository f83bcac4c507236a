"""What the C library does with memory that a large picture took."""

from __future__ import annotations

import ctypes
import platform

M_MMAP_THRESHOLD = -3
"""A parameter of mallopt(3)."""

LARGE = 2**20
"""Bytes."""


def return_freed_memory() -> None:
    """Let glibc give large blocks back to the system as soon as they are free.

    By default it learns from the first large ones to keep the next, in each thread apart: pictures of 150 MB
    would stay for good. Other C libraries are left as they are.
    """
    if platform.libc_ver()[0] == "glibc":
        ctypes.CDLL(None).mallopt(M_MMAP_THRESHOLD, LARGE)
