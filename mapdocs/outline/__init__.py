"""Page -> Layout: the whole document as paragraphs and tables, for what people edit together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapdocs.layout import Layout, Para
from mapdocs.outline.blocks import Place, flow
from mapdocs.outline.inline import runs_of
from mapdocs.outline.state import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mapdocs.assets import Theme
    from mapdocs.layout import Block
    from mapdocs.page import Page

__all__ = ["layout_of"]

BETWEEN = " \u00b7 "


def layout_of(page: Page, theme: Theme) -> Layout:
    """All of the page but logos and links inside it; each of its fields once, each id once."""
    state = State(page, theme)
    flow(state, page.blocks, Place(state.blocks, "page"))
    return Layout(
        title=page.title,
        blocks=tuple(_begun(state.blocks)),
        header=tuple(_line("header", page.running.header_left, page.running.header_right)),
        footer=tuple(_line("footer", page.running.footer_mark, page.running.footer_left)),
        language=page.language,
        direction="rtl" if page.direction == "rtl" else "ltr",
        paper=page.paper,
        margins=tuple(float(theme.page[side]) for side in ("top", "right", "bottom", "left")),  # type: ignore[arg-type]
    )


def _begun(blocks: list[Block]) -> Iterator[Block]:
    """A table is never first: where one was, an empty paragraph is."""
    if not blocks or not isinstance(blocks[0], Para):
        yield Para("start", style="gap")
    yield from blocks


def _line(name: str, *words: str) -> Iterator[Para]:
    """What stands on each page: how many pages there are nobody can say."""
    said = BETWEEN.join(word for word in words if word)
    if said:
        yield Para(name, runs_of([(said, "", "")]), "muted")
