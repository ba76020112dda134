"""init and new on the command line."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from mapdocs.cli import main
from mapdocs.source import write_whole
from tests.commands import COMMAND, DAY, built
from tests.conftest import ROOT


@pytest.mark.parametrize("verb", [["init", "new-one"], ["new", "other", "--playbook", "light"]])
@pytest.mark.parametrize("more", [[], ["--json"]])
def test_where_nothing_can_be_written_that_is_told(workspace: Path, verb: list[str], more: list[str]) -> None:
    """As on a read-only disk: which file, and why."""
    limited = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10));" + COMMAND[-1]
    command = [sys.executable, "-c", limited, *verb, *more]
    done = subprocess.run(command, cwd=workspace, capture_output=True, check=False)

    assert 1 == done.returncode
    assert b"File too large. Check the folder's space and permissions." in done.stderr
    assert b"Traceback" not in done.stderr
    assert not more or "not-written" == json.loads(done.stdout)["problems"][0]["code"]


def test_what_init_and_new_wrote_is_one_document_as_well(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Paths, and no word of what comes next."""
    assert 0 == main(["--json", "new", "fresh", "--playbook", "light"])
    assert {"written": ["content/deals/fresh/deal.yaml"]} == json.loads(capsys.readouterr().out)
    assert 0 == main(["--json", "init", "other"])
    assert 2 == len(json.loads(capsys.readouterr().out)["written"])


def test_init_then_build_works_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It says what to do next, and that works."""
    monkeypatch.chdir(tmp_path)

    assert 0 == main(["init", "team"])
    assert "cd team && mapdocs build" in capsys.readouterr().out
    monkeypatch.chdir(tmp_path / "team")
    assert 0 == main(["build", *DAY, "--to", "md"])
    assert ["dist/example/plan.md"] == built(tmp_path / "team")


FLAGS = {
    "problem": "It: takes #1 'too' \"long\"",
    "event": "{{ new }} rule",
    "date": "2027-03-31",
    "sponsor": "Ann Lee, Head of Ops",
    "approver": "Bob, CFO",
    "measure": "no",
}


def test_new_takes_every_answer_as_a_flag_and_builds(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is asked, the file reads back as typed, and it builds."""
    flags = [word for name, value in FLAGS.items() for word in (f"--{name}", value)]

    assert 0 == main(["new", "fresh", "--playbook", "light", "--buyer", "Fresh Ltd", "--country", "gb", *flags])
    assert "mapdocs build fresh" in capsys.readouterr().out
    assert 0 == main(["build", "fresh", *DAY, "--to", "json"])
    plan = json.loads((workspace / "dist/fresh/plan.json").read_text())

    assert ("Fresh Ltd", "2027-03-31") == (plan["buyer"]["name"], plan["go_live"])
    assert (FLAGS["problem"], FLAGS["event"]) == (plan["value"]["problem"], plan["go_live_why"])
    assert ["Ann Lee", "Bob"] == [line["who"]["name"] for line in plan["people"]]
    assert "no" == plan["criteria"][0]["what"]


def test_new_from_an_export_asks_nothing_where_nobody_can_answer(workspace: Path, tmp_path: Path) -> None:
    """Standard input is no terminal in a script."""
    write_whole(
        tmp_path / "crm.csv", b"\xef\xbb\xbfAccount Name;Amount;Go-Live Date\nMarlow Bank;120.000,00;31.03.2027\n"
    )
    command = [*COMMAND, "new", "marlow-bank", "--playbook", "light", "--from-csv", "crm.csv"]
    done = subprocess.run(
        command,
        cwd=workspace,
        check=False,
        capture_output=True,
        text=True,
        input="",
        timeout=60,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )

    assert 0 == done.returncode, done.stderr
    text = (workspace / "content/deals/marlow-bank/deal.yaml").read_text()
    assert "amount: 120000.00" in text
    assert "date: 2027-03-31" in text
    assert 0 == main(["build", "marlow-bank", *DAY, "--to", "md"])


def test_new_asks_on_a_terminal_and_asks_again_for_a_day(workspace: Path) -> None:
    """Six questions; an answer that is no day doesn't cost the others."""
    master, slave = pty.openpty()
    command = [*COMMAND, "new", "asked", "--playbook", "light"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        command, cwd=workspace, stdin=slave, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    )
    os.write(master, b"Slow: work\nAudit\nsoon\n2027-03-31\nAnn\n\nDays\n")
    out, err = process.communicate(timeout=60)
    os.close(slave)
    os.close(master)

    assert 0 == process.returncode, err
    assert 7 == err.count("?")
    assert "bad-date" in err
    assert "wrote" in out
    text = (workspace / "content/deals/asked/deal.yaml").read_text()
    assert 'problem: "Slow: work"' in text
    assert "unknown: true" in text
