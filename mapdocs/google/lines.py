"""Lines that people wrote beside ours: where they stand, and behind what of ours they will stand after a push."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mapdocs.layout import BODY, FOOTER, HEADER, Layout, Para, Table, cell_id
from mapdocs.readers.gdocs.model import Paragraph
from mapdocs.readers.gdocs.parse import whole_segment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mapdocs.google.places import Places
    from mapdocs.readers.gdocs.found import Found
    from mapdocs.readers.gdocs.model import Content, Tab


class Line(NamedTuple):
    """A paragraph of people's. `within`: what it stands in, as in Layout; `start`: where, in that segment."""

    within: str
    start: int
    text: str


def lines_of(tab: Tab, layout: Layout, found: Found) -> Iterator[Line]:
    """Those in the body of the tab that holds the plan, in cells of rows of ours, in its header and footer."""
    spots = (spot for spot in found.paras.values() if spot.tab == tab.id)
    ours = {(spot.segment, para.start) for spot in spots for para in spot.paragraphs}
    for within, segment, blocks in _contents(tab, layout, found):
        for block in blocks:
            if isinstance(block, Paragraph) and block.text.strip() and (segment, block.start) not in ours:
                yield Line(within, block.start, block.text)


def _contents(tab: Tab, layout: Layout, found: Found) -> Iterator[tuple[str, str, Content]]:
    """What holds paragraphs of ours, its segment, and its blocks."""
    yield BODY, "", tab.body
    for table in layout.tables():
        for row in table.rows:
            spot = found.rows.get(row.id)
            for number in range(len(row.cells)) if spot and spot.tab == tab.id else ():
                if spot and (cell := spot.cell(number)):
                    yield cell_id(row, number), "", cell.blocks
    style: Mapping[str, str] = tab.raw.get("documentStyle") or {}
    for name in (HEADER, FOOTER):
        segment = style.get(f"default{name.capitalize()}Id", "")
        raw = (tab.raw.get(f"{name}s") or {}).get(segment)
        if raw:
            yield name, segment, whole_segment(raw)


def theirs_in(layout: Layout, places: Places, lines: Iterable[Line]) -> Mapping[str, tuple[str, ...]]:
    """As in Layout, for one that stands in the document after a push; `places`: where things stood before."""
    inside: dict[str, list[Line]] = {}
    for line in lines:
        inside.setdefault(line.within, []).append(line)
    theirs: dict[str, tuple[str, ...]] = {}
    for within, names in _ours(layout, places) if inside else ():
        starts = _starts([place for _, place in names])
        for line in sorted(inside.get(within, ()), key=lambda one: one.start):
            before = [name for (name, _), start in zip(names, starts, strict=True) if start < line.start]
            behind = before[-1] if before else within
            theirs[behind] = (*theirs.get(behind, ()), line.text)
    return theirs


def _ours(layout: Layout, places: Places) -> Iterator[tuple[str, list[tuple[str, int | None]]]]:
    """What holds paragraphs -> the ids of those of ours in it, with where each stood; None where it is new."""

    def standing(paras: Sequence[Para]) -> list[tuple[str, int | None]]:
        return [(para.id, here.start if (here := places.paras.get(para.id)) else None) for para in paras]

    body: list[tuple[str, int | None]] = []
    for block in layout.blocks:
        if isinstance(block, Table):
            table = places.tables.get(block.id)
            body.append((block.id, table.start if table else None))
        else:
            body += standing([block])
    yield BODY, body
    for one in layout.tables():
        for row in one.rows:
            yield from ((cell_id(row, number), standing(cell.paras)) for number, cell in enumerate(row.cells))
    yield HEADER, standing(layout.header)
    yield FOOTER, standing(layout.footer)


def _starts(places: Sequence[int | None]) -> list[int]:
    """Where each stands: what is new stands where the one before it does, or before the first that was there."""
    last = next((place for place in places if place is not None), 0)
    found = []
    for place in places:
        last = last if place is None else place
        found.append(last)
    return found
