"""Both READMEs say the same where it can be compared: commands, and the model's average precision.

No document points to a file that is not there.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ENGLISH = (ROOT / "README.md").read_text(encoding="utf-8")
CHINESE = (ROOT / "README.zh-CN.md").read_text(encoding="utf-8")

every_document = pytest.mark.parametrize(
    "document", [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")], ids=lambda path: str(path.relative_to(ROOT))
)


def test_commands_are_the_same() -> None:
    blocks = re.findall(r"^```\w*\n(.*?)^```", ENGLISH, re.DOTALL | re.MULTILINE)
    assert blocks
    assert blocks == re.findall(r"^```\w*\n(.*?)^```", CHINESE, re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("text", [ENGLISH, CHINESE], ids=["en", "zh"])
def test_average_precision_is_that_of_the_models(text: str) -> None:
    mask, no_mask, mean = _read_ap50("models")
    assert f"| AP50 | {mask} | {no_mask} | **{mean}** |" in text
    for name in ("hd", "lite"):
        row = rf"^\| .*`{name}`.* \| {re.escape(' | '.join(_read_ap50(f'models/{name}')))} \|$"
        assert re.search(row, text, re.MULTILINE), row


def _read_ap50(folder: str) -> list[str]:
    ap50 = json.loads((ROOT / folder / "metrics.json").read_text())["ap50"]
    return [f"{ap50[name]:.3f}".lstrip("0") for name in ("mask", "no_mask", "mean")]


@every_document
def test_rows_of_tables_stand_on_one_line(document: Path) -> None:
    rows = re.findall(r"^\|.*$", document.read_text(encoding="utf-8"), re.MULTILINE)
    assert [row for row in rows if not row.endswith("|")] == []


@every_document
def test_links_lead_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#:]*)(?:#([\w-]+))?\)", document.read_text(encoding="utf-8"))
    targets = [(document.parent / path if path else document, heading) for path, heading in links]
    assert [target for target, _ in targets if not target.exists()] == []
    assert [link for link in targets if link[1] and link[1] not in _list_headings(link[0])] == []


def _list_headings(document: Path) -> set[str]:
    """The addresses that GitHub gives to the headings of a document."""
    headings = re.findall(r"^#+ (.*)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading).lower().replace(" ", "-") for heading in headings}
