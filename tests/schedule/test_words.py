from __future__ import annotations

from datetime import date

from mapdocs.schedule.calendars import Part
from mapdocs.schedule.words import days, days_in, days_text, listing, said


def test_a_day_is_said_with_its_weekday() -> None:
    """In English and without a locale: problems are read where they were written."""
    assert "Fri 18 Dec 2026" == said(date(2026, 12, 18))


def test_one_day_is_one_day() -> None:
    """Singular and plural."""
    assert ["1 business day", "3 business days"] == [days(1), days(3)]


def test_of_a_long_list_the_first_and_the_last_are_told() -> None:
    """So that a message about a thousand tasks can be read."""
    assert "a, b, c" == listing("abc")
    assert "a, b, (23 more), z" == listing("abcdefghijklmnopqrstuvwxyz", most=4)


def test_a_calendar_is_called_by_what_makes_it() -> None:
    """Each name once; without any, every day works."""
    assert "buyer and freeze" == days_text((Part("buyer"), Part("freeze"), Part("freeze")))
    assert "every day" == days_text(())


def test_days_of_a_list_are_not_called_business_days() -> None:
    """Two days of a committee may be two months."""
    committee = (Part("committee", only=(1, 40, 80)),)

    assert ['1 day of "committee"', '2 days of "committee"'] == [days_in(committee, 1), days_in(committee, 2)]
    assert "2 business days" == days_in((Part("buyer"),), 2)
