"""Faults in a user's files, reported together."""

from __future__ import annotations

from collections.abc import Sequence

MAX_FAULTS = 20
"""Faults that a message lists; a reader corrects them in one go, and the rest in the next."""


def raise_faults(faults: Sequence[str]) -> None:
    """Raise ValueError with a line for each fault, if there is any."""
    if faults:
        more = [f"and {len(faults) - MAX_FAULTS} more"] if len(faults) > MAX_FAULTS else []
        raise ValueError("\n".join([*faults[:MAX_FAULTS], *more]))
