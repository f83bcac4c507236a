import re
import tomllib
from pathlib import Path

import pytest

import training
from training.arguments import command


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (None, 0, ""),
        (ValueError("no face in it"), 1, "error: no face in it\n"),
        (OSError("disk full"), 1, "error: disk full\n"),
        (KeyboardInterrupt(), 130, ""),
    ],
)
def test_how_a_command_ends(error, status, said, capsys):
    @command
    def main(arguments):
        assert arguments == ["a"]
        if error:
            raise error

    assert main(["a"]) == status
    assert capsys.readouterr().err == said


def test_a_fault_of_the_program_is_not_hidden():
    @command
    def main(arguments):
        raise RuntimeError

    with pytest.raises(RuntimeError):
        main()


def test_what_training_misses_is_what_its_extra_installs():
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())["project"]
    extra = project["optional-dependencies"]["training"]
    modules = {"pyyaml": "yaml"}
    names = [re.match(r"\w+", name)[0] for name in extra]
    assert sorted(training.NEEDED) == sorted(modules.get(name, name) for name in names)
