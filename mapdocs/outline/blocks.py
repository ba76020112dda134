"""The page's blocks into paragraphs, one after the other, at the top and in cells alike."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mapdocs.layout import Para
from mapdocs.markup import INLINE, Element
from mapdocs.outline.inline import Lines, runs_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mapdocs.layout import Block, ParaStyle, Tone
    from mapdocs.outline.inline import Line
    from mapdocs.outline.state import State

_HEADINGS: dict[str, ParaStyle] = {"h1": "title", "h2": "h1", "h3": "h2", "h4": "h3"}
_CLASSES: dict[str, ParaStyle] = {
    "band": "band",
    "parties": "subtitle",
    "objective": "objective",
    "purpose": "purpose",
    "note": "note",
    "callout": "callout",
    "muted": "muted",
}
_KINDS = ("waits", "note", "muted")
_LISTS: dict[str, ParaStyle] = {"ul": "list", "ol": "numbered"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where paragraphs go, what they are there, and what they are called.

    `row`: the id of the row in whose cell they are, empty outside of tables; `base`: what their ids begin with.
    `kind`: what parts them from others of the cell; `depth`: how many lists they are in.
    """

    out: list[Block]
    base: str
    row: str = ""
    style: ParaStyle = "text"
    tone: Tone = ""
    field: str = ""
    kind: str = ""
    level: int = 0
    depth: int = 0


def flow(state: State, nodes: Sequence[Element | str], place: Place) -> None:
    """Blocks, and loose text between them, one below the other."""
    for piece in _pieces(nodes):
        _put(state, piece, place)


def _pieces(nodes: Sequence[Element | str]) -> Iterator[Element | Sequence[Element | str]]:
    """Each block by itself, and what stands loose between two blocks together."""
    loose: list[Element | str] = []
    for node in nodes:
        if isinstance(node, str) or node.tag in INLINE:
            loose.append(node)
            continue
        if loose:
            yield loose
            loose = []
        yield node
    if loose:
        yield loose


def _put(state: State, piece: Element | Sequence[Element | str], place: Place) -> None:
    if not isinstance(piece, Element):
        lines = Lines(state, place.field)
        lines.read(piece, place.tone)
        for line in lines.all():
            _paragraph(state, line, place)
        return
    tag = piece.tag
    if tag in _HEADINGS:
        _text_block(state, piece, _at(piece, place, style=_HEADINGS[tag]))
    elif tag in _LISTS:
        _items(state, piece, place)
    elif tag == "table":
        _table(state, piece, place)
    elif tag == "figure":
        _figure(state, piece, place)
    elif tag == "hr":
        place.out.append(Para(_name(state, _at(piece, place), "", ""), style="rule", field=place.field))
    elif tag != "img" and "logos" not in piece.get("class"):
        _text_block(state, piece, _at(piece, place))


def _at(element: Element, place: Place, style: ParaStyle | None = None) -> Place:
    """The place inside a block: its own id and classes, but in a field those of the field."""
    names = element.attrs.get("class", "").split()
    own = next((_CLASSES[name] for name in names if name in _CLASSES), None)
    quoted: ParaStyle | None = "note" if element.tag == "blockquote" else None
    field = element.attrs.get("data-field", "")
    return replace(
        place,
        style=own or style or quoted or place.style,
        kind=next((name for name in _KINDS if name in names), place.kind),
        base=place.base if place.row or place.field or field else element.id or place.base,
    )


def _text_block(state: State, element: Element, place: Place) -> None:
    """A paragraph, a heading or a division; one that is a field has a paragraph even where it is empty."""
    field = "" if place.field else state.claim(element.attrs.get("data-field", ""))
    if not field:
        flow(state, element.children, place)
        return
    before = len(place.out)
    place = replace(place, field=field)
    flow(state, element.children, place)
    if len(place.out) == before:
        place.out.append(Para(_name(state, place, field, ""), style=place.style, field=field))


def _paragraph(state: State, line: Line, place: Place) -> None:
    name = _name(state, place, line.field, line.kind or place.kind)
    place.out.append(Para(name, runs_of(line.pieces), place.style, line.field, line.sign, place.level))


def _name(state: State, place: Place, field: str, kind: str) -> str:
    """A block's own id; in a cell a field's name, or what it is beside the field, or its number."""
    if not place.row:
        return state.take(place.base)
    if field:
        return state.take(f"{place.row}/{field.rpartition('.')[2]}")
    return state.take(f"{place.base}/{kind}") if kind else state.number(place.base)


def _items(state: State, element: Element, place: Place) -> None:
    """What follows the first paragraph of an item stands below it, without a mark."""
    inside = _at(element, place)
    depth, style = place.depth + 1, _LISTS[element.tag]
    items = (child for child in element.children if isinstance(child, Element))
    for number, item in enumerate(items, 1):
        base = inside.base if inside.row or inside.field else f"{inside.base}/{number}"
        first = replace(inside, base=base, style=style, level=place.depth, depth=depth)
        rest = replace(first, style="text", level=depth)
        for count, piece in enumerate(_pieces(item.children)):
            _put(state, piece, rest if count else first)


def _table(state: State, element: Element, place: Place) -> None:
    """A table of its own; one inside of a cell is told cell by cell."""
    from mapdocs.outline.tables import table  # which has cells with blocks in them

    if not place.row:
        table(state, element)
        return
    for cell in element.walk():
        if cell.tag in ("td", "th", "caption"):
            flow(state, cell.children, place)


def _figure(state: State, element: Element, place: Place) -> None:
    """A timeline as a table; of another picture what is said below it."""
    from mapdocs.outline.timeline import timeline

    drawing = state.page.drawings.get(element.get("data-drawing"))
    if drawing and not place.row:
        timeline(state, element, drawing)
    if not drawing or element.text() != " ".join(drawing.title.split()):
        inside = _at(element, place)
        flow(state, element.children, replace(inside, base=f"{inside.base}/caption", style="muted"))
