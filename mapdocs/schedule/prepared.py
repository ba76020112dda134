"""A composed deal, read and checked: what its schedule, its range and every what-if start from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from mapdocs.schedule.answers import answer, read_buffer
from mapdocs.schedule.calendars import Calendars, listed, years_around
from mapdocs.schedule.faults import Faults, nowhere
from mapdocs.schedule.grid import lay_out
from mapdocs.schedule.network import read_network
from mapdocs.schedule.passes import PassError
from mapdocs.schedule.pins import check_days, check_pins, dates_in
from mapdocs.schedule.words import said

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mapdocs.deal import Deal
    from mapdocs.problems import Where
    from mapdocs.schedule.answers import Answers, Buffer
    from mapdocs.schedule.calendars import Parts
    from mapdocs.schedule.faults import Path
    from mapdocs.schedule.grid import Grid
    from mapdocs.schedule.network import Network

MARGINS = (3, 20, 100, 400)
NOTHING_HELD: Mapping[str, date] = {}


@dataclass(frozen=True, slots=True)
class Prepared:
    """A deal whose network is sound; `place`, `left_out` and `held` as `prepare` takes them."""

    deal: Deal
    today: date
    place: Callable[[Path], Where | None]
    left_out: frozenset[str]
    held: Mapping[str, date]
    calendars: Calendars
    network: Network
    buffer: Buffer

    @property
    def both(self) -> Parts:
        """The days on which both sides work."""
        return self.calendars.named("both", ())

    def years(self, margin: int) -> tuple[int, int]:
        """First and last day of calendar tables, as ordinals."""
        return years_around(dates_in(self.deal, self.today, self.held), margin)

    def lay_out(self, first: int, last: int) -> Grid:
        """The network on tables between two days."""
        return lay_out(self.deal, self.network, self.today, self.held, first, last)


def prepare(
    deal: Deal,
    today: date,
    place: Callable[[Path], Where | None] = nowhere,
    left_out: frozenset[str] = frozenset(),
    held: Mapping[str, date] = NOTHING_HELD,
) -> Prepared:
    """Read a composed deal as of `today`; DealError with what is wrong with its links, calendars and dates.

    `place`: where a path such as ("tasks", "dpa", "after", 0) stands in its file. `left_out`: tasks whose condition is
    false; their links pass through. `held`: starts in the last agreed version, which the forecast `hold` keeps.
    """
    faults = Faults(place)
    calendars = Calendars(deal, faults)
    network = read_network(deal, left_out, calendars, faults)
    buffer = read_buffer(deal.buffer, faults)
    check_pins(network, today, faults)
    faults.stop()
    return Prepared(deal, today, place, left_out, held, calendars, network, buffer)


def run(prepared: Prepared) -> tuple[Grid, Answers]:
    """The passes, on tables that grow until the plan fits; DealError where no table can be long enough."""
    faults, network = Faults(prepared.place), prepared.network
    for margin in MARGINS:
        first, last = prepared.years(margin)
        check_days(network, prepared.both, first, last, faults)
        faults.stop()
        try:
            grid = prepared.lay_out(first, last)
            return grid, answer(prepared.deal, grid, prepared.both, prepared.buffer)
        except PassError as error:
            _check_list(network, error.node, faults, last_try=margin == MARGINS[-1])
            faults.stop()
    raise AssertionError


def _check_list(network: Network, number: int, faults: Faults, *, last_try: bool) -> None:
    """An error where a list of days has run out, or where no calendar can be long enough."""
    node = network.nodes[number]
    used = [node.works, *(arc.days for arc in network.arcs if last_try and arc.target == number)]
    part = next(filter(None, map(listed, used)), None)
    if part:
        end = date.fromordinal(part.only[-1])
        message = f'{node.called} needs a day of "{part.name}" after the last one, {said(end)}.'
        faults.add("calendar-range", message, ("calendars", part.name, "only"), "Add later days, or start earlier.")
    elif last_try:
        message = f"{node.called} would lie beyond the years that calendars cover."
        faults.add("calendar-range", message, node.path, "Check durations and lags.")
