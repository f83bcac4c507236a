"""Record the ``*.oracle.json`` files again from libraries that are not ours.

pip install --no-deps torchvision==0.28.*      # besides the test extra
python tests/golden/make_golden.py
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import tensorflow as tf
import torch

# The compiled operators of the wheel load with CUDA only; the coder and IoU are Python and need their names.
_operators = torch.library.Library("torchvision", "DEF")
_operators.define("nms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
_operators.define("qnms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
import torchvision  # noqa: E402
from torchvision.models.detection._utils import BoxCoder  # noqa: E402
from torchvision.ops import box_iou  # noqa: E402

HERE = Path(__file__).parent
DECIMALS = 6
"""Of inputs, so that they read the same as float32 everywhere."""

VARIANCES = ([0.1, 0.1, 0.2, 0.2], [0.05, 0.1, 0.25, 0.5], [1.0, 1.0, 1.0, 1.0])


def main() -> None:
    rng = np.random.default_rng(260)
    coder_cases = [make(rng, index) for index in range(8) for make in (_decode_case, _encode_case, _iou_case)]
    _write("boxes.oracle.json", "torchvision", torchvision.__version__, coder_cases, tolerance=1e-5)
    nms_cases = [_nms_case(rng, index) for index in range(30)]
    _write("nms.oracle.json", "tensorflow tf.image.non_max_suppression", tf.__version__, nms_cases)


def _decode_case(rng: np.random.Generator, index: int) -> dict[str, Any]:
    anchors, variances = _random_boxes(rng, 6), VARIANCES[index % len(VARIANCES)]
    bbox_regression = rng.normal(0, 1, (6, 4)) / np.sqrt(variances)
    bbox_regression[0, 2:] = (40 * rng.random(), 1e6 * rng.random())  # beyond the largest growth
    bbox_regression = bbox_regression.round(DECIMALS)
    boxes = _coder(variances).decode_single(_double(bbox_regression), _double(anchors))
    return {
        "name": f"decode {index}",
        "operation": "decode",
        "anchors": anchors.tolist(),
        "variances": variances,
        "bbox_regression": bbox_regression.tolist(),
        "boxes": boxes.numpy().round(8).tolist(),
    }


def _encode_case(rng: np.random.Generator, index: int) -> dict[str, Any]:
    anchors, boxes = _random_boxes(rng, 6), _random_boxes(rng, 6)
    variances = VARIANCES[index % len(VARIANCES)]
    bbox_regression = _coder(variances).encode_single(_double(boxes), _double(anchors))
    return {
        "name": f"encode {index}",
        "operation": "encode",
        "anchors": anchors.tolist(),
        "variances": variances,
        "bbox_regression": bbox_regression.numpy().round(8).tolist(),
        "boxes": boxes.tolist(),
    }


def _iou_case(rng: np.random.Generator, index: int) -> dict[str, Any]:
    box, boxes = _random_boxes(rng, 1), _random_boxes(rng, 8)
    return {
        "name": f"iou {index}",
        "operation": "iou",
        "box": box[0].tolist(),
        "boxes": boxes.tolist(),
        "iou": box_iou(_double(box), _double(boxes))[0].numpy().round(8).tolist(),
    }


def _nms_case(rng: np.random.Generator, index: int) -> dict[str, Any]:
    """A few faces with several boxes around each; scores of two decimals, so that some are equal."""
    faces = _random_boxes(rng, 1 + index // 6)
    boxes = np.repeat(faces, 5, axis=0)
    boxes = (boxes + rng.normal(0, 0.02, boxes.shape)).clip(0, 1).round(DECIMALS)
    scores = rng.random(len(boxes)).round(2)
    nms_thresh = (0.1, 0.3, 0.4, 0.5, 0.7, 0.9)[index % 6]
    keep = tf.image.non_max_suppression(
        boxes.astype(np.float32), scores.astype(np.float32), len(boxes), iou_threshold=nms_thresh
    )
    return {
        "name": f"nms {index}",
        "boxes": boxes.tolist(),
        "scores": scores.tolist(),
        "nms_thresh": nms_thresh,
        "keep": keep.numpy().tolist(),
    }


def _random_boxes(rng: np.random.Generator, count: int) -> np.ndarray:
    centres, sizes = rng.random((count, 2)), rng.uniform(0.1, 0.6, (count, 2))
    return np.concatenate([centres - sizes / 2, centres + sizes / 2], axis=1).round(DECIMALS)


def _coder(variances: list[float]) -> BoxCoder:
    wx, wy, ww, wh = (1 / variance for variance in variances)
    return BoxCoder((wx, wy, ww, wh))


def _double(values: np.ndarray) -> torch.Tensor:
    """Round to float32, which our code is given, then compute in double."""
    return torch.from_numpy(values.astype(np.float32).astype(np.float64))


def _write(
    name: str, oracle: str, version: str, cases: list[dict[str, Any]], tolerance: float | None = None
) -> None:
    head: dict[str, Any] = {"oracle": {"name": oracle, "version": version}}
    if tolerance is not None:
        head["tolerance"] = tolerance
    lines = ",\n    ".join(json.dumps(case) for case in cases)
    (HERE / name).write_text(json.dumps(head, indent=2)[:-2] + f',\n  "cases": [\n    {lines}\n  ]\n}}\n')


if __name__ == "__main__":
    main()
