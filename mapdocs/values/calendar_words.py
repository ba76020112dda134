"""The names of months and weekdays, and the order of day, month and year, as CLDR has them for a locale."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from mapdocs.values.plain import folded


@dataclass(frozen=True, slots=True)
class CalendarWords:
    """`months`: name -> 1 to 12; `weekdays`: name -> 0 (Monday) to 6; names as `folded` leaves them.

    `order`: of year, month and day in figures, as `dmy`; `short`: of month and day alone, `dm` or `md`.
    """

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    order: str
    short: str


@lru_cache(maxsize=32)
def calendar_words(locale: str, languages: tuple[str, ...]) -> CalendarWords:
    """Of a locale; the other languages' names where they don't mean something else in its own."""
    own = Locale.parse(locale)
    weekdays, months = _names(own, "days"), _names(own, "months")
    own_weekdays, own_months = frozenset(weekdays), frozenset(months)
    for name in languages:
        if other := _locale(name):
            weekdays = {n: day for n, day in _names(other, "days").items() if n not in own_months} | weekdays
            months = {n: month for n, month in _names(other, "months").items() if n not in own_weekdays} | months
    return CalendarWords(months, weekdays, _order(own, "yMd"), _order(own, "Md"))


def _locale(name: str) -> Locale | None:
    try:
        return Locale.parse(name)
    except (UnknownLocaleError, ValueError):
        return None


_MORE: dict[str, dict[str, dict[str, int]]] = {
    "en": {"months": {"sept": 9, "sep": 9}, "days": {"tues": 1, "thur": 3, "thurs": 3}},
    "de": {"months": {"maerz": 3, "jaenner": 1, "janner": 1}, "days": {"sonnabend": 5}},
}
"""Forms in use that CLDR does not list."""


def _names(locale: Locale, kind: str) -> dict[str, int]:
    """Name -> number, long and short; narrow ones are letters, and no names."""
    forms = getattr(locale, kind)
    found = {
        folded(str(name)): int(number)
        for use in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for number, name in forms[use][width].items()
    }
    found |= _MORE.get(locale.language, {}).get(kind, {})
    return {name: number for name, number in found.items() if name and not name[0].isdigit()}


def _order(locale: Locale, skeleton: str) -> str:
    found = locale.datetime_skeletons.get(skeleton)
    letters = re.sub(r"[^dMy]", "", str(found.pattern)).lower() if found else ""
    order = "".join(dict.fromkeys(letters))
    return order if sorted(order) == sorted(skeleton.lower()) else {"yMd": "dmy", "Md": "dm"}[skeleton]
