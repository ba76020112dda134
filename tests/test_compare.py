"""diff: which versions are compared, and what is told."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from mapdocs import publish as module
from mapdocs.cli import main
from mapdocs.compare import Compared, compare
from mapdocs.problems import UsageError
from mapdocs.workspace import find_deal, find_root, open_workspace

DEAL = """\
buyer: {name: Marlow Bank, country: GB}
seller: {name: Fernhill, country: DE}
start: 2026-11-23
people: {ann: {name: Ann, party: buyer}}
tasks:
  review: {title: Review <b>passed</b>, duration: DAYSbd, buyer: ann}
  live: {title: Live, duration: 5bd, after: [review], role: go-live}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A deal whose review takes 5, 8 and 7 days in its three versions, and 10 as it stands."""
    monkeypatch.setattr(module, "KINDS", ("html",))
    monkeypatch.chdir(tmp_path)
    for days in ("5", "8", "7"):
        Path("deal.yaml").write_text(DEAL.replace("DAYS", days))
        assert main(["publish", "deal.yaml", "--today", "2026-11-23"]) == 0
    Path("deal.yaml").write_text(DEAL.replace("DAYS", "10"))
    capsys.readouterr()
    return tmp_path


def compared(folder: Path, since: str, to: str) -> Compared:
    workspace = open_workspace(find_root(None, folder), folder)
    return compare(workspace, find_deal(workspace, "deal.yaml", folder), date(2026, 11, 23), since, to, folder)


def test_any_two_states_can_be_compared(folder: Path) -> None:
    """The last version with the deal as it stands, or any version with another, backward too."""
    asked = {("last", ""): 3, ("first", ""): 7, ("1", "2"): 5, ("1", "3"): 4, ("3", "1"): -4}

    assert asked == {(a, b): compared(folder, a, b).diff.go_live.days for a, b in asked}
    assert ("1", "working") == ((diff := compared(folder, "1", "").diff).from_, diff.to)


def test_a_version_that_is_not_there_is_wrong_use(folder: Path) -> None:
    """It is told with those that are."""
    with pytest.raises(UsageError, match="unknown-version"):
        compared(folder, "9", "")


def test_json_has_the_shape_that_scripts_rely_on(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One document with go-live, causes and tasks; the shares add up."""
    assert folder
    assert main(["diff", "deal.yaml", "--today", "2026-11-23", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)

    assert ["from", "to", "go_live", "cost_of_delay", "causes", "tasks", "summary"] == list(told)
    assert ["task", "id", "kind", "party", "share", "alone", "without"] == list(told["causes"][0])
    assert ["key", "start", "finish", "business_days", "kind"] == list(told["tasks"][0])
    assert told["go_live"]["days"] == sum(cause["share"] for cause in told["causes"])


def test_what_a_buyer_reads_has_no_shares(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As Markdown and as a page: the event, the dates and the ways back, whatever a title holds."""
    assert folder
    for form in ("--md", "--html"):
        assert main(["diff", "deal.yaml", "--today", "2026-11-23", form]) == 0
        told = capsys.readouterr().out

        assert "3 days later" in told
        assert "share" not in told
        assert "buyer" not in told
        assert "<b>" not in told


STEPS = """\
buyer: {name: Marlow Bank}
seller: {name: Fernhill}
start: 2026-11-23
people: {ann: {name: Ann, party: buyer}}
tasks:
  review: {title: Review, duration: 5bd, due: 2026-11-27, buyer: ann}
  demo: {title: Demo, duration: 2bd, after: [review], buyer: ann}
  live: {title: Live, duration: 5bd, after: [review, demo], role: go-live}
"""


@pytest.fixture
def steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    """A deal with one version, as it stood."""
    monkeypatch.setattr(module, "KINDS", ("html",))
    monkeypatch.chdir(tmp_path)
    Path("deal.yaml").write_text(STEPS)
    assert main(["publish", "deal.yaml", "--today", "2026-11-23"]) == 0
    capsys.readouterr()
    return STEPS


def test_dates_that_the_plan_hides_are_not_told(steps: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A cancelled step went, one whose day has passed needs a new date: where they would be now nobody reads."""
    Path("deal.yaml").write_text(steps.replace("title: Demo,", "title: Demo, status: cancelled,"))
    assert main(["diff", "deal.yaml", "--today", "2026-12-01"]) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert main(["diff", "deal.yaml", "--today", "2026-12-01", "--md"]) == 0
    sheet = capsys.readouterr().out

    assert "Review 27 Nov 2026 needs a new date" in text
    assert "Demo cancelled 1 Dec 2026 M-03 Live" in text
    assert "| Review | 27 November 2026 | Needs a new date |" in sheet
    assert "| No longer part of the plan: Demo | 1 December 2026 |  |" in sheet


def test_the_log_tells_the_reason_first(steps: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What was done follows, without the title again."""
    entry = "{on: 2026-11-24, task: review, audience: all, reason: The tool comes first, what: 'Review: due 4 Dec'}"
    later = steps.replace("5bd, due: 2026-11-27", "10bd, due: 2026-12-04")
    Path("deal.yaml").write_text(f"{later}log: [{entry}]\n")
    assert main(["diff", "deal.yaml", "--today", "2026-11-24"]) == 0

    assert "- M-01 Review: The tool comes first (due 4 Dec)\n" in capsys.readouterr().out
