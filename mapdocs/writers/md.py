"""Page -> Markdown, for e-mail and chat: readable as plain text, tables as pipe tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mapdocs.redline import change_of
from mapdocs.writers.result import Written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mapdocs.assets import Assets
    from mapdocs.markup import Element
    from mapdocs.page import Page

_SPECIAL = re.compile(r"([\\`*_\[\]>|~])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_STARTS = re.compile(r"^(\d{0,9})([#+\-.)])(?=[ #-]|$)")
_WHITE = re.compile(r"[ \t\r\n]+")


def write_md(page: Page, _assets: Assets) -> Written:
    """The whole page; pictures are left out, their words stand elsewhere in it."""
    lines = [line for block in page.blocks for line in _blocks(block)]
    mark = f"**{_text(page.running.footer_mark)}**\n\n" if page.running.footer_mark else ""
    foot = f"\n---\n\n{_text(page.running.footer_left)}\n" if page.running.footer_left else ""
    body = re.sub(r"\n{3,}", "\n\n", "\n\n".join(lines)).strip()
    return Written(f"{mark}{body}\n{foot}".encode())


def _blocks(element: Element) -> Iterator[str]:
    render = _BLOCKS.get(element.tag)
    if render:
        text = render(element)
        if text:
            yield text
        return
    loose = [child for child in element.children if isinstance(child, str) and child.strip()]
    if loose or any(child.tag not in _CONTAINED for child in element.children if not isinstance(child, str)):
        yield _line_of(element)
        return
    for child in element.children:
        if not isinstance(child, str):
            yield from _blocks(child)


def _heading(element: Element) -> str:
    return f"{'#' * int(element.tag[1])} {_line_of(element)}"


def _list(element: Element, indent: str = "") -> str:
    lines = []
    for number, item in enumerate((c for c in element.children if not isinstance(c, str)), 1):
        mark = f"{number}. " if element.tag == "ol" else "- "
        lines.append(f"{indent}{mark}{_line_of(item)}")
    return "\n".join(lines)


def _quote(element: Element) -> str:
    return f"> {_line_of(element)}"


def _table(element: Element) -> str:
    """Facts become a list; everything else a pipe table, with an empty head where it has none."""
    rows = [[_folded(cell) for cell in row.children if not isinstance(cell, str)] for row in element.find("tr")]
    if "facts" in element.classes:
        return "\n".join(f"- **{row[0]}:** {' '.join(row[1:])}" for row in rows if row)
    width = max((len(row) for row in rows), default=0)
    if not width:
        return ""
    head = next(iter(element.find("thead")), None)
    body = rows if head is None else rows[1:]
    first = rows[0] if head is not None else [""] * width
    return "\n".join(_line(row, width) for row in (first, ["---"] * width, *body))


def _line(cells: list[str], width: int) -> str:
    return f"| {' | '.join([*cells, *[''] * (width - len(cells))])} |"


def _line_of(element: Element) -> str:
    """A block's text on one line of its own, where a first character may mean something to Markdown."""
    return _STARTS.sub(r"\1\\\2", _folded(element))


def _folded(element: Element) -> str:
    """Text on one line; only white space that a browser folds is folded, a no-break space stays."""
    return _WHITE.sub(" ", _inline(element)).strip(" ")


def _inline(element: Element) -> str:
    return "".join(_text(child) if isinstance(child, str) else _span(child) for child in element.children)


def _span(element: Element) -> str:
    inner = _inline(element)
    if element.tag == "br":
        return " "
    if element.tag in ("p", "div", "li", "ul", "ol"):
        return f" {inner.strip()} " if inner.strip() else ""
    if element.tag == "a" and element.get("href").startswith(("http", "mailto:")):
        return f"[{inner}]({element.get('href').replace(')', '%29').replace(' ', '%20')})"
    marks = {"strong": "**", "em": "*", "del": "~~"}.get(element.tag, "")
    if marks and inner.strip():
        return f"{marks}{inner.strip()}{marks}{' ' if change_of(element) else ''}"
    if "tag" in element.classes and inner.strip():
        return f" ({inner.strip()})"
    return f"{inner.strip()} ·" if "party" in element.classes and "buyer" in element.classes else inner


def _text(text: str) -> str:
    """Text as typed: nothing in it is read as Markdown."""
    escaped = _SPECIAL.sub(r"\\\1", _WHITE.sub(" ", text))
    return _ENTITY.sub("&amp;", escaped).replace("<", "&lt;")


def _nothing(_element: Element) -> str:
    return ""


_CONTAINED = frozenset(
    ("section", "div", "h1", "h2", "h3", "h4", "p", "ul", "ol", "table", "figure", "blockquote", "hr")
)
_BLOCKS: dict[str, Callable[[Element], str]] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4"), _heading),
    **dict.fromkeys(("ul", "ol"), _list),
    "table": _table,
    "blockquote": _quote,
    "figure": _nothing,
    "img": _nothing,
    "hr": lambda _element: "---",
    "p": _line_of,
}
