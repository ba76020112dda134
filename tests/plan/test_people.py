"""Who is meant: people, roles that somebody holds, and roles that are open questions."""

from __future__ import annotations

from datetime import date

import pytest

from tests.samples import TODAY, document, plan_of, rows_of

HEAD = "buyer: {name: Marlow plc, short: Marlow, country: GB}\nseller: {name: Fernhill, country: DE}\n"
PEOPLE = """\
people:
  ann: {name: Ann, party: buyer, role: security, title: CISO}
  tom: {name: Tom, party: seller, role: legal, asked_for: Writes the contract}
"""


def deal(*lines: str, people: str = PEOPLE) -> str:
    """A deal with these tasks, one a line."""
    tasks = "".join(f"  {line}\n" for line in lines)
    return f"{HEAD}{people}tasks:\n{tasks}" if lines else HEAD + people


def test_a_role_is_whoever_holds_it_on_that_side() -> None:
    """`role:security` of the buyer's column is the buyer's person with that role."""
    row = rows_of(plan_of(deal("a: {title: A, buyer: role:security, seller: role:legal}")))["A"]
    assert row.buyer
    assert row.seller

    assert ("Ann", "P-01", False) == (row.buyer.name, row.buyer.key, row.buyer.open)
    assert ("Tom", "seller") == (row.seller.name, row.seller.side)


def test_a_role_that_nobody_holds_there_is_open_and_asked_for() -> None:
    """The seller's lawyer is not the buyer's: their question is printed, in polite words."""
    plan = plan_of(deal("a: {title: A, buyer: role:legal, seller: tom}"))
    row = rows_of(plan)["A"]
    assert row.buyer

    assert (True, "Legal") == (row.buyer.open, row.buyer.name)
    assert [("legal", "Marlow")] == [(role.role, role.company) for role in plan.open_roles]


@pytest.mark.parametrize("status", ["done", "cancelled"])
def test_nobody_is_asked_for_a_role_of_what_is_over(status: str) -> None:
    """Who should have done it does not matter any more."""
    plan = plan_of(
        deal(f"a: {{title: A, buyer: role:legal, status: {status}, started: 2026-11-02, finished: 2026-11-03}}")
    )

    assert () == plan.open_roles


def test_open_roles_of_decisions_criteria_and_risks_are_asked_for_as_well() -> None:
    """Whoever is to decide has to be found, too."""
    more = (
        "decisions: {d: {what: D, owner: role:procurement}}\n"
        "success_criteria: {c: {what: C, owner: role:operations}}\n"
        "risks: {r: {what: R, owner: role:legal, audience: all}, s: {what: S, owner: role:secret-agent}}\n"
    )
    found = plan_of(deal("a: {title: A, buyer: ann}") + more).open_roles

    assert ["procurement", "operations"] == [role.role for role in found]


def test_a_person_marked_unknown_is_an_open_role_with_a_key() -> None:
    """Wherever they stand the role's words stand, and the question is asked once."""
    people = "people: {cfo: {party: buyer, role: economic-buyer, unknown: true}}\n"
    plan = plan_of(deal("a: {title: A, buyer: cfo}", "b: {title: B, buyer: role:economic-buyer}", people=people))
    rows = rows_of(plan)

    assert rows["A"].buyer == rows["B"].buyer
    assert [("economic-buyer", "P-01", "Budget approver")] == [(r.role, r.key, r.part) for r in plan.open_roles]
    assert () == plan.people


HANDED = """\
people:
  ann: {name: Ann, party: buyer, until: 2026-11-20, handed_to: bob}
  bob: {name: Bob, party: buyer, until: 2026-11-22, handed_to: cid}
  cid: {name: Cid, party: buyer}
"""


@pytest.mark.parametrize(
    ("today", "name"),
    [(date(2026, 11, 20), "Ann"), (date(2026, 11, 21), "Bob"), (TODAY, "Cid")],
)
def test_work_goes_to_whoever_has_taken_over(today: date, name: str) -> None:
    """From the day after `until`, and on to the next where that one left, too."""
    row = rows_of(plan_of(deal("a: {title: A, buyer: ann}", people=HANDED), today=today))["A"]
    assert row.buyer

    assert name == row.buyer.name


def test_two_people_who_hand_over_to_each_other_end_the_search() -> None:
    """A circle is a slip of the pen, no endless loop."""
    people = HANDED.replace(
        "cid: {name: Cid, party: buyer}", "cid: {name: Cid, party: buyer, until: 2026-11-01, handed_to: ann}"
    )
    row = rows_of(plan_of(deal("a: {title: A, buyer: ann}", people=people)))["A"]

    assert row.buyer


def test_the_list_of_people_tells_who_handed_over_to_whom() -> None:
    """They stay on the list, with their last day and who followed."""
    lines = plan_of(deal("a: {title: A, buyer: ann}", people=HANDED)).people

    assert [("Ann", date(2026, 11, 20), "Bob"), ("Bob", date(2026, 11, 22), "Cid"), ("Cid", None, "")] == [
        (line.who.name, line.until, line.handed_to) for line in lines
    ]


def test_the_buyers_side_comes_first_and_leads_first_on_each() -> None:
    """What each is asked to do is their own text, else their role's."""
    people = (
        "people: {tom: {name: Tom, party: seller, asked_for: Sells it}, ann: {name: Ann, party: buyer, role: legal},"
        " eve: {name: Eve, party: buyer, asked_for: Leads it}}\n"
    )
    text = (HEAD + people).replace("short: Marlow", "short: Marlow, lead: eve")
    lines = plan_of(text).people

    assert ["Eve", "Ann", "Tom"] == [line.who.name for line in lines]
    assert "Leads it" == lines[0].asked_for
    assert lines[1].asked_for
    assert [True, False, False] == [line.lead for line in lines]


def test_a_role_of_ones_own_is_put_into_words() -> None:
    """No id is printed raw."""
    row = rows_of(plan_of(deal("a: {title: A, buyer: role:data-steward}")))["A"]
    assert row.buyer

    assert "Data steward" == row.buyer.part


def test_role_words_are_those_of_the_language() -> None:
    """In a German document the role is German."""
    rows = rows_of(document(deal("a: {title: A, buyer: role:economic-buyer}"), language="de").plan)
    assert rows["A"].buyer

    assert "Budget approver" != rows["A"].buyer.part


def test_a_buyer_reads_only_of_people_with_a_part_in_what_it_reads() -> None:
    """A workspace names the whole team, and some appear in internal rows only; the seller's edition shows them all."""
    people = (
        "people: {tom: {name: Tom, party: seller}, sue: {name: Sue, party: seller}, amy: {name: Amy, party: buyer},"
        " ida: {name: Ida, party: buyer}}\n"
    )
    text = deal("a: {title: A, seller: tom}\n  b: {title: B, audience: internal, buyer: ida}", people=people)

    assert ["Amy", "Tom"] == [line.who.name for line in plan_of(text).people]
    assert {"Amy", "Tom", "Sue", "Ida"} == {line.who.name for line in plan_of(text, "internal").people}
