"""Ray: how it is started, and how blocks are spread over its workers."""

from __future__ import annotations

import logging
import os
import re
import signal
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from typing import Any

OBJECT_STORE_BYTES = 200 << 20
"""Of a Ray that is started here. Pictures do not pass through it, only numbers of blocks and their counts."""

TASKS, TASKS_PER_WORKER = 2000, 16
"""Into how many the blocks of a large archive are gathered: few for Ray's driver, and enough for each worker
that all are busy to the end."""

RETRIES = 10
"""Of a task whose worker or node died. A task that ends each of its workers must not be tried for ever."""

CONNECT_S = 5

SIGNALS_S = 0.02
"""How often the handler of SIGTERM is put back while Ray starts, which puts one there that aborts.
For a moment in Ray's own code SIGTERM still ends the program with 134."""

QUIET = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
    "RAY_enable_metrics_collection": "0",
}
"""No telemetry. On dead workers and on its metrics Ray still writes lines of its own to the terminal."""


class EngineError(Exception):
    """Ray gave up. The message is a sentence, with the place of Ray's log."""


def require_cluster(address: str) -> None:
    """Check at once whether a cluster responds: Ray itself would retry for more than a minute.

    Raises:
        ValueError: no program listens at that address.
    """
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if not port.isdecimal():
        return  # 'auto': Ray looks for a cluster on this machine, which takes no time
    try:
        socket.create_connection((host.strip("[]"), int(port)), CONNECT_S).close()
    except (OSError, OverflowError) as error:
        raise ValueError(f"--cluster: no Ray cluster answers at {address}: {error}") from error


@contextmanager
def running_ray(cluster: str | None, workers: int | None) -> Iterator[str]:
    """Start Ray on this machine, or connect to a cluster; yield the folder of Ray's logs.

    Args:
        cluster: the address of one that runs ('auto' to find it); None to start one here.
        workers: cores that a Ray started here may use; None for all.

    Raises:
        EngineError: the cluster does not respond, or Ray fails inside the ``with`` block.
    """
    os.environ.update(QUIET)
    import ray

    # Ray starts in a thread of its own, so that a signal cannot interrupt it halfway. The thread must
    # stay alive: Linux ends Ray's processes together with the thread that started them.
    with ThreadPoolExecutor(1) as starter:
        try:
            logs = _start(starter, cluster, workers)
            yield logs
        except EngineError:
            raise
        except Exception as error:  # Ray can raise anything
            raise EngineError(f"Ray failed: {_find_cause(error)}. Its logs are in {logs}") from error
        finally:
            starter.submit(ray.shutdown).result()


def _start(starter: ThreadPoolExecutor, cluster: str | None, workers: int | None) -> str:
    import ray

    here = {} if cluster else {"num_cpus": workers, "object_store_memory": OBJECT_STORE_BYTES}
    terminate = signal.getsignal(signal.SIGTERM)
    started = starter.submit(
        ray.init,
        cluster or "local",
        include_dashboard=None if cluster else False,
        logging_level=logging.CRITICAL,
        log_to_driver=False,
        **here,
    )
    while wait([started], SIGNALS_S).not_done:
        signal.signal(signal.SIGTERM, terminate)
    signal.signal(signal.SIGTERM, terminate)
    try:
        return f"{started.result().address_info['session_dir']}/logs"
    except Exception as error:  # Ray can raise anything
        where = f"could not be reached at {cluster}" if cluster else "could not start"
        raise EngineError(f"Ray {where}: {_find_cause(error)}") from error


def spread(
    function: Callable[..., Any],
    arguments: list[Any],
    blocks: list[int],
    workers: int | None = None,
    gpus_per_worker: float = 0,
) -> Iterator[dict[str, Any]]:
    """Distribute blocks to as many processes as fit on the cluster, and yield results as they come.

    Args:
        function: called with ``{"block": int64 [N]}`` and ``arguments``; returns columns of N values. A
            process calls it many times.
        workers: processes; None for as many as the cluster has cores, or GPUs to share.

    Raises:
        Exception: the function raised an error, or Ray gave up.
    """
    import ray
    from ray.data import DataContext, TaskPoolStrategy

    for handler in logging.getLogger("ray.data").handlers:
        if handler.name == "console":  # its log file still gets every message
            handler.setLevel(logging.CRITICAL + 1)
    context = DataContext.get_current()
    context.enable_progress_bars = False
    if workers is None:
        has = ray.cluster_resources()
        free = has.get("GPU", 0) / gpus_per_worker if gpus_per_worker else has.get("CPU", 1)
        workers = max(1, int(free))
    numbers = ray.data.from_items(
        [{"block": block} for block in blocks],
        override_num_blocks=min(len(blocks), max(TASKS, TASKS_PER_WORKER * workers)),
    )
    results = numbers.map_batches(
        function,
        fn_args=arguments,
        batch_size=None,
        compute=TaskPoolStrategy(workers),
        num_cpus=1,
        num_gpus=gpus_per_worker or None,
        max_calls=0,  # a process with a GPU keeps running too, with its model loaded
        max_retries=RETRIES,
    )
    # Not iter_rows: its threads crash if Ray is shut down before they have ended.
    for bundle in results.iter_internal_ref_bundles():
        for block in bundle.block_refs:
            yield from ray.get(block).to_pylist()


def _find_cause(error: BaseException) -> str:
    """The innermost error, which is the first in the traces of Ray's layers."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    causes = [line for line in lines if re.match(r"(?!ray\.)[\w.]+(Error|Exception): ", line)]
    return (causes or lines[:1] or [type(error).__name__])[0].rstrip(".")
