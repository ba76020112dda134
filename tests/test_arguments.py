"""The command line takes what docs/commands.md names, before or after the command."""

from __future__ import annotations

import pytest

from mapdocs.arguments import BUILD_KINDS, DEFAULT_KINDS, parser
from mapdocs.verbs import DAILY

COMMANDS = ("init", "new", "build", "check", "schedule", "publish", "diff", "history", "schema", *DAILY)


@pytest.mark.parametrize("words", [["-w", "x", "--json", "check"], ["check", "-w", "x", "--json"]])
def test_what_all_commands_share_stands_before_or_after(words: list[str]) -> None:
    """-w, --today and --json."""
    given = parser().parse_args(words)

    assert ("check", "x", True) == (given.command, str(given.workspace), given.json)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """And exits with 0 after it."""
    with pytest.raises(SystemExit) as end:
        parser().parse_args([command, "--help"])

    assert 0 == end.value.code
    assert f"mapdocs {command}" in capsys.readouterr().out


def test_the_usual_formats_are_among_all() -> None:
    """What is built when nothing is said."""
    assert set(DEFAULT_KINDS.split(",")) < set(BUILD_KINDS)
