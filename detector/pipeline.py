"""The complete pipeline from a picture to its faces: :func:`load_detector`, the public entry point."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from detector.anchors import generate_anchors
from detector.backends import Backend, Output, load_backend
from detector.card import Card, load_card
from detector.models import find_model
from detector.pictures import decode_picture
from detector.postprocess import Detection, postprocess
from detector.preprocess import preprocess


class Detector:
    """A network with its card: call it with a picture, or take its three steps one by one.

    It is safe for concurrent calls only if its backend is; OpenCV's is not.
    """

    def __init__(self, card: Card, backend: Backend) -> None:
        self.card = card
        self._backend = backend
        self._anchors = generate_anchors(card.anchors)

    def __call__(
        self,
        picture: str | Path | bytes | NDArray[np.uint8],
        *,
        score_thresh: float | None = None,
        nms_thresh: float | None = None,
    ) -> list[Detection]:
        """Find the faces in a picture.

        Args:
            picture: the path of a file of one of :data:`detector.pictures.FORMATS`; the bytes of one; or its
                pixels, uint8 [height, width, 3], RGB, upright.
            score_thresh: keep a face when its score is greater; 0..1, the card's default if None.
            nms_thresh: drop a box when its IoU with a better one is greater; 0..1, the card's if None.

        Returns:
            One ``{"label", "score", "box"}`` per face, by score descending. ``score`` is 0..1; ``box`` is
            [x1, y1, x2, y2] in pixels of the upright picture.

        Raises:
            detector.pictures.PictureError: the bytes cannot be decoded (a ValueError).
            ValueError: the pixels or a threshold are not as described.
            TypeError: the picture is something else.
            OSError: the file cannot be read.
        """
        image = _read(picture)
        output = self.run(self.preprocess(image))
        return self.postprocess(output, (image.shape[0], image.shape[1]), score_thresh, nms_thresh)

    def preprocess(self, image: NDArray[np.uint8]) -> NDArray[np.float32]:
        """uint8 [height, width, 3] to float32 [1, H, W, 3]; see :func:`detector.preprocess.preprocess`."""
        return preprocess(image, self.card)

    def run(self, batch: NDArray[np.float32]) -> Output:
        """Run the network on one preprocessed picture; see :class:`detector.backends.Backend`."""
        return self._backend.run(batch)

    def postprocess(
        self,
        output: Output,
        image_size: tuple[int, int],
        score_thresh: float | None = None,
        nms_thresh: float | None = None,
    ) -> list[Detection]:
        """Outputs to detections in a picture of (height, width) pixels; see :mod:`detector.postprocess`."""
        return postprocess(*output, self._anchors, self.card, image_size, score_thresh, nms_thresh)


def load_detector(
    model: str | Path | None = None, backend: str = "opencv", threads: int | None = None
) -> Detector:
    """Load a model and its card, and run it once on a black picture.

    Args:
        model: the name of a published model ("hd"), a model file with card.json beside it, or the folder of
            both; None is the page's default model. For the backend "keras", the name and None refer to the
            trained models in ``models/`` of a source checkout.
        backend: the runtime, one of :data:`detector.backends.BACKENDS`. "opencv" is always installed.
        threads: number of threads for one run, for "opencv" (there it applies to the whole process) and
            "onnxruntime"; None is the runtime's default.

    Returns:
        A function of a picture: ``detect("photo.jpg")``, see :meth:`Detector.__call__`.

    Raises:
        ValueError: the backend is unknown or not installed, it cannot read the model, the card is not valid,
            or model and card do not match.
        FileNotFoundError: there is no such model, or no card beside it.
    """
    path = find_model(model, backend)
    card = load_card(path.with_name("card.json"))
    return Detector(card, load_backend(backend, path, card, threads))


def _read(picture: str | Path | bytes | NDArray[np.uint8]) -> NDArray[np.uint8]:
    match picture:
        case np.ndarray():
            return picture
        case bytes():
            return decode_picture(picture)
        case str() | Path():
            return decode_picture(Path(picture).read_bytes())
    raise TypeError(f"picture: expected a path, bytes or an array, got {type(picture).__name__}")
