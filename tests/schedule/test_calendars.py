from __future__ import annotations

from datetime import date

import pytest

from mapdocs.deal import Deal, Task
from mapdocs.schedule.calendars import Calendars, Parts, late_table, listed, owner_side, table, years_around
from mapdocs.schedule.faults import Faults

FIRST, LAST = date(2026, 1, 1).toordinal(), date(2027, 12, 31).toordinal()


def calendars(faults: Faults | None = None, **more: object) -> Calendars:
    deal = {"buyer": {"name": "B", "country": "GB", "subdivision": "ENG"}, "seller": {"name": "S"}} | more
    return Calendars(Deal.model_validate(deal), faults or Faults())


def works(parts: Parts, day: date) -> bool:
    return day.toordinal() in table(parts, FIRST, LAST)


@pytest.mark.parametrize(
    ("owners", "side"),
    [({}, "both"), ({"buyer": "a"}, "buyer"), ({"seller": "a"}, "seller"), ({"buyer": "a", "seller": "b"}, "both")],
)
def test_a_task_runs_on_the_days_of_who_does_it(owners: dict[str, str], side: str) -> None:
    """One side's where one side alone owns it, else the days of both."""
    assert side == owner_side(Task.model_validate(owners))


def test_both_work_where_each_works() -> None:
    """A holiday of one side is a day off for both together."""
    found = calendars()
    boxing_day_observed = date(2026, 12, 28)

    assert [False, True, False] == [works(found.named(n, ()), boxing_day_observed) for n in ("buyer", "seller", "both")]


def test_a_table_of_the_same_days_is_made_once() -> None:
    """Equal calendars share a table, so that a second schedule of a deal makes none."""
    assert table(calendars().named("both", ()), FIRST, LAST) is table(calendars().named("both", ()), FIRST, LAST)


def test_before_a_list_of_days_late_dates_have_days() -> None:
    """The late table works on every day before the list; forward there is none but those listed."""
    parts = calendars(calendars={"committee": {"only": ["2026-12-03"]}}).named("committee", ())
    day = date(2026, 12, 3).toordinal()

    assert listed(parts)
    assert [False, True, False] == [day + k in table(parts, FIRST, LAST) for k in (-1, 0, 1)]
    assert [True, True, False] == [day + k in late_table(parts, FIRST, LAST) for k in (-1, 0, 1)]


def test_an_unknown_calendar_is_a_fault_with_the_nearest_name() -> None:
    """The fault stands at the place where it was named."""
    faults = Faults()
    calendars(faults, calendars={"laboratory": {}}).named("labratory", ("tasks", "a", "calendar"))

    assert ["unknown-calendar"] == [problem.code for problem in faults.errors]
    assert 'Did you mean "laboratory"?' == faults.errors[0].hint


@pytest.mark.parametrize(
    ("country", "hint"),
    [
        ("Germany", 'Did you mean "DE"?'),
        ("deutschland", 'Did you mean "DE"?'),
        ("Vereinigtes Königreich", 'Did you mean "GB"?'),
        ("Unted Kingdom", 'Did you mean "GB"?'),
        ("gb", 'Did you mean "GB"?'),
        ("XX", "Use one of: AD, AE, "),
    ],
)
def test_an_unknown_country_is_a_fault_with_the_code_of_two_letters(country: str, hint: str) -> None:
    """By its name in the shipped languages, else by the nearest code."""
    faults = Faults()
    calendars(faults, buyer={"name": "B", "country": country})

    assert ["unknown-calendar"] == [problem.code for problem in faults.errors]
    assert faults.errors[0].hint.startswith(hint)


def test_tables_cover_whole_years_around_the_dates() -> None:
    """From the first of January to the last of December, with the margin either side, so that caches are met again."""
    days = [date(2026, 11, 2).toordinal(), date(2027, 3, 31).toordinal()]

    assert (date(2023, 1, 1).toordinal(), date(2030, 12, 31).toordinal()) == years_around(days, 3)
