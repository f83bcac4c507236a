"""The location of models, in a source checkout or an installed wheel."""

from __future__ import annotations

from pathlib import Path

from detector.backends import find_runtime

ROOT = Path(__file__).parents[1]
"""The folder that holds the package: a source checkout, or site-packages."""


def find_folder(name: str) -> Path:
    """Locate ``static`` or ``templates``: inside server/ in a wheel, beside it in a source checkout."""
    packed = ROOT / "server" / name
    return packed if packed.is_dir() else ROOT / name


def find_model(model: str | Path | None, backend: str) -> Path:
    """The file that a backend reads for a model; see :func:`detector.load_detector`.

    An existing path has priority over a name. The backend defines the file's name inside a folder.

    Raises:
        ValueError: the backend is unknown.
        FileNotFoundError: there is no file, folder or published model of that name.
    """
    runtime = find_runtime(backend)
    trained = runtime.format is None
    usual = ROOT / "models" if trained else find_folder("static") / "model"
    path = usual if model is None else Path(model)
    if model is not None and not path.exists() and len(path.parts) == 1:
        named = usual / path if trained else usual.with_name(f"{usual.name}-{path}")
        path = named if named.is_dir() else path
    if not path.exists():
        raise FileNotFoundError(f"model: no such file or folder: {path}")
    return path if path.is_file() or path.name == runtime.file else path / runtime.file
