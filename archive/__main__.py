"""The command line: ``python -m archive SOURCE… --output FOLDER``."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from threading import Event
from time import monotonic
from types import FrameType

from tqdm import tqdm

from archive.arguments import make_parser
from archive.engine import EngineError, require_cluster, running_ray, spread
from archive.files import locate, remove_unfinished
from archive.items import find_items
from archive.model import store_model
from archive.plan import FOLDER, find_done, write_plan
from archive.record import Record, has_record, read_record, write_record
from archive.rows import read_tally
from archive.summary import write_summary
from archive.tally import Tally
from archive.worker import BATCH, BATCH_ON_GPU, Job, analyse_blocks
from detector.command.printing import to_sentence
from detector.models import find_model
from detector.pipeline import load_detector

SUCCESS, FAILURE, BROKEN_OFF, INTERRUPTED = 0, 1, 3, 130

LOG_EVERY_S = 30
"""Between two lines of progress where nobody looks at a terminal."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; wrong usage raises SystemExit(2)."""
    parser = make_parser()
    options = parser.parse_args(arguments)
    options.output = locate(options.output)
    stopped = _stop_at_signals()
    try:
        if options.cluster:
            require_cluster(options.cluster)
        model = find_model(options.model, options.backend)
        record = _prepare(options, model)
    except KeyboardInterrupt:
        return _say(_describe_stop(options.output), INTERRUPTED)
    except (ValueError, OSError) as error:
        parser.error(to_sentence(error))
    try:
        tally = _analyse(options, record, model.name, stopped)
    except EngineError as error:
        return _say(f"{error}. What was done is kept; --resume goes on.", BROKEN_OFF)
    except KeyboardInterrupt:
        return _say(_describe_stop(options.output), INTERRUPTED)
    write_summary(options.output, record, tally)
    _say(_sum_up(options.output, tally), SUCCESS)
    return FAILURE if tally.failed else SUCCESS


def _prepare(options: argparse.Namespace, model: Path) -> Record:
    """Find the plan of an earlier run or make one."""
    card = load_detector(model, options.backend).card
    asked = Record(
        sources=options.source,
        column=options.column,
        every=options.every,
        backend=options.backend,
        model=card.name,
        weights_sha256=card.published["weights_sha256"] if card.published else None,
    )
    record = read_record(options.output, asked, options.resume)
    if record is None:
        items = (item for argument in options.source for item in find_items(argument, options.column))
        size = write_plan(
            tqdm(items, desc="listing", unit=" files", disable=None, leave=False), options.output
        )
        record = replace(asked, blocks=size.blocks, items=size.items)
        write_record(options.output, record)
    store_model(model, options.output)
    for folder in (FOLDER, "detections"):
        remove_unfinished(f"{options.output}/{folder}")
    return record


def _analyse(options: argparse.Namespace, record: Record, model: str, stopped: Event) -> Tally:
    """Analyse the blocks that are not done yet; return the counts of the whole run."""
    total = Tally()
    done = find_done(options.output)
    for block in sorted(done):
        total.add(read_tally(options.output, block))
    pending = [block for block in range(record.blocks) if block not in done]
    if not pending:
        return total
    batch = BATCH_ON_GPU if options.gpus_per_worker else BATCH
    job = Job(options.output, model, options.backend, options.every, batch)
    with (
        running_ray(options.cluster, options.workers),
        _Progress(record.blocks, len(done), total) as progress,
    ):
        results = spread(analyse_blocks, [job], pending, options.workers, options.gpus_per_worker)
        for result in results:
            total.add(Tally.from_json(result["tally"]))
            progress.update()
            if stopped.is_set():
                raise KeyboardInterrupt
    return total


class _Progress:
    """A bar with rate and remaining time; lines from time to time where there is no terminal."""

    def __init__(self, blocks: int, done: int, tally: Tally) -> None:
        quiet = not sys.stderr.isatty()
        self._tally, self._rows_before, self._start = tally, tally.rows, monotonic()
        self._bar = tqdm(total=blocks, initial=done, unit="block", mininterval=LOG_EVERY_S if quiet else 0.1)

    def __enter__(self) -> _Progress:
        return self

    def update(self) -> None:
        rate = (self._tally.rows - self._rows_before) / (monotonic() - self._start)
        note = f"{self._tally.rows:,} pictures, {rate:.0f} per second, {self._tally.failed:,} failed"
        self._bar.set_postfix_str(note, refresh=False)
        self._bar.update()

    def __exit__(self, *_: object) -> None:
        self._bar.close()


def _describe_stop(output: str) -> str:
    if has_record(output):
        return f"Stopped. The same command with --resume goes on in {output}."
    return f"Stopped while listing. Nothing is in {output} yet."


def _sum_up(output: str, tally: Tally) -> str:
    faces = ", ".join(f"{count:,} {label}" for label, count in sorted(tally.faces.items())) or "no faces"
    failed = f"; {tally.failed:,} could not be read, see their column 'error'" if tally.failed else ""
    return f"{tally.rows:,} pictures: {faces}{failed}. {output}/report.html shows it."


def _say(sentence: str, code: int) -> int:
    print(sentence, file=sys.stderr)
    return code


def _stop_at_signals() -> Event:
    """Raise KeyboardInterrupt at SIGINT and at SIGTERM, which batch systems send.

    Returns:
        The event that either of them sets. Ray's finalizers can swallow the exception.
    """
    stopped = Event()

    def interrupt(signal_number: int, frame: FrameType | None) -> None:
        stopped.set()
        raise KeyboardInterrupt

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, interrupt)
    return stopped


if __name__ == "__main__":
    sys.exit(main())
