"""A first push: the difference between a layout and an empty document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapdocs.writers.gdocs.inserts import fill_tables, looks
from mapdocs.writers.gdocs.look import PAPERS, POINTS_PER_MM
from mapdocs.writers.gdocs.places import place
from mapdocs.writers.gdocs.styling import texts
from mapdocs.writers.gdocs.wire import Where, points

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mapdocs.layout import Layout, Para
    from mapdocs.writers.gdocs.look import Look
    from mapdocs.writers.gdocs.wire import Request

_FIRST = 1
HEADER, FOOTER = "{header}", "{footer}"
"""What stands for the ids of the segments, which only the answer to the first batch tells."""


def first_push(layout: Layout, look: Look, tab: str = "") -> tuple[list[Request], list[Request]]:
    """Two batches into a document that holds nothing: all of it, then header and footer.

    The second names the segments `{header}` and `{footer}`: their ids are in the replies to the first.
    """
    where = Where(tab)
    placed = place(layout.blocks, _FIRST)
    text = "\n".join(placed.text)
    out = [_paper(layout, tab)]
    out += [where.insert(_FIRST, text)] if text else []
    out += fill_tables(placed, where)
    out += looks(placed, _FIRST, placed.end, look, where) if placed.spots else []
    out += [{"createHeader": {"type": "DEFAULT"}}] if layout.header else []
    out += [{"createFooter": {"type": "DEFAULT"}}] if layout.footer else []
    second = [*_segment(layout.header, look, Where(tab, HEADER)), *_segment(layout.footer, look, Where(tab, FOOTER))]
    return out, second


def _paper(layout: Layout, tab: str) -> Request:
    width, height = PAPERS.get(layout.paper, PAPERS["A4"])
    top, right, bottom, left = (points(margin * POINTS_PER_MM) for margin in layout.margins)
    style = {
        "pageSize": {"width": points(width), "height": points(height)},
        "marginTop": top,
        "marginRight": right,
        "marginBottom": bottom,
        "marginLeft": left,
    }
    return {
        "updateDocumentStyle": {
            "documentStyle": style,
            "fields": "pageSize,marginTop,marginRight,marginBottom,marginLeft",
            **({"tabId": tab} if tab else {}),
        }
    }


def _segment(paras: Sequence[Para], look: Look, where: Where) -> Iterator[Request]:
    """A header or footer, which begins with one empty paragraph at 0."""
    if not paras:
        return
    placed = place(paras, 0)
    yield where.insert(0, "\n".join(placed.text))
    yield where.paragraph_style(0, placed.end, *look.paragraph)
    yield where.text_style(0, placed.end, *look.text)
    yield where.text_style(0, placed.end, *look.small)
    yield from texts(placed.spots, look, where)
