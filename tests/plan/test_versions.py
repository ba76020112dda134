"""The versions so far: each in a line, and who agreed to which."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from mapdocs.codec import to_plain
from mapdocs.history import Snapshot, Version
from mapdocs.plan.parts import Plan
from mapdocs.plan.versions import confirmations, days_of, days_sent, moved_line, version_lines
from mapdocs.words import Wording, make_wording
from mapdocs.workspace import load_words
from tests.samples import SMALL, TODAY, opened, plan_of, shipped


def words(locale: str = "en-GB") -> Wording:
    return make_wording(locale, load_words(shipped()))[0]


def version(number: int, plan: Plan | None = None, note: str = "", *agreed_by: str) -> Version:
    snapshot: Snapshot = opened(SMALL).snapshot
    plans = {"buyer": to_plain(plan)} if plan else {}
    return Version(number, str(number), "", TODAY + timedelta(number), note, "tom", agreed_by, snapshot, plans)


def later(plan: Plan, days: int) -> Plan:
    """The plan with go-live and its first row so many days later."""
    phase, *others = plan.phases
    row, *rows = phase.rows
    moved = replace(phase, rows=(replace(row, due=row.due + timedelta(days)), *rows))
    return replace(plan, expected=plan.expected + timedelta(days), phases=(moved, *others))


def test_each_version_is_told_in_a_line() -> None:
    """The first as such, others by their note or by what moved; the one that is being made by the plan itself."""
    plan = plan_of(SMALL)
    versions = (version(1, plan), version(2, plan, "After the committee", "maria"), version(3))
    lines = version_lines(versions, later(plan, 9), words())

    assert ["First version", "After the committee"] == [line.moved for line in lines[:2]]
    assert "Go-live: 30 June 2027, now 9 July 2027; 1 date moved" == lines[2].moved
    assert [(1, False), (2, True), (3, False)] == [(line.number, line.agreed) for line in lines]


@pytest.mark.parametrize(
    ("locale", "told"),
    [("en-GB", "No date moved"), ("de-DE", "Kein Termin verschoben"), ("fr-FR", "Aucune date n\u2019a changé")],
)
def test_a_version_in_which_nothing_moved_says_so(locale: str, told: str) -> None:
    """In the document's language."""
    days = days_of(plan_of(SMALL))

    assert told == moved_line(days, days, words(locale))


def test_rows_that_came_or_went_have_not_moved() -> None:
    """Only a row that both versions have counts."""
    before, now = (date(2027, 1, 1), {"M-01": TODAY}), (date(2027, 1, 1), {"M-02": TODAY})

    assert "No date moved" == moved_line(before, now, words())


def test_what_was_sent_has_the_days_of_its_plan() -> None:
    """Read from the JSON that the version keeps; without a buyer's plan there are none."""
    plan = plan_of(SMALL)

    assert days_of(plan) == days_sent(version(1, plan))
    assert days_sent(version(1)) is None


def test_internal_rows_are_not_counted() -> None:
    """The internal edition's list says the same as the buyer's."""
    assert days_of(plan_of(SMALL)) == days_of(plan_of(SMALL, "internal"))


def test_everybody_who_agreed_stands_once_with_the_last_version() -> None:
    """By the name and company they had; one whom the deal doesn't know is left out."""
    found = confirmations((version(1, None, "", "maria", "tom"), version(2, None, "", "maria", "gone")))

    assert [("Tom Weiss", "Fernhill Analytics", 1), ("Maria Keller", "Marlow Bank plc", 2)] == [
        (line.name, line.company, line.version) for line in found
    ]
    assert TODAY + timedelta(2) == found[1].on
