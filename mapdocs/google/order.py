"""What stood and what should stand, laid side by side: what stays, what goes, what comes, and where."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from mapdocs.layout import Para, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

T = TypeVar("T")
_BEYOND = 1 << 60


@dataclass(frozen=True, slots=True)
class Pair(Generic[T]):
    """One thing: as it was, as it should be; what only was goes, what only should be comes."""

    old: T | None
    new: T | None


def paired(
    olds: Sequence[T], news: Sequence[T], name: Callable[[T], str], stays: Callable[[T], bool] = lambda _: False
) -> list[Pair[T]]:
    """All things in the order in which they should stand; what goes stands where it stood, before what comes there.

    Things of one name are the same thing, unless they changed places with others that stay: then they go and come.
    Those that may not go (`stays`) keep their place; where that is not possible for all, everything keeps its place.
    """
    at = {name(new): number for number, new in enumerate(news)}
    both = [(number, at[name(old)]) for number, old in enumerate(olds) if name(old) in at]
    kept = rising(both)
    if len(kept) < len(both):
        fixed = [(left, right) for left, right in both if stays(olds[left])]
        if len(rising(fixed)) < len(fixed):
            return paired(olds, in_order_of(olds, news, name), name)
        kept = _around(fixed, both)
    pairs: list[Pair[T]] = []
    one = two = 0
    for left, right in [*kept, (len(olds), len(news))]:
        pairs += [Pair(old, None) for old in olds[one:left]]
        pairs += [Pair(None, new) for new in news[two:right]]
        if left < len(olds):
            pairs.append(Pair(olds[left], news[right]))
        one, two = left + 1, right + 1
    return pairs


def _around(fixed: Sequence[tuple[int, int]], both: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The fixed pairs, and the most of the others that rise between them."""
    kept: list[tuple[int, int]] = []
    before = (-1, -1)
    for after in [*fixed, (_BEYOND, _BEYOND)]:
        kept += rising([pair for pair in both if before[0] < pair[0] < after[0] and before[1] < pair[1] < after[1]])
        kept += [after] if after in fixed else []
        before = after
    return kept


def in_order_of(olds: Sequence[T], news: Sequence[T], name: Callable[[T], str]) -> list[T]:
    """The new things, those that were there in their old order; each other one behind the one that it should follow."""
    wanted = {name(new): new for new in news}
    first, behind = followers(olds, news, name)
    kept = [wanted[name(old)] for old in olds if name(old) in wanted]
    return [*first, *(one for new in kept for one in (new, *behind.get(name(new), ())))]


def followers(
    olds: Sequence[T], news: Sequence[T], name: Callable[[T], str]
) -> tuple[Sequence[T], Mapping[str, Sequence[T]]]:
    """What was not there: before all others, and by the name of the one that was there and that it should follow."""
    there = {name(old) for old in olds}
    first: list[T] = []
    behind: dict[str, list[T]] = {}
    place = first
    for new in news:
        if name(new) in there:
            place = behind.setdefault(name(new), [])
        else:
            place.append(new)
    return first, behind


def rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The most pairs of which both numbers rise."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, (_, right) in enumerate(pairs):
        place = bisect_left(tails, right)
        before.append(ends[place - 1] if place else -1)
        tails[place : place + 1] = [right]
        ends[place : place + 1] = [number]
    found = []
    number = ends[-1] if ends else -1
    while number >= 0:
        found.append(pairs[number])
        number = before[number]
    return found[::-1]


@dataclass(frozen=True, slots=True)
class Unit:
    """What stays together: a paragraph, the paragraphs of one value, or a table with the paragraph behind it."""

    paras: tuple[Para, ...]
    table: Table | None = None

    @property
    def id(self) -> str:
        """What it goes by; a value goes by its field."""
        if self.table:
            return self.table.id
        return self.paras[0].field or self.paras[0].id

    @property
    def field(self) -> str:
        """The field whose value it is, or empty."""
        return "" if self.table else self.paras[0].field


def units_of(blocks: Sequence[Para | Table]) -> list[Unit]:
    """Blocks, or a cell's paragraphs, as units."""
    found: list[Unit] = []
    for block in blocks:
        last = found[-1] if found else None
        if isinstance(block, Table):
            found.append(Unit((), block))
        elif last and last.table and not last.paras and block.style == "gap":
            found[-1] = Unit((block,), last.table)
        elif last and block.field and last.field == block.field:
            found[-1] = Unit((*last.paras, block))
        else:
            found.append(Unit((block,)))
    return found
