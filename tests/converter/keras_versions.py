"""Which files of which Keras the converter reads: ``make keras-versions``.

Each version gets an environment that is thrown away, writes one network in every form it knows, and the
converter must compute from each file what that version computed, and take another input size by card. It
needs a package index and minutes for each version, so it is no part of the tests.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import numpy as np

from converter.quiet import quiet

with quiet():
    from converter.source import load_source
from tests.converter.write_keras_files import NUM_CLASSES, SIZE

ROOT = Path(__file__).parents[2]
TOLERANCE = 1e-4
LARGER = 260, 280


class Version(NamedTuple):
    """packages: to install. module: of Keras. backend: that Keras 3 runs on."""

    packages: tuple[str, ...]
    module: str = "keras"
    backend: str = "numpy"


VERSIONS = {
    "Keras 2.12": Version(("tensorflow-cpu==2.12.*",)),
    "Keras 2.15": Version(("tensorflow-cpu==2.15.*",)),
    "tf_keras 2.16": Version(("tensorflow-cpu==2.16.*", "tf_keras==2.16.*"), "tf_keras"),
    "tf_keras 2.21": Version(("tensorflow-cpu==2.21.*", "tf_keras==2.21.*"), "tf_keras"),
    **{
        f"Keras {version}": Version(
            (f"keras=={version}", "tensorflow-cpu==2.16.*", "setuptools<81"), backend="tensorflow"
        )
        for version in ("3.0.5", "3.3.3")
    },
    **{
        f"Keras {version}": Version((f"keras=={version}", "jax"), backend="jax")
        for version in ("3.6.0", "3.10.0", "3.12.0", "3.15.1")
    },
}


def write_files(version: Version, folder: Path) -> None:
    """Let a version write its files into a folder, in an environment that is gone afterwards."""
    with TemporaryDirectory() as environment:
        python = Path(environment, "bin", "python")
        subprocess.run([sys.executable, "-m", "venv", environment], check=True)
        subprocess.run(
            [python, "-m", "pip", "install", "--quiet", "--no-compile", "h5py", *version.packages], check=True
        )
        subprocess.run(
            [python, "-m", "tests.converter.write_keras_files", version.module, folder],
            check=True,
            cwd=ROOT,
            env={**os.environ, "KERAS_BACKEND": version.backend, "TF_CPP_MIN_LOG_LEVEL": "3"},
        )


def write_card(folder: Path, size: tuple[int, int]) -> Path:
    """The author's card for a picture of (height, width) and the number of classes that are written."""
    from detector.network.architecture import LAYOUTS, feature_map_sizes

    card = json.loads((ROOT / "models" / "card.json").read_text(encoding="utf-8"))
    card["input"] |= {"height": size[0], "width": size[1]}
    card["classes"] = [f"class_{index}" for index in range(NUM_CLASSES)]
    card["anchors"]["feature_maps"] = feature_map_sizes(LAYOUTS["usual"], *size)
    path = folder / f"card-{size[0]}.json"
    path.write_text(json.dumps(card), encoding="utf-8")
    return path


def check_file(path: Path) -> str:
    """``read``, or what is wrong."""
    expected = np.load(path.parent / "expected.npz")
    try:
        with quiet():
            network = load_source(path, write_card(path.parent, SIZE)).network
            offsets, scores = network(expected["picture"], training=False)
            load_source(path, write_card(path.parent, LARGER))
    except ValueError as error:
        return str(error)
    errors = np.abs(offsets - expected["offsets"]).max(), np.abs(scores - expected["scores"]).max()
    return "read" if max(errors) <= TOLERANCE else f"differs by {max(errors):.1e}"


def main() -> int:
    parser = argparse.ArgumentParser(prog="make keras-versions", description=__doc__)
    parser.add_argument(
        "names", metavar="VERSION", nargs="*", help=f"of {', '.join(VERSIONS)} (default: all)"
    )
    parser.add_argument("--keep", type=Path, help="folder to keep the files in")
    options = parser.parse_args()
    failures = 0
    with TemporaryDirectory() as temporary:
        for name in options.names or VERSIONS:
            folder = (options.keep or Path(temporary)) / name.replace(" ", "-")
            if not (folder / "expected.npz").exists():
                write_files(VERSIONS[name], folder)
            files = sorted(path for path in folder.iterdir() if path.suffix in (".h5", ".keras"))
            for path in files:
                verdict = check_file(path)
                failures += verdict != "read"
                print(f"{name:<14} {path.name:<18} {verdict}", flush=True)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
