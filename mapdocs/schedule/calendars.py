"""Which days work for whom: the deal's parties and named calendars as tables of working days (docs/scheduling.md)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from itertools import compress
from typing import TYPE_CHECKING

from mapdocs.dates import PAD, WorkCalendar, work_calendar
from mapdocs.problems import nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from mapdocs.deal import Deal, Side, Task
    from mapdocs.model import Calendar, Closure
    from mapdocs.schedule.faults import Faults, Path

_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SIDES: tuple[Side, ...] = ("buyer", "seller")
_FIRST_YEAR, _LAST_YEAR = 1790, 2400


@dataclass(frozen=True, slots=True)
class Region:
    """Whose public holidays are off: a country and, where given, a part of it."""

    country: str
    subdivision: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One reason why days work or don't: a week with what is off, or, with `only`, a list of days."""

    name: str
    week: frozenset[int] = frozenset(range(7))
    region: Region | None = None
    off: tuple[tuple[int, int], ...] = ()
    only: tuple[int, ...] = ()


Parts = tuple[Part, ...]
"""A day works where all parts say so; no parts: every day works."""
EVERY_DAY: Parts = ()


class Calendars:
    """The calendars of a deal by name, and which of them a task runs on."""

    def __init__(self, deal: Deal, faults: Faults) -> None:
        """Read both sides' and the named ones; what names an unknown country is a fault."""
        self._faults = faults
        self._freezes = [f for side in _SIDES for f in _binding(*_days_off(deal, side))]
        self._named: dict[str, Parts] = {side: (_party_part(deal, side, faults),) for side in _SIDES}
        self._named["both"] = self._named["buyer"] + self._named["seller"]
        self.week = frozenset(day for side in _SIDES for part in self._named[side] for day in part.week)
        self._own: dict[str, list[Closure]] = {}
        for name, calendar in deal.calendars.items():
            self._named[name] = (_part(name, calendar, (), _region(calendar.holidays, faults, ("calendars", name))),)
            self._own[name] = _binding(calendar.closures, calendar.freezes)

    def named(self, name: str, path: Path) -> Parts:
        """The calendar of that name; `both` and a fault where there is none."""
        if name not in self._named:
            hint = nearest(name, self._named)
            self._faults.add("unknown-calendar", f'"{name}" is not a calendar of this deal.', path, hint)
        return self._named.get(name, self._named["both"])

    def of_task(self, task: Task, path: Path) -> tuple[Parts, Parts]:
        """Its working days: without freezes (lags and floats count on these), and with those that bind it."""
        name = task.calendar or owner_side(task)
        base = self.named(name, (*path, "calendar"))
        tags = frozenset(task.tags)
        frozen = [f for f in (*self._freezes, *self._own.get(name, ())) if tags.intersection(f.binds)] if tags else []
        return base, base + tuple(Part(f.name or "freeze", off=(_span(f),)) for f in frozen) if frozen else base


def owner_side(task: Task) -> str:
    """The side whose days a task needs, where no calendar is named."""
    if bool(task.buyer) == bool(task.seller):
        return "both"
    return "buyer" if task.buyer else "seller"


def table(parts: Parts, first: int, last: int) -> WorkCalendar:
    """The working days of the parts between two days (ordinals), from a cache."""
    return _table(parts, first, last)


def late_table(parts: Parts, first: int, last: int) -> WorkCalendar:
    """As `table`, but before an `only` list every day works, and after it all steps end at the last boundary.

    So a late date always exists; that a list has run out is found forward.
    """
    if not listed(parts):
        return _table(parts, first, last)
    return _open_table(parts, first, last)


class Tables:
    """The tables of one stretch of days, by identity: to hash a calendar for every task costs more than to plan it.

    `first`, `last`: the stretch, as ordinals.
    """

    def __init__(self, first: int, last: int) -> None:
        """No table is made before it is asked for."""
        self.first, self.last = first, last
        self._days: dict[int, tuple[Parts, WorkCalendar]] = {}
        self._late: dict[int, tuple[Parts, WorkCalendar]] = {}

    def days(self, parts: Parts) -> WorkCalendar:
        """The table of some days, which ends where a list of days ends."""
        found = self._days.get(id(parts))
        if not found:
            found = self._days[id(parts)] = parts, table(parts, self.first, self.last)
        return found[1]

    def late_days(self, parts: Parts) -> WorkCalendar:
        """The table in which every boundary has days on both sides."""
        found = self._late.get(id(parts))
        if not found:
            found = self._late[id(parts)] = parts, late_table(parts, self.first, self.last)
        return found[1]


def years_around(days: Iterable[int], margin: int) -> tuple[int, int]:
    """First and last day (ordinals) of the whole years around some days, with a margin of years either side."""
    dates = [date.fromordinal(day) for day in days]
    first = max(min(dates).year - margin, _FIRST_YEAR)
    last = min(max(dates).year + margin, _LAST_YEAR)
    return date(first, 1, 1).toordinal(), date(last, 12, 31).toordinal()


