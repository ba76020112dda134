"""Named ranges: hints by which a reader finds paragraphs, rows and tables again, never what they are."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from mapdocs.utf16 import units

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mapdocs.writers.gdocs.places import Placed, Rows, Spot
    from mapdocs.writers.gdocs.wire import Request, Where

PARAGRAPH, ROW, TABLE = "p:", "r:", "t:"
SERIAL = "s:"
"""Of the ranges that hold no place, and only tell which batch was the last (google/serials.py)."""
LONGEST = 256
UNNAMED = frozenset({"gap", "rule"})


def names(placed: Placed, where: Where) -> Iterator[Request]:
    """Of all that has been placed: blocks, fields, rows with keys, tables."""
    yield from _paragraphs((spot for spot in placed.spots if not spot.kind), where)
    for found in placed.tables:
        yield _named(found.rows.spots[0], name_of(TABLE, found.table.id), where)
        yield from row_names(found.rows, where)


def row_names(rows: Rows, where: Where) -> Iterator[Request]:
    """Of rows: their fields, and their key cells."""
    yield from _paragraphs((spot for spot in rows.spots if spot.para.field), where)
    for row, spot in rows.keys:
        yield _named(spot, name_of(ROW, row), where)


def name_of(kind: str, what: str) -> str:
    """What a range is called; where that would be too long, by a short name that stands for it."""
    name = kind + what
    return name if units(name) <= LONGEST else f"{kind}{sha256(what.encode()).hexdigest()}"


def _paragraphs(spots: Iterable[Spot], where: Where) -> Iterator[Request]:
    for spot in spots:
        if spot.para.style not in UNNAMED:
            yield _named(spot, name_of(PARAGRAPH, spot.para.id), where)


def _named(spot: Spot, name: str, where: Where) -> Request:
    """Over its text, or over its newline where it is empty: a range has a length."""
    return where.named(spot.start, max(spot.end, spot.start + 1), name)
