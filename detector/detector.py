"""The whole way from a picture to its faces."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detector.anchors import generate_anchors
from detector.backends import Backend
from detector.card import Card
from detector.postprocess import Detection, postprocess
from detector.preprocess import preprocess


class Detector:
    """A network with its card. As safe for concurrent calls as its backend is."""

    def __init__(self, card: Card, backend: Backend) -> None:
        self.card = card
        self._backend = backend
        self._anchors = generate_anchors(card.anchors)

    def detect(
        self,
        image: NDArray[np.uint8],
        score_thresh: float | None = None,
        nms_thresh: float | None = None,
    ) -> list[Detection]:
        """Find the faces in a picture.

        Args:
            image: uint8 [height, width, 3], RGB, upright.
            score_thresh, nms_thresh: 0..1; the card's defaults if None.

        Raises:
            ValueError: the picture or a threshold is not as described.
        """
        bbox_regression, scores = self._backend.run(preprocess(image, self.card))
        return postprocess(
            bbox_regression,
            scores,
            self._anchors,
            self.card,
            (image.shape[0], image.shape[1]),
            score_thresh,
            nms_thresh,
        )
