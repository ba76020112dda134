"""check, schedule, diff, history and schema on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mapdocs.cli import main
from tests.commands import DAY


def test_check_tells_that_there_is_nothing_to_tell(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And writes nothing."""
    assert 0 == main(["check", *DAY])
    assert "2 deals checked: no problems.\n" == capsys.readouterr().out
    assert [] == list(workspace.rglob("keys.yaml"))


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_check_writes_one_document_in_machine_formats(
    workspace: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    """Without problems, too."""
    assert 0 == main(["check", *DAY, "--format", form])
    assert json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("kind", ["deal", "playbook", "phase", "workspace"])
def test_schema_prints_one_document(capsys: pytest.CaptureFixture[str], kind: str) -> None:
    """For editors."""
    assert 0 == main(["schema", kind])
    assert "properties" in json.loads(capsys.readouterr().out)


def test_schedule_tells_dates_on_stdout_and_writes_keys_alone(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A table without colours where nobody watches; the deal file and dist/ stay as they are."""
    before = (workspace / "content/deals/small/deal.yaml").read_bytes()
    assert 0 == main(["schedule", "small", *DAY])
    told = capsys.readouterr()

    assert "What drives go-live: " in told.out
    assert "\x1b" not in told.out
    assert before == (workspace / "content/deals/small/deal.yaml").read_bytes()
    assert ["deal.yaml", "keys.yaml"] == sorted(path.name for path in (workspace / "content/deals/small").iterdir())
    assert not (workspace / "dist").exists()


def test_schedule_json_is_one_document(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With a what-if it holds both; the same on every run."""
    asked = ["schedule", "small", *DAY, "--json", "--what-if", "M-02+5bd", "--what-if", "M-03=2027-04-30"]
    assert 0 == main(asked)
    first = capsys.readouterr().out
    assert 0 == main(asked)

    assert first == capsys.readouterr().out
    assert ["M-02+5bd", "M-03=2027-04-30"] == json.loads(first)["what_if"]
    assert "small" == json.loads(first)["was"]["deal"]


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["small", "--what-if", "M-99+5bd"], 2, "unknown-task"),
        (["small", "--what-if", "sooner"], 2, "bad-what-if"),
        (["small", "--what-if", "M-02=2026-12-25"], 1, "pin-nonworking"),
        (["smal"], 2, 'Did you mean "small"?'),
        ([], 2, "DEAL"),
    ],
)
def test_schedule_used_wrongly_is_a_problem(
    workspace: Path, capsys: pytest.CaptureFixture[str], words: list[str], code: int, says: str
) -> None:
    """On stderr, with nothing on stdout."""
    assert code == main(["schedule", *words, *DAY])
    told = capsys.readouterr()

    assert "" == told.out
    assert says in told.err
