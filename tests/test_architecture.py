"""Who may know whom: the rules that keep each part replaceable."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections import Counter
from graphlib import TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[1]
SCRIPTS = ROOT / "static" / "js"

MAY_IMPORT = {
    "detector": set(),
    "training": {"detector"},
    "converter": {"detector"},
    "server": {"detector"},
    "archive": {"detector"},
}
ROOMS = [room for room in MAY_IMPORT if (ROOT / room).is_dir()]

INSIDE = {
    "detector.network": {"detector"},
    "detector.backends": {"detector", "detector.network"},
    "detector.command": {"detector", "detector.backends"},
    "converter.formats": {"converter"},
    "training.data": set(),
    "training.evaluation": {"training.data"},
    "training.learning": {"training.data", "training.evaluation"},
}
"""Room inside a room -> what it may import of the room around it; the room by itself is what lies in it
directly, where the commands are. Nothing points from a room to the commands that use it."""

ONE_IN_EVERY_ROOM = {"__init__", "__main__", "arguments"}
ONE_PER_FRAMEWORK = {"caffe", "keras", "mxnet", "paddle", "pytorch"}
COMMANDS = {"export"}
"""Names that several files may share: the folder says which one is meant. Users type those of commands."""

CORE = {
    "anchors",
    "boxes",
    "card",
    "network.architecture",
    "network.grid",
    "network.rounding",
    "nms",
    "postprocess",
    "preprocess",
}
"""Modules of detector/ that take arrays and a card, and nothing of the world around them."""

LIBRARIES = {
    **{name: {"numpy"} for name in CORE},
    "preprocess": {"numpy", "cv2"},
    "network.folding": {"numpy"},
    "network.keras": {"keras"},
    "network.pytorch": {"numpy", "torch"},
    "pictures": {"numpy", "cv2", "PIL", "pi_heif"},
    "annotate": {"numpy", "PIL"},
    "hide": {"numpy"},
    "languages": {"babel", "fluent"},
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
    "archive",
    "converter",
    "jax",
    "keras",
    "matplotlib",
    "mxnet",
    "onnx",
    "onnxruntime",
    "paddle",
    "pyarrow",
    "ray",
    "tensorflow",
    "torch",
    "training",
}


class Border(NamedTuple):
    """Beginnings of what a script may import, and of what it may name in types besides."""

    code: tuple[str, ...]
    types: tuple[str, ...] = ()


ENTRIES = {
    "client/embed.js",
    "isolation-worker.js",
    "page/choose-language.js",
    "page/isolate.js",
    "page/lesson.js",
    "page/main.js",
    "page/record/page.js",
    "page/start-worker.js",
    "service-worker.js",
    "worker/worker.js",
}
"""What build.js bundles; none of them is imported."""

WORDS = tuple(
    f"page/{name}.js" for name in ("dom", "facings", "failure-messages", "i18n", "labels", "wording")
)
TOOL = Border((*WORDS, "client/"), ("detector/",))

BORDERS = {
    "isolation-worker.js": Border(("isolation.js",)),
    "service-worker.js": Border(("isolation.js",)),
    "detector/": Border(("detector/",)),
    "client/": Border(("client/",)),
    "client/messages.js": Border((), ("client/failure.js", "detector/")),
    "worker/": Border(("worker/", "detector/", "client/failure.js"), ("client/messages.js",)),
    "worker/backends.js": Border(("@tensorflow/",), ("client/messages.js",)),
    "worker/model.js": Border(
        ("@tensorflow/", "worker/backends.js"), ("client/messages.js", "detector/card.js")
    ),
    "page/": Border(("page/", "client/", "detector/anchors.js", "detector/boxes.js"), ("detector/",)),
    **{
        f"page/{name}.js": Border(())
        for name in (
            "choose-language",
            "choose-model",
            "counter",
            "dom",
            "facings",
            "hide",
            "isolate",
            "offline",
            "state",
        )
    },
    "page/start-worker.js": Border(("page/choose-model.js", "page/settings/values.js")),
    "page/i18n.js": Border(("@fluent/bundle",)),
    "page/failure-messages.js": Border(("page/i18n.js",), ("client/failure.js",)),
    "page/labels.js": Border(("page/dom.js", "page/i18n.js"), ("page/counter.js",)),
    "page/wording.js": Border(("page/i18n.js",), ("client/messages.js", "page/counter.js")),
    "page/parts.js": Border((), ("page/", "client/")),
    "page/ui/": Border(WORDS, ("page/counter.js", "page/state.js", "client/messages.js")),
    "page/settings/": Border((*WORDS, "page/settings/"), ("client/messages.js", "detector/card.js")),
    **{f"page/{name}.js": TOOL for name in ("camera", "entries", "film", "lesson-draw", "loop")},
    "page/draw.js": Border((*TOOL.code, "page/hide.js"), TOOL.types),
    "page/tracker.js": Border(("detector/boxes.js",), ("detector/",)),
    "page/visits.js": Border(("page/tracker.js",)),
    "page/reception.js": Border(("page/visits.js",), ("page/tracker.js",)),
    "page/webhook.js": Border((), ("page/reception.js",)),
    "page/record/": Border((*WORDS, "page/record/", "page/counter.js")),
    "page/record/store.js": Border(("idb", "page/record/days.js")),
    "page/record/days.js": Border(("page/counter.js",)),
    "page/record/files.js": Border(("page/record/days.js", "page/entries.js")),
    "page/record/page.js": Border(
        (*WORDS, "page/record/", "page/counter.js", "page/settings/values.js", "page/ui/save.js")
    ),
}
"""Folder or script of static/js -> what it may know; of several the longest counts.

