from __future__ import annotations

from datetime import date

import pytest

from mapdocs.problems import DealError
from mapdocs.schedule import make_schedule, prepare, schedule_of
from mapdocs.schedule.prepared import run
from tests.schedule.plans import MONDAY, deal

DECADES = {"a": {"duration": "3650bd"}, "b": {"duration": "3650bd", "after": ["a"]}}


def test_what_is_wrong_with_the_network_stops_before_any_date_is_computed() -> None:
    """All of it at once."""
    with pytest.raises(DealError) as caught:
        prepare(deal({"a": {"after": ["a", "nobody"]}, "b": {"fixed": True}}), MONDAY)

    assert ["self-link", "unknown-task", "pin-contradiction"] == [problem.code for problem in caught.value.problems]


def test_a_deal_that_was_read_is_scheduled_any_number_of_times() -> None:
    """With the same dates as in one go."""
    made = deal({"a": {}, "b": {"after": ["a"]}})
    prepared = prepare(made, MONDAY)

    assert make_schedule(made, MONDAY) == schedule_of(prepared) == schedule_of(prepared)


def test_tables_grow_until_the_plan_fits() -> None:
    """Three years around its dates at first, more where they are not enough."""
    short, _ = run(prepare(deal({"a": {}}), MONDAY))
    long, _ = run(prepare(deal(DECADES), MONDAY))

    assert date(2023, 1, 1).toordinal() == short.first
    assert long.first < short.first
