"""When a plan is live under many sets of changes at once: one forward pass over arrays, a value for each set.

As `schedule.sampled`, a node at a time; but here links, calendars and dates vary too, so that each node is a choice of
variants. What a node's variant depends on are the changes that touch it, and no others.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mapdocs.schedule.sampled import Days

    Ints = np.typing.NDArray[np.int64]
    Bools = np.typing.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Into:
    """A link into a node, from the node of a number. `days` is None where every day counts."""

    source: int
    from_start: bool
    to_finish: bool
    lag: int
    days: Days | None


@dataclass(frozen=True, slots=True)
class Variant:
    """A node under some changes. `happened`: start and finish of what is done; `began`: the start links leave from.

    `path`: whether it holds go-live, then over at its finish, or, a milestone, `late` after it, or, with `mark`, at the
    end of the working day before; go-live is not shown before `least`.
    """

    works: Days
    floor: int = 0
    length: int = 0
    links: tuple[Into, ...] = ()
    happened: tuple[int, int] | None = None
    began: int | None = None
    path: bool = False
    mark: Days | None = None
    late: int = 0
    least: int = 0


@dataclass(frozen=True, slots=True)
class Delta:
    """What happened beside what the deal says: the start so many working days later, the work so many longer.

    The others are calendar days, for what happened on days off. `start`, `rest`: the numbers of the changes it is.
    `done`: so that go-live no longer waits for it to be shown.
    """

    start: int | None = None
    rest: int | None = None
    delay: int = 0
    longer: int = 0
    start_more: int = 0
    finish_more: int = 0
    over_more: int = 0
    done: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """A node: the changes, by number, that it depends on, and the variant of each combination of them.

    Bit k of a combination says whether `touched[k]` has happened. `starts`: whether any link leaves from its start.
    `lengths`: by combination, where all variants are known and differ in nothing else.
    """

    touched: tuple[int, ...]
    variants: Mapping[int, Variant]
    delta: Delta = field(default_factory=Delta)
    starts: bool = True
    lengths: Ints | None = None


@dataclass(frozen=True, slots=True)
class Ending:
    """From the boundary at which all is over to the day of go-live: by the changes that this depends on.

    `opening`: that boundary where nothing holds go-live.
    """

    touched: tuple[int, ...]
    mornings: Mapping[int, Days | None]
    opening: int = 0


@dataclass(slots=True)
class Values:
    """Boundaries of one node, a value for each set of changes, or one for all."""

    start: Ints
    finish: Ints
    over: Ints


def run(
    choices: Sequence[Choice], order: Sequence[int], ending: Ending, sets: Bools, last: frozenset[int] | None = None
) -> tuple[Ints, list[Values]]:
    """Go-live's day under each set, and each node's boundaries; `sets`: a row a change, a column a set.

    `last`: the nodes that can be what go-live waits for, where that is known.
    """
    none = np.zeros(1, dtype=np.int64)
    found = [Values(none, none, none)] * len(choices)
    ends, least = none, none
    for j in order:
        found[j], lift = _node(choices[j], found, sets)
        if last is None or j in last:
            ends = np.maximum(ends, found[j].over)
        least = np.maximum(least, lift)
    ends = np.where(ends > 0, ends, ending.opening)
    codes, days = code_of(ending.touched, sets), ends - 1
    for code, table in ending.mornings.items():
        if table is not None:
            days = np.where(codes == code, table.day(table.at(ends)), days)
    return np.maximum(days, least) + np.zeros(sets.shape[1], dtype=np.int64), found


def code_of(touched: Sequence[int], sets: Bools) -> Ints:
    """Which combination of some changes each set has."""
    codes = np.zeros(sets.shape[1] if touched else 1, dtype=np.int64)
    for bit, change in enumerate(touched):
        codes += sets[change].astype(np.int64) << bit
    return codes


def _node(choice: Choice, found: list[Values], sets: Bools) -> tuple[Values, Ints]:
    """A node's boundaries, and the day before which go-live is not shown because of it."""
    codes = code_of(choice.touched, sets)
    if choice.lengths is not None:
        variant, delta = choice.variants[0], choice.delta
        values = moved(variant, delta, found, sets, None, choice.lengths[codes], starts=choice.starts)
        return values, _least(variant, delta, sets, None)
    present = np.flatnonzero(np.bincount(codes)) if codes.size > 1 else codes
    variant = choice.variants[int(present[0])]
    if len(present) == 1:
        return moved(variant, choice.delta, found, sets, None, starts=choice.starts), _least(
            variant, choice.delta, sets, None
        )
    if lengths := lengths_of(choice, present):
        values = moved(variant, choice.delta, found, sets, None, np.array(lengths)[codes], starts=choice.starts)
        return values, _least(variant, choice.delta, sets, None)
    size = codes.size
    out = Values(*(np.zeros(size, dtype=np.int64) for _ in range(3)))
    least = np.zeros(size, dtype=np.int64)
    for code in present:
        at = np.flatnonzero(codes == code)
        variant = choice.variants[int(code)]
        some = moved(variant, choice.delta, found, sets, at)
        out.start[at], out.finish[at], out.over[at] = some.start, some.finish, some.over
        least[at] = _least(variant, choice.delta, sets, at)
    return out, least


