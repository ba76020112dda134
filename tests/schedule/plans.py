"""Small deals for the tests of the schedule's parts."""

from __future__ import annotations

from datetime import date
from typing import Any

from mapdocs.deal import Deal
from mapdocs.schedule import make_schedule
from mapdocs.schedule.answers import Answers, Buffer, answer
from mapdocs.schedule.calendars import Calendars, years_around
from mapdocs.schedule.faults import Faults
from mapdocs.schedule.grid import Grid, lay_out
from mapdocs.schedule.network import read_network
from mapdocs.timetable import Schedule

MONDAY = date(2026, 11, 2)


def deal(tasks: dict[str, Any], **more: object) -> Deal:
    """A deal with these tasks; both sides work from Monday to Friday."""
    return Deal.model_validate({"buyer": {"name": "B"}, "seller": {"name": "S"}, "tasks": tasks} | more)


def schedule(tasks: dict[str, Any], **more: object) -> Schedule:
    """Its schedule as of Monday, 2 November 2026."""
    return make_schedule(deal(tasks, **more), MONDAY)


def laid_out(tasks: dict[str, Any], **more: object) -> tuple[Grid, Answers]:
    """Its numbers, as the parts of the engine hand them on."""
    made, faults = deal(tasks, **more), Faults()
    calendars = Calendars(made, faults)
    network = read_network(made, frozenset(), calendars, faults)
    grid = lay_out(made, network, MONDAY, {}, *years_around([MONDAY.toordinal()], 3))
    return grid, answer(made, grid, calendars.named("both", ()), Buffer())