@lru_cache(maxsize=64)
def _open_table(parts: Parts, first: int, last: int) -> WorkCalendar:
    found = _table(parts, first, last, open_before=True)
    return replace(found, days=found.days + [last - first] * PAD)


@lru_cache(maxsize=256)
def _table(parts: Parts, first: int, last: int, *, open_before: bool = False) -> WorkCalendar:
    size = last - first + 1
    works = int.from_bytes(b"\1" * size)
    for part in parts:
        works &= int.from_bytes(_mask(part, first, size, open_before=open_before))
    return work_calendar(first, last, compress(range(first, last + 1), works.to_bytes(size)))


def _mask(part: Part, first: int, size: int, *, open_before: bool) -> bytes:
    """A byte a day, 1 where it works."""
    if part.only:
        mask = bytearray(size)
        if open_before:
            mask[: part.only[0] - first] = b"\1" * (part.only[0] - first)
        for day in part.only:
            mask[day - first] = 1
    else:
        monday = (first - 1) % 7
        week = bytes(day in part.week for day in range(7)) * (size // 7 + 2)
        mask = bytearray(week[monday : monday + size])
        for day in _holidays(part.region, first, first + size - 1):
            mask[day - first] = 0
    for start, finish in part.off:
        a, b = max(start - first, 0), min(finish - first + 1, size)
        if a < b:
            mask[a:b] = bytes(b - a)
    return bytes(mask)


@lru_cache(maxsize=64)
def _holidays(region: Region | None, first: int, last: int) -> tuple[int, ...]:
    if not region:
        return ()
    import holidays  # slow to import, and a build with nothing to do needs none

    years = range(date.fromordinal(first).year, date.fromordinal(last).year + 1)
    found = holidays.country_holidays(region.country, subdiv=region.subdivision or None, years=years)
    return tuple(day.toordinal() for day in found if first <= day.toordinal() <= last)


@lru_cache(maxsize=1)
def _countries() -> dict[str, list[str]]:
    import holidays

    return holidays.list_supported_countries()


def _region(text: str, faults: Faults, path: Path) -> Region | None:
    """`GB-ENG`, `GB`, or, for `none` and nothing, no public holidays."""
    if text in ("", "none"):
        return None
    country, _, subdivision = text.partition("-")
    known = _countries()
    if country not in known:
        hint = _code_of(country, known) + " Or write holidays: none under its calendar, and closures."
        faults.add("unknown-calendar", f'The public holidays of "{country}" are not known.', path, hint)
        return None
    if subdivision and subdivision not in known[country]:
        hint = nearest(subdivision, known[country]) or "Leave it out."
        faults.add("unknown-calendar", f'"{subdivision}" is not a part of {country} with known holidays.', path, hint)
        return Region(country)
    return Region(country, subdivision)


def _code_of(country: str, known: Collection[str]) -> str:
    """The hint for what is no code of a country: that of the country of this name, or the nearest code."""
    from babel import Locale

    codes = [code for code in known if len(code) == len("GB")]
    names = {Locale(language).territories.get(code, ""): code for language in ("fr", "de", "en") for code in codes}
    by_name = {name.casefold(): code for name, code in names.items()}
    close = get_close_matches(country[:40].casefold(), by_name, n=1, cutoff=0.8)
    return f'Did you mean "{by_name[close[0]]}"?' if close else nearest(country, codes)


def _party_part(deal: Deal, side: Side, faults: Faults) -> Part:
    party = deal.party(side)
    text = party.calendar.holidays
    path: Path = (side, "calendar", "holidays")
    if not text and party.country:
        text = "-".join(filter(None, (party.country, party.subdivision)))
        path = (side, "subdivision" if party.subdivision else "country")
    return _part(side, party.calendar, party.closures, _region(text, faults, path))


def _part(name: str, calendar: Calendar, closures: tuple[Closure, ...], region: Region | None) -> Part:
    off = tuple(_span(c) for c in (*closures, *calendar.closures) if not c.binds)
    only = tuple(sorted({day.toordinal() for day in calendar.only}))
    return Part(name, frozenset(map(_WEEK.index, calendar.work_days)), region, off, only)


def _days_off(deal: Deal, side: Side) -> tuple[tuple[Closure, ...], ...]:
    party = deal.party(side)
    return party.closures, party.freezes, party.calendar.closures, party.calendar.freezes


def _binding(*closures: tuple[Closure, ...]) -> list[Closure]:
    return [closure for some in closures for closure in some if closure.binds]


def _span(closure: Closure) -> tuple[int, int]:
    return closure.first.toordinal(), closure.last.toordinal()


def listed(parts: Parts) -> Part | None:
    """The part that is a list of days, where there is one: it can run out."""
    return next((part for part in parts if part.only), None)
