"""One paragraph, with what waits for it: bookmarks, and the distance to the table above."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from mapdocs.writers.word.tracking import mark_of

if TYPE_CHECKING:
    from mapdocs.writers.word.state import State

_AFTER_TABLE = 160
_OWN_SPACE = ("Heading", "Phase", "Title", "TableGap", "CellEnd")


def paragraph(state: State, style: str, content: str, direction: str = "", extra: str = "") -> str:
    """A paragraph of a style; `extra` is its numbering."""
    start, end = state.take_bookmarks()
    below = state.after_table and not style.startswith(_OWN_SPACE)
    rtl = direction == "rtl" if direction else state.look.rtl
    properties = _properties(style, extra, keep=state.keep, top=state.top_of_page, rtl=rtl, below=below)
    state.after_table = state.top_of_page = False
    if state.change:
        properties = properties.replace("</w:pPr>", f"<w:rPr>{mark_of(state)}</w:rPr></w:pPr>")
    return f"<w:p>{properties}{start}{content}{end}</w:p>"


@lru_cache(maxsize=512)
def _properties(style: str, extra: str, *, keep: bool, top: bool, rtl: bool, below: bool) -> str:
    """In the order that the schema wants."""
    before = 0 if top else _AFTER_TABLE if below else None
    space = "" if before is None else f'<w:spacing w:before="{before}"/>'
    return (
        f'<w:pPr><w:pStyle w:val="{style}"/>{"<w:keepNext/>" if keep else ""}'
        f"{extra}{'<w:bidi/>' if rtl else ''}{space}</w:pPr>"
    )
