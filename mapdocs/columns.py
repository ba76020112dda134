"""Widths of columns, so that no word is parted at its column's edge: tables of one kind are measured together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapdocs.lettering import STRONG, text_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mapdocs.assets import Theme
    from mapdocs.markup import Element
    from mapdocs.page import Page

LONGEST = 18
"""Letters of a word that a column holds unparted; the style sheet lets longer ones be hyphenated."""

_PAPERS = {"A4": 210.0, "Letter": 215.9}
_POINTS = 72 / 25.4
_SHAPE = 10.2
"""What a status' or milestone's shape takes in front of the first word."""
_STATUS = 14
"""Letters of a status that is better on one line; a longer one takes two."""
_EASY = 0.99
"""The share of a table that columns may take so that no date or status breaks: what is left is for the words."""
_GAPS = {True: 5.5, False: 7.5}
"""What stands free at the end of a cell: of the plan's rows, of other tables."""

Widths = tuple[float, ...]
Part = tuple["Element", frozenset[str]]
"""What stands in a cell, with its classes."""


def fitted(page: Page, theme: Theme) -> Mapping[tuple[str, ...], Widths]:
    """What templates say of tables' columns -> percentages near it in which each word stands whole."""
    alike: dict[tuple[str, ...], list[Element]] = {}
    for block in page.blocks:
        for table in block.find("table"):
            if told := declared(table):
                alike.setdefault(told, []).append(table)
    paper = _PAPERS.get(page.paper, _PAPERS["A4"])
    room = (paper - float(theme.page["left"]) - float(theme.page["right"])) * _POINTS
    return {told: _widths(told, tables, theme, room) for told, tables in alike.items()}


def declared(table: Element) -> tuple[str, ...]:
    """The widths that the template gives the columns of a table; () where it leaves one open."""
    groups = [child for child in table.children if not isinstance(child, str) and child.tag in ("colgroup", "col")]
    told = tuple(column.get("data-width") for group in groups for column in group.find("col"))
    return told if all(told) else ()


def _widths(told: Sequence[str], tables: Iterable[Element], theme: Theme, room: float) -> Widths:
    wanted = [float(width) * room / 100 for width in told]
    needed = [0.0] * len(wanted)
    easy = list(needed)
    for table in tables:
        for number, need, ease in _needs(table, theme):
            if number < len(needed):
                needed[number] = max(needed[number], need)
                easy[number] = max(easy[number], ease)
    for number in sorted(range(len(easy)), key=lambda number: easy[number] - needed[number]):
        if sum(needed) + easy[number] - needed[number] <= room * _EASY:
            needed[number] = easy[number]
    return tuple(round(width / room * 100, 2) for width in balanced(wanted, needed, room))


def balanced(wanted: Sequence[float], needed: Sequence[float], room: float) -> list[float]:
    """Each column as wide as it needs, as near to what was wanted as that leaves; all narrower where room is short."""
    scale = room / (sum(wanted) or 1.0)
    wanted = [width * scale for width in wanted]
    if sum(needed) >= room:
        return [need * room / sum(needed) for need in needed]
    lacking = sum(max(0.0, need - width) for width, need in zip(wanted, needed, strict=True))
    spare = sum(max(0.0, width - need) for width, need in zip(wanted, needed, strict=True))
    kept = 1 - lacking / spare if spare else 1.0
    return [need + max(0.0, width - need) * kept for width, need in zip(wanted, needed, strict=True)]


def _needs(table: Element, theme: Theme) -> Iterator[tuple[int, float, float]]:
    """For each cell its column, and in points the room for its longest word, and for its longest date or status."""
    plan = "rows" in table.classes
    size = theme.sizes["small" if plan else "body"]
    for row, _ in table.rows():
        number = 0
        milestone = "milestone" in row.classes
        for cell in row.children:
            if isinstance(cell, str):
                continue
            span = int(cell.get("colspan") or "1")
            if span == 1:
                parts = [(part, part.classes) for part in cell.walk() if part.attrs or part.tag == "time"]
                need = _need(cell, parts, size, milestone=milestone) + _GAPS[plan]
                yield number, need, max(need, _ease(parts, size) + _GAPS[plan])
            number += span


def _need(cell: Element, parts: Sequence[Part], size: float, *, milestone: bool) -> float:
    text = cell.text()
    # Amounts stand on one line, and so do keys.
    words = [text] if cell.classes & {"num", "key"} else _words(text)
    widths = [text_width(word, size) * STRONG for word in words]
    shaped = any("status" in names or (milestone and "title" in names) for _, names in parts)
    if widths and shaped:
        widths[0] += _SHAPE
    return max(widths, default=0.0)


def _ease(parts: Sequence[Part], size: float) -> float:
    """Room for dates and statuses on one line each."""
    dates = (text_width(found.text(), size) for found, _ in parts if _is_date(found))
    states = (found.text() for found, names in parts if "status" in names)
    words = (text_width(text, size) + _SHAPE for text in states if len(text) <= _STATUS)
    return max((*dates, *words), default=0.0)


def _is_date(element: Element) -> bool:
    return element.tag == "time" or element.attrs.get("data-kind") == "date"


def _words(text: str) -> list[str]:
    """What a line may not be broken in: words as far as their hyphens, the longest cut to what a column promises."""
    return [word[:LONGEST] for word in text.replace("-", "- ").replace("–", "– ").split(" ") if word]
