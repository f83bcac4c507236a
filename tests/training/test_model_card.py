"""The model card names commands and files: they exist."""

import importlib.util
import re
from pathlib import Path

from training.evaluation.thresholds import USES

DOCS = Path(__file__).parents[2] / "docs"
CARD = (DOCS / "model-card.md").read_text(encoding="utf-8")


def test_its_commands_exist():
    modules = set(re.findall(r"`python -m ([\w.]+)", CARD))
    assert "training.evaluate" in modules
    for name in modules:
        assert importlib.util.find_spec(name), name


def test_its_links_lead_somewhere():
    for target in re.findall(r"\]\(([^)#]+)", CARD):
        assert (DOCS / target).exists(), target


def test_it_names_the_uses_of_the_report():

    for use in USES:
        assert f"| {use.name} | {use.why} | F{use.beta:g}" in CARD
