"""Every command: wrong use, help, exit codes."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapdocs.cli import main

WRONG = [
    ["build", "--to", "exe"],
    ["build", "--to", ""],
    ["build", "--jobs", "0"],
    ["build", "--language", "../x"],
    ["build", "--language", "xx"],
    ["build", "--out", "/dev/null/x"],
    ["build", "--out", "content/workspace.yaml"],
    ["init", "content/workspace.yaml"],
    ["init", "content/workspace.yaml/below"],
    ["build", "nothing-there"],
    ["build", "../../etc/passwd"],
    ["build", "no/such/deal.yaml"],
    ["build", "--today", "tomorrow"],
    ["build", "--edition", "secret"],
    ["-w", "no-such-folder", "build"],
    ["dance"],
    [],
    ["new", "x"],
    ["new", "x", "--playbook", "none"],
    ["new", "x", "--playbook", "light", "--date", "soon"],
    ["new", "x", "--playbook", "light", "--from-csv", "none.csv"],
    ["init", "."],
    ["schema", "cake"],
    ["check", "--format", "xml"],
]


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_wrong_use_is_exit_code_2_with_one_line_that_says_so(
    workspace: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    """On stderr; stdout stays empty, and nothing is written."""
    assert 2 == main(arguments)
    told = capsys.readouterr()

    assert "" == told.out
    assert told.err
    assert "Traceback" not in told.err
    assert not (workspace / "dist").exists()


@pytest.mark.parametrize("verb", ["init", "new", "build", "check", "schedule", "schema"])
def test_every_command_has_help(capsys: pytest.CaptureFixture[str], verb: str) -> None:
    """What it does and what it takes."""
    assert 0 == main([verb, "--help"])
    assert f"mapdocs {verb}" in capsys.readouterr().out


def test_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """One line."""
    assert 0 == main(["--version"])
    assert capsys.readouterr().out.startswith("mapdocs 0.")
