"""Tags of pictures: a JSON file that gives each image id a list of words."""

from __future__ import annotations

import json
from pathlib import Path

from training.evaluation.conditions import Tags


def read_tags(path: Path) -> Tags:
    """Read ``{"12": ["dark", "tilted"], …}``.

    Raises:
        ValueError: it is not JSON, or not such an object.
        OSError: it cannot be read.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return {int(image_id): [str(tag) for tag in tags] for image_id, tags in content.items()}
    except (ValueError, AttributeError, TypeError) as error:
        raise ValueError(f'{path}: expected tags by image id, as in {{"12": ["dark"]}}: {error}') from error
