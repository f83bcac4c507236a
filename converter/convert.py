"""Export, verify and publish all formats together."""

from __future__ import annotations

import gzip
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from converter.formats import FORMATS, Format, Tolerance
from converter.publish import check_output, publish, round_error
from converter.quiet import quiet
from converter.source import Source
from converter.verify import Error, make_images, measure_error, prepare

NUM_IMAGES = 201
"""Pictures that a published file is verified on: the probe and 200 at random."""


@dataclass(frozen=True)
class Conversion:
    """rounding: how much the rounded weights change the outputs, the same for every format."""

    rounding: Error
    results: list[Result]

    @property
    def verified(self) -> bool:
        return all(result.verified for result in self.results)


@dataclass(frozen=True)
class Result:
    """The result of one format. size, gzip_size: bytes of its files."""

    name: str
    size: int
    gzip_size: int
    error: Error
    tolerance: Tolerance

    @property
    def verified(self) -> bool:
        return self.error.is_within(self.tolerance)


def convert(
    source: Source,
    formats: dict[str, Format],
    output: Path,
    num_images: int,
    report: Callable[[str], None] = lambda step: None,
) -> Conversion:
    """Write a model in several formats into one folder, with its card.

    Nothing in the folder changes unless every format is verified.

    Args:
        formats: exporter by name, from :func:`converter.formats.load_format`.
        num_images: number of pictures for the comparison with the rounded Keras model, at least 1.
        report: called with the name of each step before it begins: once at the start, then twice per format.

    Raises:
        ValueError: a format cannot be written or read back, the folder holds files of another model, or the
            weight type changes the outputs too much.
    """
    staying = check_output(output, source, list(formats))
    report("Keras")
    images = make_images(source.card, num_images)
    with quiet():
        expected, rounding = prepare(source, images)

    output.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=output.parent, prefix=f".{output.name}-") as folder:
        staging = Path(folder)
        results = []
        for name, format_ in formats.items():
            try:
                report(f"{name}: export")
                with quiet():
                    format_.export(source, staging)
                report(f"{name}: verify")
                with quiet():
                    error = measure_error(format_, source, staging, images, expected)
            except ValueError as failure:
                raise ValueError(f"format '{name}': {failure}") from failure
            results.append(Result(name, *_measure_size(name, staging), error, format_.tolerance))

        conversion = Conversion(rounding, results)
        if conversion.verified:
            errors = {result.name: round_error(source, result.error) for result in results}
            publish(staging, output, source, rounding, staying | errors)
    return conversion


def _measure_size(name: str, folder: Path) -> tuple[int, int]:
    roots = [folder / file for file in FORMATS[name].files]
    files = [
        path for root in roots for path in ([root] if root.is_file() else root.rglob("*")) if path.is_file()
    ]
    contents = [path.read_bytes() for path in files]
    return sum(map(len, contents)), sum(len(gzip.compress(content)) for content in contents)
