"""Names of classes as people write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import numpy as np

from training.data.dataset import IGNORE, Sample
from training.data.faults import raise_faults

OTHER_NAMES = {
    "mask": ("facemask", "masked", "withmask", "wearingmask", "maskon"),
    "no_mask": ("nofacemask", "notmasked", "unmasked", "withoutmask", "maskless", "maskoff", "bareface"),
}
"""What other data sets call our classes, without capitals, spaces and signs."""

ALIKE = 0.8
"""Share of equal letters, as :mod:`difflib` counts them, from which a name is taken for a slip."""


def label_of(name: Any, classes: Sequence[str]) -> int:
    """The index of a class; IGNORE for any other name."""
    return classes.index(name) if name in classes else IGNORE


def find_alike(name: str, classes: Sequence[str]) -> str | None:
    """The class that a name most likely means; None for an exact class name or if none is similar."""
    if name in classes:
        return None
    known = {_plain(other): class_ for class_ in classes for other in OTHER_NAMES.get(class_, ())}
    known |= {_plain(class_): class_ for class_ in classes}
    close = get_close_matches(_plain(name), known, 1, ALIKE)
    return known[close[0]] if close else None


def check_known(path: Path, names: Sequence[str], classes: Sequence[str]) -> None:
    """Check that a file has at least one of our classes.

    Raises:
        ValueError: the file has none.
    """
    if not set(classes) & set(names):
        renames = [f"'{name}' to '{alike}'" for name in names if (alike := find_alike(name, classes))]
        advice = f"; rename {', '.join(renames)}" if renames else ""
        raise ValueError(f"{path}: expected categories {list(classes)}, got {sorted(names)}{advice}")


def check_names(path: Path, boxes: Mapping[str, int], classes: Sequence[str]) -> None:
    """Check that no box is ignored because its category is misspelled.

    Args:
        boxes: number of boxes by category.

    Raises:
        ValueError: a category is similar to a class; a line for each.
    """
    raise_faults(
        [
            f"{path}: category '{name}' is none of {list(classes)}, its {number} boxes would be left out: "
            f"rename it to '{alike}', or to something less alike if it is another thing"
            for name, number in boxes.items()
            if number and (alike := find_alike(name, classes))
        ]
    )


def find_unused(samples: Sequence[Sample], classes: Sequence[str]) -> list[str]:
    """Classes without any face."""
    used = set(np.concatenate([sample.labels for sample in samples]).tolist()) if samples else set()
    return [name for index, name in enumerate(classes) if index not in used]


def _plain(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))
