"""The page's blocks into paragraphs, lists, tables and pictures, in one pass, as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapdocs.markup import INLINE, Element
from mapdocs.redline import current
from mapdocs.writers.word.controls import block_control, inline_control
from mapdocs.writers.word.front import room_for_picture
from mapdocs.writers.word.numbering import BULLETS, NUMBERED
from mapdocs.writers.word.paragraphs import paragraph
from mapdocs.writers.word.pictures import figure, image, logos
from mapdocs.writers.word.runs import runs
from mapdocs.writers.word.tables import table
from mapdocs.writers.word.tracking import changing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mapdocs.writers.word.state import State

Nodes = tuple[Element | str, ...]

_HEADINGS = {"h1": "Title", "h2": "Heading1", "h3": "Heading2", "h4": "Heading3"}
_CLASSES = {
    "band": "Phase",
    "parties": "Subtitle",
    "draft": "Draft",
    "objective": "Objective",
    "purpose": "Purpose",
    "exit": "ExitCriteria",
    "note": "Note",
    "callout": "Callout",
    "muted": "Muted",
}
_LISTS = {"ul": "ListBullet", "ol": "ListNumber"}
_IN_CELL = {
    "Normal": "TableText",
    "ListBullet": "TableBullet",
    "ListNumber": "TableNumbered",
    "Note": "TableNote",
    "Muted": "TableNote",
}
_DEEPEST = 2


def flow(state: State, nodes: Nodes, style: str = "Normal") -> str:
    """Blocks, and loose text between them, one below the other; text stands in the style given."""
    return "".join(
        _block(state, piece, style) if isinstance(piece, Element) else paragraph(state, style, runs(state, piece))
        for piece in _pieces(nodes)
    )


def _pieces(nodes: Nodes) -> Iterator[Element | Nodes]:
    """Each block by itself, and what stands loose between two blocks together."""
    loose: list[Element | str] = []
    for node in nodes:
        if isinstance(node, str) or node.tag in INLINE:
            loose.append(node)
            continue
        if _says_something(loose):
            yield tuple(loose)
        loose = []
        yield node
    if _says_something(loose):
        yield tuple(loose)


def _says_something(nodes: list[Element | str]) -> bool:
    return any(isinstance(node, Element) or node.strip() for node in nodes)


def _block(state: State, element: Element, style: str) -> str:
    state.mark(element)
    visit = _VISITORS.get(element.tag)
    with changing(state, element):
        return visit(state, element) if visit else _text_block(state, element, style)


def _text_block(state: State, element: Element, style: str) -> str:
    if element.tag == "p":
        return _paragraph(state, element, style)
    if element.tag in _LISTS:
        return _list(state, element, style)
    return _group(state, element, style)


def _group(state: State, element: Element, style: str) -> str:
    """Sections, divisions and quotes: what is in them; page one stands alone."""
    classes = element.classes
    if "logos" in classes:
        return logos(state, element)
    if "data-field" in element.attrs:
        return _field(state, element, style)
    if "page-one" in classes and not state.front:
        return _page_one(state, element)
    if "phase" in classes:
        # What must be true to go on stands on the page of the phase's last row.
        state.keep_last = any("exit" in part.classes for part in element.walk())
    own = next((_CLASSES[name] for name in classes if name in _CLASSES), style)
    return flow(state, element.children, "Quote" if element.tag == "blockquote" else _in_place(own, style))


def _page_one(state: State, element: Element) -> str:
    """A section of its own, so that what follows begins on the next page; its picture takes the room that is left."""
    state.front, state.room = True, room_for_picture(element, state.look, state.theme)
    content = flow(state, element.children)
    state.front, state.room = False, None
    state.after_table, state.top_of_page = False, True
    return f'{content}<w:p><w:pPr><w:pStyle w:val="CellEnd"/>{state.front_section}</w:pPr></w:p>'


def _heading(state: State, element: Element) -> str:
    style = _HEADINGS[element.tag]
    state.label = current(element)
    own = next((_CLASSES[c] for c in element.classes if c in _CLASSES), style)
    if own == "Heading1" and state.front:
        own = "FrontHeading"
    return paragraph(state, own, _line(state, element))


def _paragraph(state: State, element: Element, style: str) -> str:
    own = next((_CLASSES[name] for name in element.classes if name in _CLASSES), style)
    return paragraph(state, _in_place(own, style), _line(state, element), element.get("dir"))


def _in_place(own: str, style: str) -> str:
    """A style as it is called within the cell of a table, where `style` is the cell's."""
    return _IN_CELL.get(own, style) if own != style and style.startswith("Table") else own


def _line(state: State, element: Element) -> str:
    content = runs(state, element.children)
    return inline_control(state, element, content) if "data-field" in element.attrs else content


def _field(state: State, element: Element, style: str) -> str:
    """A field of several paragraphs: one control around them; around the text alone where it is one paragraph."""
    pieces = list(_pieces(element.children))
    only = pieces[0] if len(pieces) == 1 else None
    if not pieces or isinstance(only, tuple):
        return paragraph(state, style, inline_control(state, element, runs(state, element.children)))
    if only and only.tag == "p":
        with changing(state, only):
            return _paragraph(state, Element("p", {**element.attrs, **only.attrs}, only.children), style)
    content = block_control(state, element, flow(state, element.children, style))
    # Word wants a cell to end with a paragraph of its own.
    return content + paragraph(state, "CellEnd", "") if style.startswith("Table") else content


def _list(state: State, element: Element, style: str, level: int = 0) -> str:
    own = "Milestones" if "milestones" in element.classes else _LISTS[element.tag]
    number = ""
    if element.tag == "ol":
        state.numberings += 1
        number = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{NUMBERED + state.numberings}"/></w:numPr>'
    elif level:
        number = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{BULLETS}"/></w:numPr>'
    own = "ExitList" if style == "ExitCriteria" else _in_place(own, style)
    items = [child for child in element.children if isinstance(child, Element)]
    out = []
    for item in items:
        state.keep = state.keep or (own == "ExitList" and item is not items[-1])
        with changing(state, item):
            out.append(_item(state, item, own, style, level, number))
        state.keep = state.keep and own != "ExitList"
    return "".join(out)


def _item(state: State, item: Element, style: str, outer: str, level: int, number: str) -> str:
    """The first paragraph carries the bullet or number, what follows stands below its text."""
    state.mark(item)
    out: list[str] = []
    for piece in _pieces(item.children):
        if isinstance(piece, Element) and piece.tag in _LISTS:
            out.append(_list(state, piece, outer, min(level + 1, _DEEPEST)))
        elif isinstance(piece, Element) and piece.tag != "p":
            out.append(_block(state, piece, outer))
        else:
            with changing(state, piece if isinstance(piece, Element) else item):
                content = runs(state, piece.children if isinstance(piece, Element) else piece)
                if "data-field" in item.attrs and not out:
                    content = inline_control(state, item, content)
                like, count = (_in_place("ListContinue", outer), "") if out else (style, number)
                out.append(paragraph(state, like, content, extra=count))
    return "".join(out)


_VISITORS: dict[str, Callable[[State, Element], str]] = {
    **dict.fromkeys(_HEADINGS, _heading),
    "table": lambda state, element: table(state, element, flow),
    "figure": lambda state, element: figure(state, element, flow),
    "img": image,
    "hr": lambda state, _: paragraph(state, "Rule", ""),
}
