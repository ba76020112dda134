"""Styles of what has been inserted: as few requests as say it, one for all neighbours of one look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapdocs.utf16 import units
from mapdocs.writers.gdocs.look import link_style
from mapdocs.writers.gdocs.places import LISTS
from mapdocs.writers.gdocs.wire import points

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mapdocs.layout import Run
    from mapdocs.writers.gdocs.look import Look, Style
    from mapdocs.writers.gdocs.places import Spot
    from mapdocs.writers.gdocs.wire import Request, Where

_PRESETS = {"list": "BULLET_DISC_CIRCLE_SQUARE", "numbered": "NUMBERED_DECIMAL_ALPHA_ROMAN"}
_INDENT, _CELL_INDENT = 16.0, 10.0


def bullets(spots: Sequence[Spot], tabs: Sequence[tuple[int, int]], where: Where) -> list[Request]:
    """Lists, from the last to the first: making one takes its tabs out."""
    out = []
    for first, last in _lists(spots):
        before = sum(count for index, count in tabs if index < first.start)
        within = sum(count for index, count in tabs if first.start <= index <= last.start)
        span = where.span(first.start + before, last.end + 1 + before + within)
        out.append({"createParagraphBullets": {"range": span, "bulletPreset": _PRESETS[first.para.style]}})
    return out[::-1]


def _lists(spots: Sequence[Spot]) -> Iterator[tuple[Spot, Spot]]:
    """First and last paragraph of each list: neighbours of one style."""
    first = last = None
    for spot in spots:
        if first and last and spot.para.style == first.para.style and spot.start == last.end + 1:
            last = spot
            continue
        if first and last:
            yield first, last
        first = last = spot if spot.para.style in LISTS else None
    if first and last:
        yield first, last


def paragraphs(spots: Iterable[Spot], look: Look, where: Where) -> Iterator[Request]:
    """How paragraphs stand, on top of what all have in common."""
    for start, end, style in _together((s.start, s.end + 1, _paragraph(s, look)) for s in spots):
        yield where.paragraph_style(start, end, *style)


def _paragraph(spot: Spot, look: Look) -> Style | None:
    para = spot.para
    if para.style in LISTS or para.level:
        return _indented(look, para.level, listed=para.style in LISTS, in_cell=bool(spot.kind))
    if not spot.kind:
        return look.paragraphs[para.style]
    return look.aligned.get(spot.align)


def _indented(look: Look, level: int, *, listed: bool, in_cell: bool) -> Style:
    """What a list's mark hangs in."""
    step = _CELL_INDENT if in_cell else _INDENT
    start = step * (level + 1) if listed else step * level
    key = ("list", listed, level, in_cell)
    if key not in look.made:
        below = 0 if in_cell else 2
        style = {
            "indentStart": points(start),
            "indentFirstLine": points(start - step if listed else start),
            "spaceBelow": points(below),
        }
        look.made[key] = (style, ",".join(style))
    return look.made[key]


def texts(spots: Sequence[Spot], look: Look, where: Where) -> Iterator[Request]:
    """How words look: those of whole paragraphs, then those of runs and of signs."""
    for start, end, style in _together((s.start, s.end + 1, _text(s, look)) for s in spots):
        yield where.text_style(start, end, *style)
    for start, end, style in _together(_runs(spots, look)):
        yield where.text_style(start, end, *style)


def _text(spot: Spot, look: Look) -> Style | None:
    if not spot.kind:
        return look.texts.get(spot.para.style)
    if spot.kind == "head":
        return look.head[spot.fill]
    if spot.kind == "timeline" and spot.fill in look.cells:
        return look.cells[spot.fill]
    return look.cells["note"] if spot.para.style in ("note", "muted") else None


def _runs(spots: Iterable[Spot], look: Look) -> Iterator[tuple[int, int, Style | None]]:
    """Each run with its look, None for that of its paragraph; signs have their own.

    What people type into an empty paragraph has no look of its neighbours.
    """
    for spot in spots:
        para, at = spot.para, spot.start
        if not para.runs and spot.kind != "timeline":
            yield at, at, None
        if para.sign:
            end = at + units(para.sign)
            yield at, end, look.signs.get(para.sign[0])
            at = end
        if len(para.runs) == 1:
            yield at, spot.end, _run(para.runs[0], look)
            continue
        for run in para.runs:
            end = at + units(run.text)
            yield at, end, _run(run, look)
            at = end


def _run(run: Run, look: Look) -> Style | None:
    if not run.link:
        return look.tones.get(run.tone)
    key = ("link", run.tone, run.link)
    if key not in look.made:
        own, linked = look.tones.get(run.tone, ({}, ""))[0], link_style(look, run.link)[0]
        style = own | linked
        look.made[key] = (style, ",".join(style))
    return look.made[key]


def _together(ranges: Iterable[tuple[int, int, Style | None]]) -> Iterator[tuple[int, int, Style]]:
    """Neighbours of one look as one range: between them is nothing but the edges of cells."""
    begun, ended, now = 0, 0, None
    for start, end, style in ranges:
        if style is now:
            ended = end
            continue
        if now:
            yield begun, ended, now
        begun, ended, now = start, end, style
    if now:
        yield begun, ended, now
