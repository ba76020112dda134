"""The daily commands on the command line: their effect, and what they refuse."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mapdocs.cli import main
from mapdocs.source import write_whole
from mapdocs.verbs import DAILY
from tests.samples import SMALL

DAY = ["--today", "2026-11-23"]


@pytest.fixture
def deal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of a deal in a workspace, entered."""
    write_whole(tmp_path / "content/workspace.yaml", b"people: {}\n")
    write_whole(tmp_path / "content/deals/small/deal.yaml", SMALL.encode())
    monkeypatch.chdir(tmp_path)
    return tmp_path / "content/deals/small/deal.yaml"


COMMANDS = [
    ["done", "M-02", "small", "--on", "2026-11-20", "--by", "tom", "--because", "Went well", "--tell"],
    ["move", "M-02", "2027-02-26", "small", "--because", "Half of the team is ill"],
    ["assign", "M-02", "small", "--buyer", "cfo", "--seller", "role:legal"],
    ["rename", "M-02", "trial", "small", "--by", "tom", "--because", "A better word"],
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_each_tells_its_effect_and_writes(deal: Path, capsys: pytest.CaptureFixture[str], command: list[str]) -> None:
    """On stdout, with nothing on stderr."""
    assert 0 == main([*command, *DAY])
    told = capsys.readouterr()

    assert "Go-live, forecast: " in told.out
    assert "" == told.err
    assert "\nlog:\n  - {on: 2026-11-23" in deal.read_text("utf-8")
    assert SMALL != deal.read_text("utf-8")


def test_there_is_a_command_for_each() -> None:
    """None is untested here."""
    assert list(DAILY) == [command[0] for command in COMMANDS]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_json_is_one_document(deal: Path, capsys: pytest.CaptureFixture[str], command: list[str]) -> None:
    """And nothing else."""
    assert 0 == main([*command, *DAY, "--json"])

    assert "small" == json.loads(capsys.readouterr().out)["deal"]


@pytest.mark.parametrize(
    ("code", "command"),
    [
        (2, ["done", "M-99", "small"]),
        (2, ["done", "M-02", "nothing-there"]),
        (2, ["done", "M-02"]),
        (2, ["move", "M-02", "soon", "small", "--because", "x"]),
        (2, ["move", "M-02", "2027-02-26", "small"]),
        (2, ["assign", "M-02", "small"]),
        (1, ["done", "M-01", "small"]),
        (1, ["move", "M-02", "2026-01-02", "small", "--because", "x"]),
        (1, ["move", "M-02", "2027-02-28", "small", "--because", "x"]),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_can_not_be_done_is_told_and_not_written(
    deal: Path, capsys: pytest.CaptureFixture[str], code: int, command: list[str]
) -> None:
    """2 for wrong use, 1 for what the deal doesn't allow; stdout stays empty."""
    assert code == main([*command, *DAY])
    told = capsys.readouterr()

    assert ("", True) == (told.out, bool(told.err))
    assert SMALL == deal.read_text("utf-8")
