"""The model of a run, stored in the output folder, where every worker finds it."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from archive.files import join, locate, read_bytes, walk, write_whole
from detector.pipeline import Detector, load_detector

FOLDER = "model"


def store_model(path: Path, output: str) -> None:
    """Copy a model's file or folder, and the card beside it.

    Raises:
        OSError: the folder cannot be written.
    """
    folder = path.parent
    beside = folder.glob(f"{path.stem.split('-')[0]}*")  # some formats keep the weights in a second file
    for file in (folder / "card.json", *(path.rglob("*") if path.is_dir() else beside)):
        if file.is_file():
            name = file.relative_to(folder).as_posix()
            write_whole(join(output, f"{FOLDER}/{name}"), file.read_bytes())


def load_stored_model(name: str, output: str, backend: str) -> Detector:
    """Load the model of a run.

    Args:
        name: of its file or folder.

    Raises:
        ValueError, OSError: see :func:`detector.load_detector`.
    """
    stored = join(locate(output), FOLDER)
    with TemporaryDirectory() as folder:
        for location in walk(stored):
            path = Path(folder, PurePosixPath(location.removeprefix(f"{stored}/")))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(read_bytes(location))
        return load_detector(Path(folder, name), backend)
