"""Golden cases for pytest; their layout stands in tests/golden/README.md."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

GOLDEN = Path(__file__).parent / "golden"


def read_golden(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((GOLDEN / name).read_text(encoding="utf-8"))
    return content


def golden_cases(*names: str) -> pytest.MarkDecorator:
    """Parametrize a test with ``case`` and ``tolerance``: every case of the named files."""
    return pytest.mark.parametrize(
        ("case", "tolerance"),
        [
            pytest.param(case, golden.get("tolerance", 0), id=f"{name}: {case['name']}")
            for name in names
            for golden in [read_golden(name)]
            for case in golden["cases"]
        ],
    )


def float32(rows: list[Any], *shape: int) -> NDArray[np.float32]:
    """A golden list as an array; the shape gives an empty list its columns."""
    return np.array(rows, np.float32).reshape(shape)