def lengths_of(choice: Choice, present: Sequence[int] | Ints) -> list[int]:
    """The lengths by combination, where variants differ in nothing else; none otherwise."""
    variants = choice.variants
    first = variants[int(present[0])]
    if first.happened or not first.length:
        return []
    lengths = [first.length] * (int(present[-1]) + 1)
    for code in map(int, present):
        other = variants[code]
        same = all(getattr(other, key) == getattr(first, key) for key in ("links", "floor", "began", "path", "late"))
        same = same and other.works is first.works and other.mark is first.mark and other.least == first.least
        if not same or not other.length or other.happened or any(link.to_finish for link in other.links):
            return []
        lengths[code] = other.length
    return lengths


def _least(variant: Variant, delta: Delta, sets: Bools, at: Ints | None) -> Ints:
    if delta.done and variant.least:
        return variant.least * (1 - _flag(delta.rest, sets, at))
    return np.array([variant.least])


def moved(
    variant: Variant,
    delta: Delta,
    found: Sequence[Values],
    sets: Bools,
    at: Ints | None,
    lengths: Ints | None = None,
    *,
    starts: bool = True,
) -> Values:
    """Its boundaries in some of the sets, with what has happened there; `lengths` stand for the variant's own."""
    if variant.happened:
        begin, end = (np.array([boundary]) for boundary in variant.happened)
    else:
        length = variant.length if lengths is None else lengths
        begin, end = _worked(variant, delta, found, sets, at, length, starts=starts)
    if delta.rest is None:
        return Values(begin, end, over_of(variant, end))
    rest = _flag(delta.rest, sets, at)
    end = end + rest * delta.finish_more
    return Values(begin, end, over_of(variant, end) + (rest * delta.over_more if variant.path else 0))


def _worked(
    variant: Variant,
    delta: Delta,
    found: Sequence[Values],
    sets: Bools,
    at: Ints | None,
    length: Ints | int,
    *,
    starts: bool,
) -> tuple[Ints, Ints]:
    """Start, as links see it, where `starts` are asked for, and finish, but for what happened on days off."""
    works = variant.works
    position = works.at(rests_on(variant, found, at))
    more = _flag(delta.start, sets, at) if delta.start is not None else None
    if more is not None:
        position = position + more * delta.delay
    if delta.rest is not None:
        length = np.maximum(length + _flag(delta.rest, sets, at) * delta.longer, 0)
    zero = not length if isinstance(length, int) else bool((length == 0).any())
    begin = works.day(position) if zero or starts or variant.began is not None else position
    end = begin if isinstance(length, int) and zero else works.day(position + (length - 1)) + 1
    if zero and not isinstance(length, int):
        end = np.where(length > 0, end, begin)
    if variant.began is not None:
        begin = np.array([variant.began])
    return begin if more is None else begin + more * delta.start_more, end


def rests_on(variant: Variant, found: Sequence[Values], at: Ints | None = None) -> Ints:
    """The boundary that its links and its floor leave to its start, in some of the sets."""
    earliest = np.array([variant.floor])
    for link in variant.links:
        source = found[link.source]
        demand = demand_of(link, _at(source.start if link.from_start else source.finish, at), variant)
        earliest = np.maximum(earliest, demand)
    return earliest


def over_of(variant: Variant, end: Ints) -> Ints:
    """When it is over, as `answers.end_of`; 0 where it holds nothing."""
    if not variant.path:
        return np.zeros(1, dtype=np.int64)
    if variant.mark:
        return variant.mark.day(variant.mark.at(end) - 1) + 1
    return end + variant.late if variant.late else end


def _at(values: Ints, at: Ints | None) -> Ints:
    return values if at is None or values.size == 1 else values[at]


def _flag(change: int | None, sets: Bools, at: Ints | None) -> Ints:
    """1 where a change has happened."""
    if change is None:
        return np.zeros(1, dtype=np.int64)
    row = sets[change]
    values: Ints = (row if at is None else row[at]).astype(np.int64)
    return values


def demand_of(link: Into, boundary: Ints, variant: Variant) -> Ints:
    """The earliest start that a link leaves, as `sampled.demand`."""
    found = boundary
    if link.lag and link.days is None:
        found = np.maximum(found + link.lag, 0)
    elif link.lag and link.days:
        days = link.days
        found = days.day(days.at(found) + (link.lag - (link.lag > 0)))
        found = found + 1 if link.lag > 0 else np.maximum(found, 0)
    if link.to_finish and variant.length:
        found = variant.works.day(variant.works.at(found) - variant.length)
    return found
