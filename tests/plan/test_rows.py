"""Rows: what each says, in which order, and the time asked of people."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.samples import SMALL, TODAY, plan_of, rows_of

HEAD = """\
buyer: {name: Marlow, country: GB}
seller: {name: Fernhill, country: DE}
go_live: 2027-03-31
people: {ann: {name: Ann, party: buyer}, bob: {name: Bob, party: buyer}, tom: {name: Tom, party: seller}}
phases: {one: {title: One}, two: {title: Two}, none: {title: None}}
tasks:
"""


def deal(*lines: str) -> str:
    """A deal with these tasks, one a line."""
    return HEAD + "".join(f"  {line}\n" for line in lines)


def test_phases_come_in_order_of_work_and_rows_by_their_dates() -> None:
    """Not in the order of the file; a phase without rows is left out."""
    plan = plan_of(
        deal(
            "c: {phase: two, title: C, after: [b]}",
            "b: {phase: one, title: B, after: [a]}",
            "a: {phase: one, title: A}",
        )
    )

    assert [("One", ["A", "B"]), ("Two", ["C"])] == [(p.title, [r.title for r in p.rows]) for p in plan.phases]
    assert plan.phases[0].start <= plan.phases[0].finish <= plan.phases[1].finish


def test_a_phases_share_is_what_is_done_of_what_counts() -> None:
    """Cancelled rows count neither way."""
    plan = plan_of(
        deal(
            "a: {phase: one, title: A, status: done, finished: 2026-11-20}",
            "b: {phase: one, title: B}",
            "c: {phase: one, title: C, status: cancelled}",
        )
    )

    assert 0.5 == plan.phases[0].share
    assert (1, 2) == (plan.done, plan.rows)


def test_a_date_is_proposed_until_both_agreed_and_done_after() -> None:
    """`due` alone is a wish; `agreed` without a due date agrees nothing."""
    rows = rows_of(
        plan_of(
            deal(
                "a: {phase: one, title: A, due: 2026-12-18}",
                "b: {phase: one, title: B, due: 2026-12-18, agreed: {on: 2026-11-12, by: [ann, tom]}}",
                "c: {phase: one, title: C, agreed: {on: 2026-11-12}}",
                "d: {phase: one, title: D, status: done, finished: 2026-11-19, due: 2026-11-18}",
            )
        )
    )

    assert ["proposed", "agreed", "proposed", "done"] == [rows[title].mark for title in "ABCD"]
    assert (date(2026, 11, 12), ("Ann", "Tom")) == (rows["B"].agreed_on, rows["B"].agreed_by)
    assert date(2026, 11, 19) == rows["D"].due


def test_a_day_that_can_t_be_kept_is_told_beside_the_one_that_can() -> None:
    """Nobody has agreed to that one yet; a fixed day is kept, and one that can be kept needs no other."""
    rows = rows_of(
        plan_of(
            deal(
                "a: {phase: one, title: A, duration: 10bd}",
                "b: {phase: one, title: B, duration: 1bd, after: [a], due: 2026-11-26}",
                "c: {phase: one, title: C, duration: 1bd, after: [a], due: 2026-11-26, agreed: {on: 2026-11-12}}",
                "d: {phase: one, title: D, duration: 1bd, after: [a], due: 2026-11-26, fixed: true}",
                "e: {phase: one, title: E, duration: 1bd, after: [a], due: 2027-01-29}",
            ),
            today=TODAY,
        )
    )
    asked = date(2026, 11, 26)

    assert [None, asked, asked, None, None] == [rows[title].asked for title in "ABCDE"]
    assert all(rows[title].due > asked for title in "BC")
    assert ["proposed", "proposed"] == [rows[title].mark for title in "BC"]
    assert asked == rows["D"].due


def test_only_an_open_row_whose_day_has_passed_needs_a_new_date() -> None:
    """Today is not yet past."""
    rows = rows_of(
        plan_of(
            deal(
                f"a: {{phase: one, title: A, duration: 1bd, due: {TODAY}, agreed: {{on: 2026-11-12}}, fixed: true}}",
                "b: {phase: one, title: B, status: done, finished: 2026-11-02}",
            ),
            today=TODAY,
        )
    )

    assert [False, False] == [rows["A"].needs_new_date, rows["B"].needs_new_date]


def test_what_a_row_waits_for_is_open_and_told_from_either_end() -> None:
    """`after` of one and `before` of the other are the same link; what is done holds nobody up."""
    rows = rows_of(
        plan_of(
            deal(
                "a: {phase: one, title: A, status: done, finished: 2026-11-20}",
                "b: {phase: one, title: B, before: [c]}",
                "c: {phase: one, title: C, after: [a]}",
            )
        )
    )

    assert (rows["B"].key,) == rows["C"].waits_for
    assert () == rows["B"].waits_for


def test_a_moment_is_the_tasks_role_or_what_the_deal_names() -> None:
    """`signature:` of the deal takes the place of the task with that role."""
    tasks = ("a: {phase: one, title: A, role: signature, duration: 0}", "b: {phase: one, title: B, duration: 0}")
    rows = rows_of(plan_of("signature: b\n" + deal(*tasks)))

    assert ("", "signature") == (rows["A"].moment, rows["B"].moment)
    assert "signature" == rows_of(plan_of(deal(*tasks)))["A"].moment


def test_a_row_serves_drivers_and_criteria_by_their_words() -> None:
    """Not by their ids."""
    row = rows_of(plan_of(SMALL))["Proof on Marlow's data"]

    assert ("Analyst hours", "Nine in ten alerts are worth a look") == row.serves


def test_steps_have_keys_under_their_rows_key() -> None:
    """`M-02.1` belongs to `M-02`."""
    row = rows_of(plan_of(SMALL))["Proof on Marlow's data"]

    assert [("M-02.1", "Draft report"), ("M-02.2", "Read report")] == [(step.key, step.title) for step in row.steps]


def test_the_buyers_time_is_summed_by_person_most_first() -> None:
    """A day is eight hours; what is over asks for no time, nor does the seller's effort count."""
    plan = plan_of(
        deal(
            "a: {phase: one, title: A, buyer: ann, effort: {buyer: 4h, seller: 9d}}",
            "b: {phase: one, title: B, buyer: bob, effort: {buyer: 2d}}",
            "c: {phase: one, title: C, buyer: ann, effort: {buyer: 3h}, after: [a]}",
            "d: {phase: one, title: D, buyer: ann, effort: {buyer: 9d}, status: done, finished: 2026-11-20}",
        )
    )
    rows = rows_of(plan)

    assert [("Bob", Decimal(16)), ("Ann", Decimal(7))] == [(time.who.name, time.hours) for time in plan.times]
    assert (rows["A"].key, rows["C"].key) == plan.times[1].keys
    assert (rows["A"].start, rows["C"].due) == (plan.times[1].start, plan.times[1].finish)


@pytest.mark.parametrize("field", ["duration: 0", "role: go-live, duration: 0"])
def test_a_milestone_is_a_task_without_duration(field: str) -> None:
    """Whatever it is to the plan."""
    row = rows_of(plan_of(deal(f"a: {{phase: one, title: A, {field}}}")))["A"]

    assert (True, row.start) == (row.milestone, row.due)
