"""Proposals that are decided: followed where that says what to write, declined where that can be."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest

from mapdocs.accept import Applied, Take, apply
from mapdocs.accept.proposals import value_of
from mapdocs.deals import OpenDeal
from mapdocs.desk import Desk, opened_at
from mapdocs.fields import parse_field
from mapdocs.merge import Change, Merged, Proposal
from mapdocs.observed import NewRow
from mapdocs.problems import DealError
from tests.desks import WINDOWS, desk_of

DUE = parse_field("tasks.M-02.due")
OWNER = parse_field("tasks.M-02.buyer")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_of(tmp_path, WINDOWS)


def decided(
    desk: Desk, proposal: Proposal, take: Take = "theirs", edits: tuple[Change, ...] = ()
) -> tuple[Applied, OpenDeal]:
    merged = Merged(edits=edits, proposals=(proposal,))
    return apply(desk, WINDOWS, opened_at(desk, WINDOWS), merged, {proposal.name: take}, "Google document")


def about(
    kind: Literal["person", "suggestion", "unclear"], value: str = "", typed: str = "", *choices: str
) -> Proposal:
    field = OWNER if kind == "person" else DUE
    return Proposal(str(field), kind, "?", field, value, typed, choices)


def test_a_suggestion_is_taken_as_an_edit(desk: Desk) -> None:
    """With all that an edit of the field means; an edit beside it gives way."""
    edit = Change(DUE, "2027-01-29", "2027-01-29", "2027-02-19", "19 Feb")
    done, after = decided(desk, about("suggestion", "2027-02-26", "26 Feb 2027"), edits=(edit,))
    task = after.composed.deal.tasks["proof"]

    assert ("2027-02-26", None, {DUE}) == (str(task.due), task.agreed, {*done.taken})
    assert 1 == len(done.log)


def test_only_people_take_back_what_they_suggested(desk: Desk) -> None:
    """A text that is not firm, or a stranger, can't be turned down while it is only suggested."""
    for proposal in (about("unclear", "", "18 Dec?", "2026-12-18"), about("person", typed="Ann Other")):
        assert proposal.field
        merged = Merged(proposals=(proposal,), suggested=frozenset({proposal.field}))
        with pytest.raises(DealError) as error:
            apply(desk, WINDOWS, opened_at(desk, WINDOWS), merged, {proposal.name: "ours"}, "Google document")

        assert ["stays-in-document"] == [problem.code for problem in error.value.problems]


def test_a_stranger_becomes_a_person_and_the_owner(desk: Desk) -> None:
    """Logged by name."""
    done, after = decided(desk, about("person", typed="Ann Other <ann@marlow.example>"))
    deal = after.composed.deal

    assert "ann-other" == deal.tasks["proof"].buyer
    assert ("buyer", "ann@marlow.example") == (deal.people["ann-other"].party, deal.people["ann-other"].email)
    assert "buyer Ann Other instead of Maria Keller" in done.log[0]["what"]


def test_somebody_who_is_known_by_now_is_not_added(desk: Desk) -> None:
    """The name is read by the deal as it is."""
    _, after = decided(desk, about("person", typed="Ruth Adeyemi"))

    assert ("cfo", 3) == (after.composed.deal.tasks["proof"].buyer, len(after.composed.deal.people))


def test_one_meaning_is_taken(desk: Desk) -> None:
    """Where there are several, that is told."""
    _, after = decided(desk, about("unclear", "", "26.2.", "2027-02-26"))
    assert "2027-02-26" == str(after.composed.deal.tasks["proof"].due)

    with pytest.raises(DealError) as caught:
        decided(desk, about("unclear", "", "5/6/27", "2027-05-06", "2027-06-05"))
    assert "It may mean 2027-05-06 or 2027-06-05." in caught.value.problems[0].message


def test_what_a_proposal_writes_is_known_or_not() -> None:
    """A suggestion to delete, or to write what stands for nothing, is known too."""
    cases = [about("suggestion"), about("suggestion", "", "tbd"), about("unclear", "", "x"), about("person", "x")]

    assert ["", "", None, None] == [value_of(proposal) for proposal in cases]


def test_a_date_suggested_for_a_task_that_is_marked_as_done_is_its_last_day(desk: Desk) -> None:
    """One row, one meaning."""
    status = Change(parse_field("tasks.M-02.status"), "not-started", "not-started", "done", "Done")
    _, after = decided(desk, about("suggestion", "2026-11-20", "20 Nov 2026"), edits=(status,))

    assert "2026-11-20" == str(after.composed.deal.tasks["proof"].finished)


def test_declining_leaves_the_deal_alone(desk: Desk) -> None:
    """The next push writes the deal's value, or the row, again."""
    cases = [about("person", typed="Ann"), about("unclear", "", "soon"), Proposal("M-03", "cancel", "Gone.")]
    done = [decided(desk, proposal, "ours")[0] for proposal in cases]

    assert [({OWNER}, set()), ({DUE}, set()), (set(), {"M-03"})] == [({*one.ours}, {*one.back}) for one in done]
    assert {WINDOWS} == {one.text for one in done}
    assert [{"tasks.M-02.buyer"}, {"tasks.M-02.due"}, {"M-03"}] == [{*one.declined} for one in done]


@pytest.mark.parametrize(
    ("proposal", "hint"),
    [
        (about("suggestion", "2027-02-26", "26 Feb 2027"), "Reject the suggestion in the document."),
        (
            Proposal("new-1", "add", "?", row=NewRow("new-1", "tasks", "", "", {"title": "x"})),
            "Delete the row in the document.",
        ),
    ],
)
def test_what_people_wrote_only_they_take_back(desk: Desk, proposal: Proposal, hint: str) -> None:
    """That is said, and nothing is pretended."""
    with pytest.raises(DealError) as caught:
        decided(desk, proposal, "ours")

    assert [("stays-in-document", hint)] == [(problem.code, problem.hint) for problem in caught.value.problems]
