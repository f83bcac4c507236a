"""A cluster on this machine, in a process of its own: a head, and two nodes with one core each.

It prints its address, kills the first node when it reads a line, and ends when its input does.
"""

from __future__ import annotations

import os
import sys

from archive.engine import QUIET

STORE_BYTES = 100 << 20

NODES = ("127.0.0.2", "127.0.0.3")
"""A program that connects from this machine connects to the last one. It ends when that one is killed."""

HEALTH = {"health_check_period_ms": 500, "health_check_timeout_ms": 5000, "health_check_failure_threshold": 4}
"""A dead node is known to be within seconds."""


def main() -> None:
    os.environ.update(QUIET)
    from ray.cluster_utils import Cluster

    head = {
        "num_cpus": 0,
        "object_store_memory": STORE_BYTES,
        "include_dashboard": False,
        "_system_config": HEALTH,
    }
    cluster = Cluster(initialize_head=True, head_node_args=head)
    try:
        first, _ = (
            cluster.add_node(num_cpus=1, object_store_memory=STORE_BYTES, node_ip_address=address)
            for address in NODES
        )
        print(cluster.address, flush=True)
        if sys.stdin.readline():
            cluster.remove_node(first, allow_graceful=False)
            print("gone", flush=True)
            sys.stdin.readline()
    finally:
        cluster.shutdown()


if __name__ == "__main__":
    main()
