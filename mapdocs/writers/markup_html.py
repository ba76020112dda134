"""A Page as HTML, for the browser and for the PDF: the subset's own tags, with pictures, logos and widths filled in."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING, Literal

from mapdocs import gantt
from mapdocs.columns import declared, fitted
from mapdocs.markup import Element
from mapdocs.redline import has_changes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from mapdocs.assets import Theme
    from mapdocs.columns import Widths
    from mapdocs.page import Page

Medium = Literal["html", "pdf"]

_KEPT = ("id", "class", "lang", "dir", "datetime", "scope", "colspan", "start")
_VOID = frozenset({"br", "hr", "img", "col"})
_LINK = re.compile(r"(?:https?://|mailto:)[^\s]+", re.ASCII | re.IGNORECASE)
_ENDLESS = re.compile(r"\S{60}")
_PART = re.compile(r"\S{1,12}")
_CARDS = frozenset({"rows", "needs", "grid", "drivers"})
_PAIRED = "facts"


@dataclass(frozen=True, slots=True)
class _Context:
    """What an element needs to know of its page: the ids that it has, and those that its links lead to."""

    page: Page
    theme: Theme
    medium: Medium
    ids: frozenset[str]
    targets: frozenset[str]
    widths: Mapping[tuple[str, ...], Widths]

    def placed(self, element: Element) -> bool:
        """Whether its id is needed: on paper each one takes time, and only links in the document lead there."""
        return bool(element.id) and (
            self.medium == "html" or element.id in self.targets or element.tag in ("section", "figure", "h2")
        )


def to_html(page: Page, theme: Theme, *, medium: Medium, head: str, before: str = "", body_class: str = "") -> str:
    """The whole document; `head` is markup for its end of <head>, `before` stands before the page's blocks."""
    elements = [element for block in page.blocks for element in block.walk()]
    ids = frozenset(element.id for element in elements)
    targets = frozenset(element.get("href")[1:] for element in elements if element.get("href").startswith("#"))
    context = _Context(page, theme, medium, ids, targets, fitted(page, theme))
    body = "".join(_element(block, context) for block in page.blocks)
    meta = "".join(
        f'<meta name="{name}" content="{escape(content)}">'
        for name, content in (
            ("author", page.author),
            ("description", page.subject),
            ("dcterms.created", page.created.isoformat()),
            ("dcterms.modified", page.created.isoformat()),
        )
        if content
    )
    classes = (page.edition, "redline" if has_changes(page) else "", body_class)
    return (
        f'<!DOCTYPE html><html lang="{escape(page.language)}" dir="{page.direction}"><head><meta charset="utf-8">'
        f"<title>{escape(page.title)}</title>{meta}{head}</head>"
        f'<body class="{" ".join(filter(None, classes))}">{before}<main>{body}</main></body></html>'
    )


def _children(element: Element, context: _Context) -> str:
    return "".join(
        _text(child, context) if isinstance(child, str) else _element(child, context) for child in element.children
    )


def _text(text: str, context: _Context) -> str:
    """Text as typed; on paper a word without end may break anywhere, which WeasyPrint finds out letter by letter."""
    if context.medium == "html" or not _ENDLESS.search(text):
        return escape(text, quote=False)
    return "".join(
        escape("\u200b".join(_PART.findall(piece)) if _ENDLESS.search(piece) else piece, quote=False)
        for piece in re.split(r"(\s+)", text)
    )


def _element(element: Element, context: _Context) -> str:
    special = _SPECIAL.get(element.tag)
    return special(element, context) if special else _plain(element, context)


def _plain(element: Element, context: _Context, extra: str = "") -> str:
    attrs = "".join(_kept(element, context)) + extra
    if not attrs and element.tag == "span":
        return _children(element, context)
    if element.tag in _VOID:
        return f"<{element.tag}{attrs}>"
    return f"<{element.tag}{attrs}>{_children(element, context)}</{element.tag}>"


def _kept(element: Element, context: _Context) -> Iterator[str]:
    """The attributes that a medium has a use for."""
    for name in _KEPT:
        value = element.get(name)
        unused = not context.placed(element) if name == "id" else (name == "datetime" and context.medium == "pdf")
        if value and not unused:
            yield f' {name}="{escape(value)}"'


def _link(element: Element, context: _Context) -> str:
    """A link to the web, to mail, or to a place in the page; text alone where it leads nowhere."""
    target = element.get("href")
    if (target.startswith("#") and target[1:] in context.ids) or _LINK.fullmatch(target):
        return _plain(element, context, f' href="{escape(target)}"')
    return _plain(replace(element, tag="span"), context)


def _image(element: Element, context: _Context) -> str:
    """A logo as data: an <img> never runs what an SVG may hold. Without such a logo, its alternative text."""
    logo = context.page.logos.get(element.get("src").removeprefix("logo:"))
    alt = escape(element.get("alt"))
    if logo is None:
        return f'<span class="logo">{alt}</span>'
    data = base64.b64encode(logo.data).decode("ascii")
    side = element.get("src").removeprefix("logo:")
    return f'<img class="logo {escape(side)}" src="data:{logo.media};base64,{data}" alt="{alt}">'


