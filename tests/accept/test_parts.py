"""What steps are made from: rows by key, values in words, authors."""

from __future__ import annotations

from mapdocs.accept.parts import Basis, cut, said, said_apart, task_of, was
from mapdocs.fields import parse_field
from mapdocs.merge import Change
from mapdocs.renames import Named
from mapdocs.source import read_yaml
from tests.samples import SMALL, opened


def basis() -> Basis:
    own, _ = read_yaml(SMALL, "deal.yaml")
    assert own
    return Basis(opened(SMALL), own, "2026-11-23", "Google document", {})


def test_rows_are_found_by_the_key_that_people_see() -> None:
    """In their part only."""
    found = [basis().row(parse_field(text)) for text in ("actions.M-02.1.due", "risks.R-01.what", "tasks.M-99.due")]

    assert [Named("actions", "proof/draft"), Named("risks", "staffing"), None] == found
    assert ["Draft report", "Engineers are shared", "Value"] == [basis().title(row) for row in found]
    assert ["proof", "", ""] == [task_of(row) for row in found]


def test_values_are_told_as_people_read_them() -> None:
    """People by name, text in quotes and not for pages."""
    fields = ("tasks.M-02.buyer", "tasks.M-02.due", "tasks.M-02.note")
    deal = opened(SMALL).composed.deal
    told = [said(deal, parse_field(f), v) for f, v in zip(fields, ("maria", "2026-12-18", "a\nb"), strict=True)]

    assert ["Maria Keller", "2026-12-18", '"a b"'] == told
    assert 60 == len(cut("long " * 40))


def test_two_long_texts_are_told_so_that_they_look_different() -> None:
    """People and days as ever; nothing stays nothing."""
    deal, note = opened(SMALL).composed.deal, parse_field("tasks.M-02.note")
    told = said_apart(deal, note, f"{'long ' * 30}ago", f"{'long ' * 30}since", "")

    assert ('"long long long … long long ago"', '"long long long … long long since"', "") == told
    assert ("Maria Keller", "") == said_apart(deal, parse_field("tasks.M-02.buyer"), "maria", "")


def test_an_author_is_a_person_of_the_deal() -> None:
    """One, by name or address."""
    assert ["maria", "maria", "", ""] == [
        basis().author(by) for by in ("maria keller", "Maria@marlow.example", "Bob", None)
    ]


def test_a_date_that_is_computed_was_there_before() -> None:
    """The plan's, where the deal has none."""
    deal = opened(SMALL)
    changes = [
        Change(parse_field(f"tasks.{k}.due"), "", ours, "x", "x") for k, ours in (("M-02", "2027-01-29"), ("M-03", ""))
    ]

    assert ["2027-01-29", str(deal.schedule.tasks["sign"].finish)] == [was(deal, change) for change in changes]
