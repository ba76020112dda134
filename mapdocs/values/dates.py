"""Dates as people type them, read by the document's locale; what has two meanings is asked about, never guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from mapdocs.problems import brief
from mapdocs.values.answers import Answer, Read, Unclear
from mapdocs.values.calendar_words import CalendarWords, calendar_words
from mapdocs.values.doubt import hedged_date
from mapdocs.values.plain import level, plain, trimmed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mapdocs.values.reading import Reading

_YEARS = range(1990, 2201)
"""Years that a deal file takes."""
_REACH = (1, 5)
"""A date lies at most so many years before or after the plan, else it is asked about."""
_BEYOND = timedelta(days=183)
"""Without a year: where no day of that name lies within the plan, the one that follows its end so soon."""
_MOST_CHOICES = 6
_LEAP = 8
"""Most years from one 29 February to the next."""
_MOST_CHARACTERS = 1000
_AS = " in the document, as 2026-12-18."
_WHOLE = 4
"""Figures of a whole year."""
_YEAR = r"(?P<year>\d{4}|\d{2})(?![\d:])"
_ORDINAL = r"(?:st|nd|rd|th|er|re|o|a|\u00ba|\u00aa)?"
_GAP = r"[\s.,/\-]*"
_FILLER = re.compile(r"(?:^|(?<=\s))(?:the|den|der|dem|am|le|el|il|on)\s*$")
_JOINED = re.compile(r"^\s*(?:[-/+&~]|to|or|and|bis|oder|und|au|ou|et|a)?\s*\d|^\d")
_JOINS = re.compile(r"\d\s*(?:[-/+&~.,]|to|or|and|bis|oder|und|au|ou|et|a)?\s*$")


@dataclass(frozen=True, slots=True)
class _Found:
    """A date in a text: where, and the days that it can mean.

    `bare`: two figures and no year, as 11/12, which may be something else altogether. `far`: no day that it can mean
    is near the plan; `outside`: it names no year, and lies in none of the plan's. `turned`: what it would mean in
    another order than the locale's.
    """

    start: int
    end: int
    days: tuple[date, ...]
    bare: bool = False
    far: bool = False
    outside: bool = False
    turned: tuple[date, ...] = ()


def read_date(text: str, reading: Reading) -> Answer:
    """An ISO date; "" where the text is empty or says that there is no date yet."""
    shown = plain(text)
    low = level(shown)
    if not trimmed(shown) or low in reading.blank:
        return Read("")
    if len(shown) > _MOST_CHARACTERS:
        return Unclear(f'"{brief(shown)}" is too long for a date and some words.', todo=f"Type the date alone{_AS}")
    return _agreed(shown, [_read(shown, low, name, reading) for name in (reading.locale, *reading.others)])


def _agreed(shown: str, answers: list[Answer]) -> Answer:
    """What a text means by the document's locale, unless it may mean another day by the deal's of now."""
    meant = [_meant(answer) for answer in answers]
    every = tuple(dict.fromkeys(day for days in meant for day in days))
    if all(set(days) in (set(), set(meant[0])) for days in meant) or not meant[0]:
        return answers[0]
    why = f'"{brief(shown)}" can be read in more than one way: the deal\'s locale is not the one that it was typed in.'
    return Unclear(why, every)


def _meant(answer: Answer) -> tuple[str, ...]:
    if isinstance(answer, Read):
        return (answer.value,)
    return answer.choices if isinstance(answer, Unclear) else ()


def _read(shown: str, low: str, locale: str, reading: Reading) -> Answer:
    """What a text means by one locale."""
    words = calendar_words(locale, reading.languages)
    found = _dates(low, words, reading)
    if not found:
        return Unclear(f'"{brief(shown)}" is not a date.', todo=f"Type a date{_AS}")
    return _settled(shown, low, found, words, reading)


def _settled(shown: str, low: str, found: list[_Found], words: CalendarWords, reading: Reading) -> Answer:
    """One day for all of them, or what it may be."""
    dated = [_with_weekday(one, low, words) for one in found]
    common = [day for day in dated[0].days if all(day in other.days for other in dated)]
    choices = tuple(dict.fromkeys(day.isoformat() for one in dated for day in sorted(one.days)))[:_MOST_CHOICES]
    if any(one.wrong for one in dated):
        why = f'"{brief(shown)}" names a day of the week that is not that day\'s.'
        return Unclear(why, choices, f"Type the date without the day of the week{_AS}")
    if not choices:
        return Unclear(f'"{brief(shown)}" is a day that does not exist.', todo=f"Type a day that there is{_AS}")
    if any(one.outside for one in found):
        why = f'"{brief(shown)}" is not within the plan, and names no year.'
        return Unclear(why, choices, f"Type it with its year{_AS}")
    if any(one.far for one in found):
        return Unclear(f'"{brief(shown)}" may be years away from the plan.', choices, f"Type the year in full{_AS}")
    spans = [(one.start, one.end) for one in dated]
    if len(common) != 1 or _entangled(low, spans, words, bare=found[0].bare):
        return Unclear(f'"{brief(shown)}" can be read in more than one way.', choices)
    return _certain(shown, common[0], spans, reading)


def _certain(shown: str, day: date, spans: list[tuple[int, int]], reading: Reading) -> Answer:
    """The day that is meant, unless it is out of the way or the words beside it leave it open."""
    rest, choices = _rest(shown, spans), (day.isoformat(),)
    if not _reachable(day, reading):
        return Unclear(f'"{brief(shown)}" is years away from the plan.', choices, f"Type the date that is meant{_AS}")
    if hedged_date(shown[: min(start for start, _ in spans)], rest, shown[max(end for _, end in spans) :]):
        return Unclear(f'"{brief(shown)}" is no firm date.', choices, f"Type the date alone, once it is firm,{_AS}")
    return Read(choices[0], rest)


def _rest(shown: str, spans: list[tuple[int, int]]) -> str:
    """The words that are no part of a date."""
    pieces, at = [], 0
    for start, end in sorted(spans):
        pieces.append(shown[at:start])
        at = end
    pieces.append(shown[at:])
    return " ".join(filter(None, map(trimmed, pieces)))


def _entangled(low: str, spans: list[tuple[int, int]], words: CalendarWords, *, bare: bool) -> bool:
    """Whether more belongs to the date than was read, as in 11-15 Dec, mid-Dec or 1.5 days."""
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    before, after = low[:first], low[last:]
    if _JOINS.search(before) or _JOINED.search(after):
        return True
    if bare and (trimmed(before) or re.match(r"\s*[^\s,;:()\-]", after)):
        return True
    left = f"{before} {after}"
    if re.search(r"(?<!\d)(?:19|20|21)\d\d(?!\d)", left):
        return True
    return any(word in words.months and len(word) > len("may") for word in re.findall(r"[^\W\d_]+", left))


# ---------------------------------------------------------------- weekdays


@dataclass(frozen=True, slots=True)
class _Dated:
    """A date with the weekday beside it; `wrong`: it is on another."""

    start: int
    end: int
    days: tuple[date, ...]
    wrong: bool = False


def _with_weekday(one: _Found, low: str, words: CalendarWords) -> _Dated:
    start, end, named = _weekday(one, low, words)
    if named is None or not one.days:
        return _Dated(start, end, one.days)
    if fitting := tuple(day for day in one.days if day.weekday() == named):
        return _Dated(start, end, fitting)
    turned = (day for day in one.turned if day.weekday() == named)
    near = (_nearest(day, named) for day in one.days)
    return _Dated(start, end, tuple(dict.fromkeys((*one.days, *turned, *near))), wrong=True)


def _weekday(one: _Found, low: str, words: CalendarWords) -> tuple[int, int, int | None]:
    """Where the date begins and ends with its weekday, and which that is; None where there is none."""
    before, after = _weekday_forms(words)
    start = one.start
    if filler := _FILLER.search(low[:start]):
        start = filler.start()
    if found := before.search(low[:start]):
        return found.start(), one.end, words.weekdays[found[1]]
    if found := after.match(low[one.end :]):
        return start, one.end + found.end(), words.weekdays[found[1] or found[2]]
    return start, one.end, None


@lru_cache(maxsize=32)
def _weekday_patterns(names: frozenset[str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    listed = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    return (
        re.compile(rf"(?<![^\W\d_])({listed})\.?\s*[,\u060c\u3001]?\s*$"),
        re.compile(rf"\s*(?:[(\[]\s*({listed})\.?\s*[)\]]|,?\s*({listed})\.?\s*$)"),
    )


def _weekday_forms(words: CalendarWords) -> tuple[re.Pattern[str], re.Pattern[str]]:
    return _weekday_patterns(frozenset(words.weekdays))


def _nearest(day: date, weekday: int) -> date:
    ahead = (weekday - day.weekday()) % 7
    return day + timedelta(days=ahead if ahead <= 3 else ahead - 7)  # noqa: PLR2004 - half a week


# ---------------------------------------------------------------- forms of dates


def _dates(low: str, words: CalendarWords, reading: Reading) -> list[_Found]:
    """All dates in a text, in its order; of what overlaps the longest."""
    found = sorted(_candidates(low, words, reading), key=lambda one: (one.start - one.end, one.start))
    kept: list[_Found] = []
    for one in found:
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def _candidates(low: str, words: CalendarWords, reading: Reading) -> Iterator[_Found]:
    for form in (_ISO, _COMPACT):
        yield from (_found(match, _real(match["year"], match["month"], match["day"])) for match in form.finditer(low))
    for match in _ASIAN.finditer(low):
        yield _named_day(match, int(match["month"]), reading)
    forms = _named_forms(frozenset(words.months))
    for number, form in enumerate(forms):
        for match in form.finditer(low):
            name = match["month"]
            if not number or name not in words.weekdays:
                yield _named_day(match, words.months[name], reading)
    for match in _FIGURES.finditer(low):
        yield _figures(match, words, reading)


_ISO = re.compile(
    r"(?<!\d)(?P<year>\d{4})\s?(?P<sep>[-./])\s?(?P<month>\d{1,2})\s?(?P=sep)\s?(?P<day>\d{1,2})(?!\d)"
    r"(?:t\d\d:\S*)?\.?"
)
_COMPACT = re.compile(r"(?<!\d)(?P<year>(?:19|20|21)\d{2})(?P<month>[01]\d)(?P<day>[0-3]\d)(?!\d)")
_ASIAN = re.compile(
    r"(?:(?<!\d)(?P<year>\d{4}|\d{2})\s?[\u5e74\ub144]\s?)?"
    r"(?<!\d)(?P<month>\d{1,2})\s?[\u6708\uc6d4]\s?(?P<day>\d{1,2})\s?[\u65e5\u53f7\u865f\uc77c]"
)
"""Chinese, Japanese and Korean, with signs for year, month and day."""
_FIGURES = re.compile(
    rf"(?<![\d.,:/-])(?P<first>\d{{1,2}})\s?(?P<sep>[./-])\s?(?P<second>\d{{1,2}})(?:\s?(?P=sep)\s?{_YEAR}|(?!\d))(?:\.(?!\d))?"
)


@lru_cache(maxsize=32)
def _named_forms(names: frozenset[str]) -> tuple[re.Pattern[str], ...]:
    """18 December 2026; December 18, 2026; 2026 December 18."""
    listed = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    month = rf"(?<![^\W\d_])(?P<month>{listed})(?![^\W\d_])\.?"
    day = rf"(?<!\d)(?P<day>\d{{1,2}})(?!\d){_ORDINAL}"
    return (
        re.compile(rf"{day}{_GAP}(?:of|de|d')?\s*{month}(?:{_GAP}(?:of|de)?\s*'?{_YEAR})?"),
        re.compile(rf"{month}[\s.\-/]*(?:the\s)?{day}(?![\d:])(?:[\s.,/\-]+'?{_YEAR})?"),
        re.compile(rf"(?<!\d)(?P<year>\d{{4}}){_GAP}{month}{_GAP}{day}"),
    )


def _found(match: re.Match[str], days: Iterable[date]) -> _Found:
    return _Found(match.start(), match.end(), tuple(dict.fromkeys(days)))


def _real(year: str | int, month: str | int, day: str | int) -> list[date]:
    """The day, where there is one."""
    try:
        return [date(int(year), int(month), int(day))] if int(year) in _YEARS else []
    except ValueError:
        return []


def _named_day(match: re.Match[str], month: int, reading: Reading) -> _Found:
    """A day whose month is certain."""
    year, day = match["year"], int(match["day"])
    if year is None:
        days = tuple(_within(month, day, reading))
        return _Found(match.start(), match.end(), days or _around(month, day, reading), outside=not days)
    whole = int(year) if len(year) == _WHOLE else _century(year, reading)
    days = tuple(_real(whole, month, day))
    far = len(year) != _WHOLE and not any(_reachable(found, reading) for found in days)
    return _Found(match.start(), match.end(), days, far=far)


def _century(year: str, reading: Reading) -> int:
    """The year of these two last figures that is nearest to the plan's first."""
    base = reading.first.year - reading.first.year % 100 + int(year)
    return min((base - 100, base, base + 100), key=lambda found: abs(found - reading.first.year))


