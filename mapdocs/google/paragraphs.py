"""Paragraphs that stand in a document -> the steps that make them say what they should, in place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from mapdocs.google.splices import Step, rewritten
from mapdocs.utf16 import units
from mapdocs.writers.gdocs import style_of_para
from mapdocs.writers.gdocs.names import PARAGRAPH, UNNAMED, name_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from mapdocs.layout import Cell, Para
    from mapdocs.readers.gdocs.names import Names
    from mapdocs.writers.gdocs import Look, Request
    from mapdocs.writers.gdocs.wire import Where


class Here(NamedTuple):
    """A paragraph in the document: from `start` to `end`, its line's end left out.

    `plain`: whether its characters and indices go together; a chip or a picture in it breaks that.
    """

    start: int
    end: int
    text: str
    plain: bool = True


@dataclass(frozen=True, slots=True)
class Pen:
    """How paragraphs are written: in which segment, how they look, and which named ranges there are.

    `cell`: the cell that they stand in; `kind`: its table's, or `head`. A header's and a footer's keep their look.
    `again`: words of ours that are not there are written again, since people typed the row anew.
    """

    where: Where
    look: Look
    names: Names = field(default_factory=dict)
    cell: Cell | None = None
    kind: str = "rows"
    again: bool = False

    def dressed(self, para: Para, start: int) -> list[Request]:
        """The look of a paragraph that stands at `start`."""
        if self.where.segment:
            return []
        return style_of_para(para, start, self.look, self.where.tab, cell=self.cell, kind=self.kind)

    def named(self, para: Para, start: int) -> list[Request]:
        """Its named range, where it is to have one: fields, and paragraphs that stand in no table."""
        if self.where.segment or para.style in UNNAMED or (self.cell and not para.field):
            return []
        return [self.where.named(start, start + max(1, units(para.text)), name_of(PARAGRAPH, para.id))]


def rewrite(old: Para | None, new: Para, here: Here, pen: Pen) -> Iterator[Step]:
    """Another text for a paragraph, and another look where it has one; nothing where it is the same."""
    requests: list[Request] = []
    if here.text != new.text:
        requests = (
            rewritten(here.text, new.text, here.start, pen.where) if here.plain else _whole(new.text, here, pen.where)
        )
    if (requests and new.text and not here.text) or (old and _look(old) != _look(new)):
        requests += pen.dressed(new, here.start)
    if requests:
        requests += _renamed(old or new, new, here, pen)
        yield Step(here.start, tuple(requests))


def _whole(text: str, here: Here, where: Where) -> list[Request]:
    """A text in the place of words and chips together; it is put in before what it replaces goes."""
    length = units(text)
    put = [where.insert(here.start, text)] if text else []
    return [*put, where.delete(here.start + length, here.end + length)] if here.end > here.start else put


def _look(para: Para) -> tuple[object, ...]:
    """All that its look depends on: its style, its sign, and the tones and links in it."""
    runs = tuple((run.tone, run.link, len(run.text)) for run in para.runs if run.text)
    one = {(tone, link) for tone, link, _ in runs}
    return (para.style, para.level, para.sign, tuple(one) if len(one) == 1 else runs)


def _renamed(old: Para, new: Para, here: Here, pen: Pen) -> list[Request]:
    """Its named range anew, where it goes by another name, or lost it with all its words."""
    there = named_at(pen.names, name_of(PARAGRAPH, old.id), here.start, here.end)
    if old.id == new.id and there and here.text and new.text:
        return []
    return [*unnamed(there), *pen.named(new, here.start)]


def named_at(names: Names, name: str, start: int, end: int) -> list[str]:
    """The ids of the ranges of a name that begin there: one that is elsewhere may be gone when its turn comes."""
    return list(dict.fromkeys(one.id for one in names.get(name, ()) if not one.segment and start <= one.start <= end))


def unnamed(ranges: Iterable[str]) -> list[Request]:
    """Without these named ranges; their text stays."""
    return [{"deleteNamedRange": {"namedRangeId": ident}} for ident in ranges]


def append(news: Sequence[Para], end: int, pen: Pen) -> Iterator[Step]:
    """New paragraphs behind the one whose line ends at `end`."""
    for new in news:
        requests = [pen.where.insert(end, f"\n{new.text}"), *pen.dressed(new, end + 1), *pen.named(new, end + 1)]
        yield Step(end, tuple(requests))


def prepend(news: Sequence[Para], start: int, pen: Pen) -> Iterator[Step]:
    """New paragraphs before the one that begins at `start`."""
    for new in news:
        requests = [pen.where.insert(start, f"{new.text}\n"), *pen.dressed(new, start), *pen.named(new, start)]
        yield Step(start, tuple(requests))


def removed(heres: Sequence[Here], firsts: Container[int], walls: Container[int], where: Where) -> Iterator[Step]:
    """Paragraphs taken out, those side by side in one piece.

    `walls`: line ends that must stay, as in Places. There the line end before goes instead, and where there is none
    that can go (`firsts`), only the words.
    """
    for start, end in stretches((here.start, here.end) for here in heres):
        if end not in walls:
            yield Step(start, (where.delete(start, end + 1),))
        elif start not in firsts:
            yield Step(start - 1, (where.delete(start - 1, end),))
        elif end > start:
            yield Step(start, (where.delete(start, end),))


def stretches(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """From the start of the first to the line end of the last, for all that stand side by side."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if found and found[-1][1] + 1 == start:
            found[-1] = found[-1][0], end
        else:
            found.append((start, end))
    return found


def matched(texts: Sequence[str], wanted: Sequence[str]) -> list[tuple[int | None, int | None]]:
    """Pairs of places in both, in order: equal texts first, then what stands between them one beside the other."""
    pairs: list[tuple[int | None, int | None]] = []
    before = (0, 0)
    for one, two in [*_common(texts, wanted), (len(texts), len(wanted))]:
        left, right = list(range(before[0], one)), list(range(before[1], two))
        both = min(len(left), len(right))
        pairs += zip(left[:both], right[:both], strict=True)
        pairs += [(place, None) for place in left[both:]]
        pairs += [(None, place) for place in right[both:]]
        pairs += [(one, two)] if one < len(texts) or two < len(wanted) else []
        before = (one + 1, two + 1)
    return pairs


def _common(texts: Sequence[str], wanted: Sequence[str]) -> list[tuple[int, int]]:
    """The longest run of equal texts, not necessarily side by side."""
    best = [[0] * (len(wanted) + 1) for _ in range(len(texts) + 1)]
    for one in range(len(texts) - 1, -1, -1):
        for two in range(len(wanted) - 1, -1, -1):
            same = texts[one] == wanted[two]
            best[one][two] = best[one + 1][two + 1] + 1 if same else max(best[one + 1][two], best[one][two + 1])
    found, one, two = [], 0, 0
    while one < len(texts) and two < len(wanted):
        if texts[one] == wanted[two]:
            found.append((one, two))
            one, two = one + 1, two + 1
        elif best[one + 1][two] >= best[one][two + 1]:
            one += 1
        else:
            two += 1
    return found
