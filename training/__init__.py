"""Training and evaluation of the network, from annotated pictures to the Keras model."""

from importlib.util import find_spec

NEEDED = ("torch", "keras", "pycocotools", "defusedxml", "jinja2", "matplotlib", "tqdm", "yaml")

_missing = [name for name in NEEDED if find_spec(name) is None]
if _missing:
    raise SystemExit(f"training needs {', '.join(_missing)}: python -m pip install -e '.[training]'")