def _reachable(day: date, reading: Reading) -> bool:
    """Whether a day is near enough to the plan; to the day, so that a day of the year before is."""
    first, last = reading.first, reading.last
    earliest = (first.year - _REACH[0], first.month, first.day)
    latest = (last.year + _REACH[1], last.month, last.day)
    return earliest <= (day.year, day.month, day.day) <= latest


def _within(month: int, day: int, reading: Reading) -> list[date]:
    """The days of this name within the plan; where there is none, one that comes soon after it."""
    years = range(reading.first.year - 1, reading.last.year + 2)
    days = [found for year in years for found in _real(year, month, day)]
    inside = [found for found in days if reading.first <= found <= reading.last]
    return inside or [found for found in days if reading.last < found <= reading.last + _BEYOND]


def _around(month: int, day: int, reading: Reading) -> tuple[date, ...]:
    """The last day of this name before the plan, and the first one after it."""
    years = range(reading.first.year - _LEAP, reading.last.year + _LEAP + 1)
    days = [found for year in years for found in _real(year, month, day)]
    before = [found for found in days if found < reading.first][-1:]
    return (*before, *[found for found in days if found > reading.last][:1])


# ---------------------------------------------------------------- dates in figures only


def _figures(match: re.Match[str], words: CalendarWords, reading: Reading) -> _Found:
    """What figures can mean: by the locale's order where that decides, else all."""
    first, second, year = match["first"], match["second"], match["year"]
    order, far = words.order, False
    if year is None:
        order, orders = words.short, _short(first, second, reading)
    elif len(year) == _WHOLE:
        orders = {"dmy": _real(year, second, first), "mdy": _real(year, first, second)}
    else:
        orders, far = _two_figures(first, second, year, order, reading)
    every = tuple(dict.fromkeys(day for days in orders.values() for day in days))
    days = tuple(_decided(order, match["sep"], orders, every))
    outside = year is None and not every
    if outside:
        days = (*_around(int(second), int(first), reading), *_around(int(first), int(second), reading))
    return _Found(match.start(), match.end(), days, year is None, far, outside, every)