The worker knows the core, the page knows the client, and between the two are messages. A part of the page's
surface (page/ui) knows neither the others nor what goes on at the stage.
"""

ALL_SCRIPTS = sorted(path.relative_to(SCRIPTS).as_posix() for path in SCRIPTS.rglob("*.js"))


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


@pytest.mark.parametrize("package", ROOMS)
def test_rooms(package: str) -> None:
    for path in python_files(package):
        others = packages(python_imports(path)) & (MAY_IMPORT.keys() - {package})
        assert others <= MAY_IMPORT[package], f"{path} imports {others}"


def find_room(module: str) -> str:
    """'training.data' for 'training.data.coco.read_coco', 'training' for 'training.export.publish'."""
    return next((room for room in INSIDE if module.startswith(f"{room}.")), module.split(".")[0])


@pytest.mark.parametrize("room", INSIDE)
def test_rooms_inside_a_room(room: str) -> None:
    package = room.split(".")[0]
    for path in python_files(room.replace(".", "/")):
        imported = {name for name in python_imports(path) if name.startswith(f"{package}.")}
        others = {find_room(name) for name in imported} - {room}
        assert others <= INSIDE[room], f"{path} imports {others - INSIDE[room]}"
        assert not any(name.startswith(f"{package}.__main__") for name in imported)


WALKS = re.split(
    r"^### ", (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8"), flags=re.MULTILINE
)[1:]


@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.split("\n")[0])
def test_a_walk_through_the_code_touches_no_file_twice(walk: str) -> None:
    files = re.findall(r"`([\w/-]+/[\w-]+\.(?:py|m?js))`", walk)
    assert len(files) > 4
    assert [name for name in files if not ((ROOT / name).is_file() or (SCRIPTS / name).is_file())] == []
    assert len(set(files)) == len(files)


def test_the_table_of_rooms_is_the_tree() -> None:
    table = re.findall(r"^\| (`.*?) \|", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.MULTILINE)
    listed = {name for cell in table for name in re.findall(r"`([^`]+)/`", cell)}
    on_disk = {
        path.parent.relative_to(ROOT).as_posix() for room in ROOMS for path in (ROOT / room).rglob("*.py")
    }
    assert on_disk <= listed
    assert {name for name in listed if name.split("/")[0] in MAY_IMPORT} <= on_disk


def test_no_two_files_have_one_name() -> None:
    names = Counter(path.stem for room in ROOMS for path in python_files(room))
    twins = {name for name, count in names.items() if count > 1}
    assert twins <= ONE_IN_EVERY_ROOM | ONE_PER_FRAMEWORK | COMMANDS
    assert len({Path(script).name for script in ALL_SCRIPTS}) == len(ALL_SCRIPTS)


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


def known(script: str, *, types: bool = False) -> set[str]:
    """What a script imports: other scripts by their path in static/js, packages by their name."""
    path = SCRIPTS / script
    code = javascript_imports(javascript_code(path))
    names = javascript_imports(path.read_text(encoding="utf-8")) - code if types else code
    return {
        (path.parent / name).resolve().relative_to(SCRIPTS).as_posix() if name.startswith(".") else name
        for name in names
    }


def border_of(script: str) -> Border:
    return BORDERS[max((start for start in BORDERS if script.startswith(start)), key=len)]


def may_know(script: str, other: str, *, types: bool = False) -> bool:
    border = border_of(script)
    return other.startswith((*border.code, *border.types) if types else border.code)


@pytest.mark.parametrize("script", ALL_SCRIPTS)
def test_borders_of_the_scripts(script: str) -> None:
    assert {other for other in known(script) if not may_know(script, other)} == set()
    assert {other for other in known(script, types=True) if not may_know(script, other, types=True)} == set()


@pytest.mark.parametrize(
    ("script", "other"),
    [
        ("detector/nms.js", "client/failure.js"),
        ("client/client.js", "worker/pixels.js"),
        ("client/client.js", "detector/boxes.js"),
        ("client/embed.js", "page/dom.js"),
        ("worker/worker.js", "client/client.js"),
        ("worker/session.js", "page/dom.js"),
        ("worker/session.js", "@tensorflow/tfjs-core"),
        ("page/main.js", "worker/download.js"),
        ("page/lesson.js", "detector/postprocess.js"),
        ("page/album.js", "@tensorflow/tfjs-core"),
        ("page/camera.js", "page/draw.js"),
        ("page/dom.js", "page/wording.js"),
        ("page/draw.js", "page/ui/stage.js"),
        ("page/ui/stage.js", "page/ui/buttons.js"),
        ("page/ui/kiosk.js", "page/player.js"),
        ("page/ui/gallery.js", "client/client.js"),
        ("page/settings/form.js", "page/ui/stage.js"),
        ("page/settings/settings.js", "page/main.js"),
        ("page/visits.js", "page/reception.js"),
        ("page/record/store.js", "page/record/page.js"),
        ("service-worker.js", "client/failure.js"),
    ],
)
def test_a_crossed_border_is_seen(script: str, other: str) -> None:
    assert (SCRIPTS / script).is_file()
    assert not may_know(script, other)


def test_nothing_points_upward() -> None:
    graph = {
        script: {
            other for types in (False, True) for other in known(script, types=types) if other in ALL_SCRIPTS
        }
        for script in ALL_SCRIPTS
    }
    assert list(TopologicalSorter(graph).static_order())
    imported = set[str]().union(*graph.values())
    assert imported.isdisjoint(ENTRIES)
    assert imported | ENTRIES == set(ALL_SCRIPTS)


def test_both_cores_have_the_same_files() -> None:
    scripts = {path.stem for path in (SCRIPTS / "detector").glob("*.js")}
    assert scripts == CORE - {"network.architecture", "network.grid", "network.rounding"}


def test_the_map_of_the_scripts_is_the_tree_on_disk() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    tree = re.search(r"^static/js/\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    assert tree
    named: list[str] = []
    folder = ""
    for line in tree[1].splitlines():
        first, *names = line.split()
        if first.endswith("/"):
            folder = first
        else:
            names.insert(0, first)
        named += [f"{folder}{name}.js" for name in names]
    assert sorted(named) == ALL_SCRIPTS


def test_no_number_of_the_card_is_written_elsewhere() -> None:
    card = json.loads((ROOT / "models" / "card.json").read_text(encoding="utf-8"))
    telling = {card["input"]["width"], 5972, *card["anchors"]["aspect_ratios"][1:]}
    pattern = re.compile("|".join(rf"(?<![\w.]){re.escape(str(number))}(?![\w.])" for number in telling))
    for path in [*python_files("server"), *SCRIPTS.rglob("*.js")]:
        code = javascript_code(path) if path.suffix == ".js" else path.read_text(encoding="utf-8")
        assert not pattern.search(code), f"{path} has {pattern.search(code)}"
