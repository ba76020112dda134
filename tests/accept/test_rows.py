"""Rows that people added or took out: what stands in the deal file for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from mapdocs.accept import Applied, apply
from mapdocs.deals import OpenDeal
from mapdocs.desk import Desk, opened_at
from mapdocs.merge import Merged, Proposal
from mapdocs.observed import NewRow
from mapdocs.problems import DealError
from tests.desks import WINDOWS, apart, desk_of

TASK = NewRow("new-1", "tasks", "plan/F-02", "M-03", {"title": "Data region: checked"})


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_of(tmp_path, WINDOWS)


def followed(desk: Desk, *proposals: Proposal) -> tuple[Applied, OpenDeal]:
    takes = {proposal.name: "theirs" for proposal in proposals}
    return apply(desk, WINDOWS, opened_at(desk, WINDOWS), Merged(proposals=proposals), takes, "Google document")  # type: ignore[arg-type]


def added(row: NewRow, fields: Mapping[str, str] | None = None) -> Proposal:
    return Proposal(row.id, "add", "A row was added.", row=replace(row, fields=fields or row.fields))


def test_a_task_goes_into_the_phase_of_its_table(desk: Desk) -> None:
    """Its cells are read as what the columns hold; it is logged."""
    cells = {
        "title": "Data region: checked",
        "buyer": "Ruth Adeyemi",
        "due": "5 Mar 2027",
        "done_when": "Legal says so",
    }
    done, after = followed(desk, added(TASK, cells))
    went, came = apart(WINDOWS, done.text)
    values = 'title: "Data region: checked", buyer: cfo, due: 2027-03-05, done_when: Legal says so'

    assert ([], f"  data-region-checked: {{phase: live, {values}}}") == (went, came[0])
    assert "Data region: checked: added in the Google document" in done.log[0]["what"]
    assert "M-05" == after.keys.tasks[done.added["new-1"].name]


def test_rows_of_one_title_have_ids_of_their_own(desk: Desk) -> None:
    """In one pull, and beside what is there."""
    again = replace(TASK, id="new-2")
    named = {name: row.name for name, row in followed(desk, added(TASK), added(again))[0].added.items()}
    assert {"new-1": "data-region-checked", "new-2": "data-region-checked-2"} == named

    one = replace(TASK, fields={"title": "Proof"})
    assert "proof-2" == followed(desk, added(one))[0].added["new-1"].name


@pytest.mark.parametrize(
    ("group", "after", "phase"), [("plan/F-01", "", "prove"), ("x", "M-02", "prove"), ("x", "", "live")]
)
def test_a_task_is_always_in_a_phase(desk: Desk, group: str, after: str, phase: str) -> None:
    """Of its table, of the row above, or the last."""
    done, after_ = followed(desk, added(replace(TASK, group=group, after=after)))

    assert phase == after_.composed.deal.tasks[done.added["new-1"].name].phase


def test_an_owner_who_is_new_comes_with_the_row(desk: Desk) -> None:
    """On the side of the column, with a remark."""
    done, after = followed(desk, added(TASK, {"title": "Check", "buyer": "Ann Other", "seller": "Bob Ray"}))
    people, task = after.composed.deal.people, after.composed.deal.tasks["check"]

    assert ("Ann Other", "buyer", "Bob Ray", "seller") == (
        people[task.buyer].name,
        people[task.buyer].party,
        people[task.seller].name,
        people[task.seller].party,
    )
    assert 2 == sum("is new among the people" in remark for remark in done.remarks)


def test_a_task_that_was_added_as_done_is_finished(desk: Desk) -> None:
    """On its date."""
    done, after = followed(desk, added(TASK, {"title": "Check", "status": "Done", "due": "2026-11-20"}))
    task = after.composed.deal.tasks["check"]

    assert ("done", "2026-11-20") == (task.status, str(task.finished))
    assert {"new-1": "check"} == {name: row.name for name, row in done.added.items()}


OTHERS = [
    ("actions", "plan/F-01", "M-02.2", {"title": "Sign report", "buyer": "maria"}, "actions", "proof/sign-report"),
    ("decisions", "decisions", "", {"what": "Which cloud", "by": "2026-12-15"}, "decisions", "which-cloud"),
    ("criteria", "criteria", "", {"what": "No outage", "measured_by": "Log"}, "criteria", "no-outage"),
    ("risks", "risks", "", {"what": "Holidays"}, "risks", "holidays"),
]


@pytest.mark.parametrize(("part", "group", "after", "cells", "to", "name"), OTHERS, ids=[case[0] for case in OTHERS])
def test_other_parts_have_their_rows_too(
    desk: Desk, part: str, group: str, after: str, cells: Mapping[str, str], to: str, name: str
) -> None:
    """Where the buyer still sees them, under a key of their own."""
    done, opened = followed(desk, added(NewRow("new-1", part, group, after, cells)))

    assert (to, name) == (done.added["new-1"].part, done.added["new-1"].name)
    assert not getattr(opened.keys, to)[name].startswith("I")


def test_words_of_other_columns_are_told(desk: Desk) -> None:
    """They stay in the document."""
    done, _ = followed(desk, added(replace(TASK, loose={"Cost": "12 k"})))

    assert ['new-1: "12 k", in Cost, is in no field; it stays in the document.'] == [*done.remarks]


BAD = [
    ("no title", TASK, {"due": "2027-03-05"}, "no title"),
    ("no date", TASK, {"title": "Check", "due": "after Easter"}, "new-1, due:"),
    ("two owners", TASK, {"title": "Check", "buyer": "Maria and Ruth"}, "new-1, buyer:"),
    ("no task above", NewRow("new-1", "actions", "plan/F-01", "", {}), {"title": "Check"}, "which task"),
]


@pytest.mark.parametrize(("row", "cells", "told"), [case[1:] for case in BAD], ids=[case[0] for case in BAD])
def test_a_row_that_can_not_be_read_is_told(desk: Desk, row: NewRow, cells: Mapping[str, str], told: str) -> None:
    """Nothing is made up."""
    with pytest.raises(DealError) as caught:
        followed(desk, added(row, cells))

    assert ["unclear-value"] == [problem.code for problem in caught.value.problems]
    assert told in caught.value.problems[0].message


def gone(key: str) -> Proposal:
    return Proposal(key, "cancel", "The row was taken out.")


def test_a_row_that_was_taken_out_is_cancelled(desk: Desk) -> None:
    """Tasks and actions keep all they had."""
    done, after = followed(desk, gone("M-03"), gone("M-02.1"))
    tasks = after.composed.deal.tasks

    assert ("cancelled", "cancelled") == (tasks["sign"].status, tasks["proof"].actions["draft"].status)
    assert {"M-03", "M-02.1"} == done.dropped
    assert "Contract signed: cancelled, taken out of the Google document" == done.log[0]["what"]


def test_a_decision_or_risk_that_was_taken_out_is_ours_alone(desk: Desk) -> None:
    """Nothing of it is lost."""
    _, after = followed(desk, gone("Q-01"), gone("R-01"))
    deal = after.composed.deal

    assert ("internal", "internal") == (deal.decisions["hosting"].audience, deal.risks["staffing"].audience)


def test_a_criterion_that_was_taken_out_is_served_by_nothing(desk: Desk) -> None:
    """Other aims stay."""
    done, after = followed(desk, gone("C-01"))

    assert ({}, ("hours",)) == (after.composed.deal.success_criteria, after.composed.deal.tasks["proof"].serves)
    assert "no longer a criterion" in done.log[0]["what"]


def test_a_row_that_the_deal_lost_too_is_told(desk: Desk) -> None:
    """Nothing is left to cancel."""
    with pytest.raises(DealError) as caught:
        followed(desk, gone("M-77"))

    assert ["row-gone"] == [problem.code for problem in caught.value.problems]
