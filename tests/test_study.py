"""A deal's dates and how sure they are, as they are and as changes would make them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mapdocs.problems import DealError, UsageError
from mapdocs.study import Study, study
from mapdocs.workspace import find_deal, open_workspace
from tests.samples import SMALL, TODAY


def studied(folder: Path, text: str, *changes: str) -> Study:
    (folder / "deal.yaml").write_text(text, "utf-8")
    workspace = open_workspace(None, folder)
    return study(workspace, find_deal(workspace, str(folder / "deal.yaml"), folder), TODAY, changes, folder)


def test_without_a_change_there_is_only_what_is(tmp_path: Path) -> None:
    """Its keys are kept; nothing else is written."""
    found = studied(tmp_path, SMALL)

    assert found.then is None
    assert date(2027, 6, 30) == found.now.schedule.go_live
    assert found.now.earliest == found.now.schedule.forecast
    assert ["deal.yaml", "keys.yaml"] == sorted(path.name for path in tmp_path.iterdir())


def test_changes_are_tried_and_not_written(tmp_path: Path) -> None:
    """By key or id; the deal file stays as it was."""
    found = studied(tmp_path, SMALL, "M-02+40bd", "sign=2027-04-30")

    assert found.then is not None
    assert found.now.schedule.forecast < found.then.schedule.forecast
    assert date(2027, 4, 30) == found.then.schedule.signature
    assert SMALL == (tmp_path / "deal.yaml").read_text("utf-8")


def test_what_can_not_be_stops(tmp_path: Path) -> None:
    """A task that there is not, a due date on a day off."""
    with pytest.raises(UsageError):
        studied(tmp_path, SMALL, "M-99+1bd")
    with pytest.raises(DealError):
        studied(tmp_path, SMALL, "proof=2027-05-01")


def test_finished_tasks_of_the_deal_itself_are_experience(tmp_path: Path) -> None:
    """Also where there is no workspace."""
    row = "  t%d: {title: T, phase: prove, buyer: maria, duration: 4bd, status: done, started: 2026-11-09, "
    rows = "".join(row % k + f"finished: 2026-11-{10 + k % 4}}}\n" for k in range(8))
    more = f"tasks:\n{rows}  open: {{title: Open, phase: prove, buyer: maria, duration: 8bd, before: [go]}}\n"
    found = studied(tmp_path, SMALL.replace("tasks:\n", more))

    assert 1 == found.now.confidence.uncertain
    assert 0 == studied(tmp_path, SMALL).now.confidence.uncertain
