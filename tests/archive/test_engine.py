"""How Ray is set up before it starts."""

import os
import subprocess
import sys

from archive.engine import QUIET

ASK = "from ray._common.usage.usage_lib import usage_stats_enabled; print(usage_stats_enabled())"


def test_usage_statistics_are_off() -> None:
    """Ray would send them by default, also where nobody was asked."""
    answers = [
        subprocess.check_output([sys.executable, "-c", ASK], env=os.environ | variables, text=True).strip()
        for variables in ({"RAY_USAGE_STATS_ENABLED": "1"}, QUIET)
    ]
    assert answers == ["True", "False"]