def _two_figures(
    first: str, second: str, year: str, order: str, reading: Reading
) -> tuple[dict[str, list[date]], bool]:
    """The days near the plan by the order they need, and whether the locale's own is far from it."""
    every = {
        "dmy": _real(_century(year, reading), second, first),
        "mdy": _real(_century(year, reading), first, second),
        "ymd": _real(_century(first, reading), second, year),
    }
    near = {name: [day for day in days if _reachable(day, reading)] for name, days in every.items()}
    if every[order] and not near[order]:
        return {f"any {name}": days for name, days in {**near, order: every[order]}.items()}, not any(near.values())
    if order == "ymd":  # two figures for a year are as often another order's
        return {f"any {name}": days for name, days in near.items()}, False
    return near if not near["dmy"] and not near["mdy"] else {name: near[name] for name in ("dmy", "mdy")}, False


def _short(first: str, second: str, reading: Reading) -> dict[str, list[date]]:
    return {"dm": _within(int(second), int(first), reading), "md": _within(int(first), int(second), reading)}


def _decided(order: str, sep: str, orders: dict[str, list[date]], every: tuple[date, ...]) -> Iterable[date]:
    """By the locale's order, but where the sign is another custom's: with dots the day comes first."""
    own = orders.get(order)
    contradicts = sep == "." and order in ("mdy", "md")
    return own if own and not contradicts else every
