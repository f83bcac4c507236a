import pytest

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