def _figure(element: Element, context: _Context) -> str:
    """A drawing; a caption that only says what the picture's own title says is not shown."""
    drawing = context.page.drawings.get(element.get("data-drawing"))
    picture = ""
    if drawing:
        told = element.get("alt") or drawing.title
        picture = _boxed(gantt.html(replace(drawing, title=told), context.theme), context)
        if element.text() == " ".join(told.split()):
            element = replace(element, children=())
    return f"<figure{_id(element, context)}>{picture}{_children(element, context)}</figure>"


def _column(element: Element, context: _Context) -> str:
    width = element.get("data-width")
    return _plain(element, context, f' style="width:{float(width):g}%"' if width else "")


def _table(element: Element, context: _Context) -> str:
    """A table; on screens it is a set of cards, or scrolls in its own box, where there is little width."""
    fixed = any(col.get("data-width") for col in element.find("col"))
    classes = " ".join([*sorted(element.classes), *(["fixed"] if fixed else [])])
    widths = context.widths.get(declared(element), ())
    if _PAIRED in element.classes:
        element = _two_abreast(element)
    if widths:
        element = _with_widths(element, widths)
    cards = bool(element.classes & _CARDS) and context.medium == "html"
    if cards:
        element = _labelled(element)
    inner = "".join(_part(child, context) for child in element.children if isinstance(child, Element))
    table = f'<table{_id(element, context)} class="{classes}">{inner}</table>'
    if context.medium == "pdf" and next(element.find("caption"), None):
        return _whole(table)
    return table if cards or _PAIRED in element.classes else _boxed(table, context)


def _with_widths(table: Element, widths: Widths) -> Element:
    columns = Element("colgroup", {}, tuple(Element("col", {"data-width": f"{width:g}"}) for width in widths))
    rest = (child for child in table.children if not isinstance(child, Element) or child.tag not in ("colgroup", "col"))
    captions = tuple(table.find("caption"))
    return replace(table, children=(*captions, columns, *(child for child in rest if child not in captions)))


def _part(part: Element, context: _Context) -> str:
    """A part of a table; white space between its rows and cells says nothing."""
    if part.tag not in ("thead", "tbody", "colgroup"):
        return _element(part, context)
    inner = "".join(_row(child, context) for child in part.children if isinstance(child, Element))
    return f"<{part.tag}>{inner}</{part.tag}>"


def _row(row: Element, context: _Context) -> str:
    if row.tag != "tr":
        return _element(row, context)
    kind = f' class="{escape(row.get("class"))}"' if row.get("class") else ""
    inner = "".join(
        _plain(cell, context, f' data-label="{escape(label)}"' if (label := cell.get("data-label")) else "")
        for cell in row.children
        if isinstance(cell, Element)
    )
    return f"<tr{_id(row, context)}{kind}>{inner}</tr>"


def _boxed(content: str, context: _Context) -> str:
    """In a box that scrolls by itself, so that a phone's page never scrolls sideways."""
    return f'<div class="scroll" tabindex="0">{content}</div>' if context.medium == "html" else content


def _whole(table: str) -> str:
    """A small table that stays with its caption on one page: WeasyPrint parts the two unless both are in a box."""
    return f'<div class="whole">{table}</div>'


def _id(element: Element, context: _Context) -> str:
    return f' id="{escape(element.id)}"' if context.placed(element) else ""


def _two_abreast(table: Element) -> Element:
    """A table of facts with two of them on a line."""
    facts = [_cells(row) for row in table.find("tr")]
    rows = [
        Element("tr", {}, (*one, *(other or (Element("td"), Element("td")))))
        for one, other in zip(facts[::2], [*facts[1::2], ()], strict=False)
    ]
    widths = Element("colgroup", {}, tuple(Element("col", {"data-width": width}) for width in ("17", "33") * 2))
    return replace(table, children=(widths, Element("tbody", {}, tuple(rows))))


def _cells(row: Element) -> tuple[Element, ...]:
    return tuple(child for child in row.children if isinstance(child, Element))


def _labelled(table: Element) -> Element:
    """The table with each cell carrying its column's name, which a card shows in front of it."""
    heads = [cell.text() for head in table.find("thead") for row in head.find("tr") for cell in _cells(row)]
    return replace(table, children=tuple(_labelled_part(child, heads) for child in table.children))


def _labelled_part(part: Element | str, heads: Iterable[str]) -> Element | str:
    if isinstance(part, str) or part.tag != "tbody":
        return part
    return replace(part, children=tuple(_labelled_row(row, heads) for row in part.children if isinstance(row, Element)))


def _labelled_row(row: Element, heads: Iterable[str]) -> Element:
    cells = tuple(
        replace(cell, attrs={**cell.attrs, "data-label": head} if cell.text() else {**cell.attrs, "class": "none"})
        for cell, head in zip(_cells(row), heads, strict=False)
    )
    return replace(row, children=cells) if len(cells) == len(_cells(row)) else row


def _time(element: Element, context: _Context) -> str:
    """A date; on paper nobody reads what it is to machines."""
    return _plain(element if context.medium == "html" else replace(element, tag="span"), context)


_SPECIAL: Mapping[str, Callable[[Element, _Context], str]] = {
    "time": _time,
    "a": _link,
    "img": _image,
    "figure": _figure,
    "col": _column,
    "table": _table,
}
