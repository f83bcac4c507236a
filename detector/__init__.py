"""Face mask detection: the core that server, converter and training share, and its public API.

>>> from detector import load_detector
>>> detect = load_detector()
>>> detect("photo.jpg")
[{'label': 'mask', 'score': 0.93, 'box': [172.1, 64.0, 270.8, 207.5]}]

OpenCV and Pillow are loaded when ``load_detector`` is first used; ``import detector`` loads neither.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detector.pipeline import Detector, load_detector

__all__ = ["Detector", "load_detector"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        return getattr(import_module("detector.pipeline"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
