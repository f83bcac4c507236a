from __future__ import annotations

from typing import Any

import numpy as np

from detector.anchors import generate_anchors
from detector.card import AnchorSpec
from tests.goldens import golden_cases


@golden_cases("anchors.json")
def test_golden(case: dict[str, Any], tolerance: float) -> None:
    spec = AnchorSpec(**case["anchors"])
    anchors = generate_anchors(spec)
    assert anchors.dtype == np.float32
    assert anchors.shape == (case["count"], 4)
    assert spec.num_anchors == case["count"]
    indices = [row["index"] for row in case["rows"]]
    np.testing.assert_allclose(anchors[indices], [row["box"] for row in case["rows"]], rtol=0, atol=tolerance)
