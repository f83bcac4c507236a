"""A cluster of two nodes on this machine, one core each, in a process of its own.

It prints its address, kills the second node when it reads a line, and ends when its input does.
"""

from __future__ import annotations

import os
import sys

from archive.engine import QUIET

STORE_BYTES = 100 << 20
HEALTH = {"health_check_period_ms": 500, "health_check_timeout_ms": 5000, "health_check_failure_threshold": 4}
"""A dead node is known to be within seconds."""


def main() -> None:
    os.environ.update(QUIET)
    from ray.cluster_utils import Cluster

    head = {
        "num_cpus": 1,
        "object_store_memory": STORE_BYTES,
        "include_dashboard": False,
        "_system_config": HEALTH,
    }
    cluster = Cluster(initialize_head=True, head_node_args=head)
    try:
        second = cluster.add_node(num_cpus=1, object_store_memory=STORE_BYTES)
        print(cluster.address, flush=True)
        if sys.stdin.readline():
            cluster.remove_node(second, allow_graceful=False)
            print("gone", flush=True)
            sys.stdin.readline()
    finally:
        cluster.shutdown()


if __name__ == "__main__":
    main()
