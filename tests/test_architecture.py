"""Who may know whom: the rules that keep each part replaceable."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SCRIPTS = ROOT / "static" / "js"

MAY_IMPORT = {"detector": set(), "training": {"detector"}, "converter": {"detector"}, "server": {"detector"}}

CORE = {
    "anchors",
    "boxes",
    "card",
    "network.architecture",
    "network.grid",
    "nms",
    "postprocess",
    "preprocess",
}
"""Modules of detector/ that take arrays and a card, and nothing of the world around them."""

LIBRARIES = {
    **{name: {"numpy"} for name in CORE},
    "preprocess": {"numpy", "cv2"},
    "network.keras": {"keras"},
    "network.pytorch": {"torch"},
    "pictures": {"numpy", "cv2", "PIL"},
    "annotate": {"numpy", "PIL"},
    "pipeline": {"numpy"},
    "models": set(),
    "__main__": {"tqdm"},
    "command": {"numpy", "cv2", "PIL"},
    "backends.caffe": {"cv2"},
    "backends.keras": {"numpy", "keras"},
    "backends.litert": {"numpy", "ai_edge_litert"},
    "backends.mxnet": {"numpy", "mxnet"},
    "backends.onnxruntime": {"numpy", "onnxruntime"},
    "backends.opencv": {"numpy", "cv2"},
    "backends.paddle": {"numpy", "paddle"},
    "backends.pytorch": {"numpy", "torch"},
    "backends.tensorflow": {"numpy", "tensorflow", "google"},
    "backends": {"numpy"},
}
"""Module or package of detector/ -> what it may import besides the standard library and detector itself."""

WORLD = {"datetime", "io", "os", "random", "socket", "subprocess", "sys", "threading", "time"}
HEAVY = {
    "converter",
    "jax",
    "keras",
    "matplotlib",
    "mxnet",
    "onnx",
    "onnxruntime",
    "paddle",
    "tensorflow",
    "torch",
    "training",
}


def python_files(package: str) -> list[Path]:
    files = sorted((ROOT / package).rglob("*.py"))
    assert files, f"{package}/ has no Python file"
    return files


def python_imports(path: Path) -> set[str]:
    """Dotted names of every module that a file imports, wherever in the file."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def packages(names: set[str]) -> set[str]:
    return {name.split(".")[0] for name in names}


def module_name(path: Path) -> str:
    """'backends.opencv' for detector/backends/opencv.py; '' for detector/__init__.py."""
    parts = path.relative_to(ROOT / "detector").with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_rooms(package: str) -> None:
    for path in python_files(package):
        others = packages(python_imports(path)) & (MAY_IMPORT.keys() - {package})
        assert others <= MAY_IMPORT[package], f"{path} imports {others}"


@pytest.mark.parametrize("path", python_files("detector"), ids=module_name)
def test_libraries_inside_detector(path: Path) -> None:
    name = module_name(path)
    allowed = LIBRARIES.get(name, LIBRARIES.get(name.split(".")[0], set()))
    foreign = packages(python_imports(path)) - sys.stdlib_module_names - {"detector"}
    assert foreign <= allowed, f"{path} imports {foreign - allowed}"


@pytest.mark.parametrize("name", sorted(CORE))
def test_the_core_knows_nothing_of_the_world(name: str) -> None:
    imported = python_imports(ROOT / "detector" / f"{name.replace('.', '/')}.py")
    assert not packages(imported) & WORLD
    inside = {
        module.removeprefix("detector.").rpartition(".")[0]
        for module in imported
        if module.startswith("detector.")
    }
    assert inside <= CORE | {"backends"}


@pytest.mark.parametrize("module", ["server", "server.__main__", "detector.__main__"])
def test_what_starts_fast_loads_no_framework(module: str) -> None:
    script = f"import {module}, json, sys; print(json.dumps(sorted(sys.modules)))"
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True, timeout=120
    )
    assert not set(json.loads(run.stdout)) & HEAVY


def test_what_imports_the_door_loads_nothing_until_it_is_opened() -> None:
    loaded = "print('cv2' in sys.modules)"
    script = f"import sys, detector; {loaded}; detector.load_detector; {loaded}"
    run = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["False", "True"]


def javascript_code(path: Path) -> str:
    """A script without its comments."""
    return re.sub(
        r"/\*.*?\*/|^\s*//[^\n]*", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE
    )


def javascript_imports(text: str) -> set[str]:
    return set(re.findall(r"""(?:\bfrom|\bimport)\s*\(?\s*['"]([^'"]+)['"]""", text))


def reachable(script: str) -> set[str]:
    """Names of the scripts that one imports, directly or through others; type imports do not count."""
    found: set[str] = set()
    waiting = [SCRIPTS / script]
    while waiting:
        path = waiting.pop()
        for name in javascript_imports(javascript_code(path)):
            target = (path.parent / name).resolve()
            if (
                name.startswith(".")
                and target not in waiting
                and str(target.relative_to(SCRIPTS)) not in found
            ):
                found.add(str(target.relative_to(SCRIPTS)))
                waiting.append(target)
    return found


def test_the_javascript_core_stands_alone() -> None:
    scripts = sorted((SCRIPTS / "detector").glob("*.js"))
    assert scripts
    for path in scripts:
        for name in javascript_imports(path.read_text(encoding="utf-8")):
            assert re.fullmatch(r"\./\w+\.js", name), f"{path} imports {name}"


def test_both_cores_have_the_same_files() -> None:
    scripts = {path.stem for path in (SCRIPTS / "detector").glob("*.js")}
    assert scripts == CORE - {"network.architecture", "network.grid"}


def test_camera_draw_ui_and_model_do_not_know_each_other() -> None:
    strangers = {"page/camera.js", "page/draw.js", "page/ui/ui.js", "worker/model.js"}
    assert strangers - {"worker/model.js"} <= reachable("page/main.js")
    for script in strangers:
        assert not reachable(script) & (strangers - {script})


def test_only_the_model_touches_tensorflow() -> None:
    users = {
        path.relative_to(SCRIPTS).as_posix()
        for path in SCRIPTS.rglob("*.js")
        if any("tensorflow" in name or "tfjs" in name for name in javascript_imports(path.read_text()))
    }
    assert users == {"worker/model.js"}


def test_no_number_of_the_card_is_written_elsewhere() -> None:
    card = json.loads((ROOT / "models" / "card.json").read_text(encoding="utf-8"))
    telling = {card["input"]["width"], 5972, *card["anchors"]["aspect_ratios"][1:]}
    pattern = re.compile("|".join(rf"(?<![\w.]){re.escape(str(number))}(?![\w.])" for number in telling))
    for path in [*python_files("server"), *SCRIPTS.rglob("*.js")]:
        code = javascript_code(path) if path.suffix == ".js" else path.read_text(encoding="utf-8")
        assert not pattern.search(code), f"{path} has {pattern.search(code)}"
