"""Which day, workspace and deals the arguments ask for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mapdocs.cli import main
from mapdocs.cli.asked import pace
from mapdocs.source import write_whole
from tests.commands import DAY, built
from tests.samples import SMALL


def test_two_deals_of_one_name_are_not_written_over_each_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """They lie in different folders, and would share one under dist/."""
    for folder in ("x", "y"):
        write_whole(tmp_path / folder / "same/deal.yaml", SMALL.encode())
    monkeypatch.chdir(tmp_path)

    assert 2 == main(["build", "x/same", "y/same", *DAY, "--to", "md"])
    assert "same-folder" in capsys.readouterr().err


def test_the_data_date_comes_from_the_option_then_the_environment(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A script sets it once for all commands; a wrong one is wrong use."""
    monkeypatch.setenv("MAPDOCS_TODAY", "2026-11-20")

    assert 0 == main(["build", "small", "--to", "md"])
    assert "20 November 2026" in (workspace / "dist/small/plan.md").read_text()
    assert 0 == main(["build", "small", "--to", "md", *DAY])
    assert "23 November 2026" in (workspace / "dist/small/plan.md").read_text()
    monkeypatch.setenv("MAPDOCS_TODAY", "today")
    assert 2 == main(["build", "small", "--to", "md"])


def test_a_deal_file_anywhere_is_built_into_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its keys lie beside it; a folder that holds a deal.yaml is as good as the file."""
    write_whole(tmp_path / "far/marlow/deal.yaml", SMALL.encode())
    write_whole(tmp_path / "here/x", b"")
    monkeypatch.chdir(tmp_path / "here")

    assert 0 == main(["build", "../far/marlow/deal.yaml", *DAY, "--to", "md"])
    assert ["dist/marlow/plan.md"] == built(tmp_path / "here")
    assert (tmp_path / "far/marlow/keys.yaml").exists()
    assert 0 == main(["build", "../far/marlow", *DAY, "--to", "json"])
    assert ["dist/marlow/plan.json", "dist/marlow/plan.md"] == built(tmp_path / "here")
    assert 2 == main(["build", *DAY])


def test_the_same_deal_named_twice_is_built_once(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By name and by path."""
    assert 0 == main(["build", "small", "content/deals/small/deal.yaml", *DAY, "--to", "md", "--json"])

    assert 1 == len(json.loads(capsys.readouterr().out)["deals"])


def test_calls_to_google_take_real_time() -> None:
    """Only the command line knows the clock; what it hands on waits, counts on, and spreads from 0 to 1."""
    real = pace()
    before = real.clock()
    real.pause(0.01)

    assert real.clock() - before >= 0.01
    assert 0 <= real.spread() < 1


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["--rounds", "3"], "--rounds means nothing without --watch"),
        (["--every", "30", "--rounds", "3"], "--every and --rounds mean nothing without --watch"),
        (["--watch", "--every", "0"], "--every 0 is no number of seconds from 5"),
        (["--watch", "--every", "-1"], "--every -1 is no number"),
        (["--watch", "--every", "nan"], "--every nan is no number"),
        (["--watch", "--every", "inf"], "--every inf is no number"),
        (["--watch", "--rounds", "0"], "--rounds 0 looks at nothing"),
        (["--watch", "--rounds", "-1"], "--rounds -1 looks at nothing"),
    ],
)
def test_a_watch_that_means_nothing_is_wrong_use(
    workspace: Path, capsys: pytest.CaptureFixture[str], words: list[str], why: str
) -> None:
    """Told before anybody is called; nothing is done instead."""
    assert 2 == main(["sync", "small", *words, *DAY])
    assert f"bad-watch: {why}" in capsys.readouterr().err
