"""The usage line of a command, and the numbers that commands take."""

from __future__ import annotations

import argparse

import pytest

from detector.command.parsing import make_command_parser, read_count


@pytest.mark.parametrize(
    ("called", "usage"),
    [
        ("/opt/masks/bin/face-mask-detect", "usage: face-mask-detect"),
        ("C:/masks/Scripts/face-mask-detect.exe", "usage: face-mask-detect"),
        ("/opt/masks/detector/__main__.py", "usage: python -m detector"),
    ],
)
def test_usage_names_the_command_as_it_was_called(
    called: str, usage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", [called, "--help"])
    assert make_command_parser("detector", "").format_usage().startswith(usage)


def test_a_count_is_a_whole_number_above_0() -> None:
    assert read_count("3") == 3
    for text in ("0", "-1", "1.5", "many", ""):
        with pytest.raises(argparse.ArgumentTypeError, match="expected a whole number above 0"):
            read_count(text)
