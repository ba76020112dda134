"""A Google document as a reader needs it: paragraphs and tables with their places, all else left as it came.

All indices are UTF-16 code units of a segment, as Google gives them. Tuples, since a document has thousands.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from mapdocs.utf16 import units

Json = Mapping[str, Any]


class Thing(NamedTuple):
    """What stands in a paragraph and is no text.

    `kind`: picture, footnote, equation, or `unknown` for what can't be read. `id`: of the picture or footnote.
    """

    kind: str
    id: str = ""


class Paragraph(NamedTuple):
    """A paragraph from `start` to `end`, behind its line's end. `text`: as it stands now, without the line's end.

    `accepted`: its text were all suggestions accepted; `pending`: whether there are any, of text or look.
    `raws`: as they came; several where a suggested line's end parts them.
    """

    start: int
    end: int
    text: str
    accepted: str
    pending: bool
    things: tuple[Thing, ...]
    raws: tuple[Json, ...]

    @property
    def plain(self) -> bool:
        """Whether indices and characters go together: no chip, no picture, no suggestion in it."""
        return not self.pending and self.end - self.start - 1 == units(self.text)


class Grid(NamedTuple):
    """A table; rows and cells as they stand, so that `rows[2].cells[1]` is the third row's second.

    `merged`: whether a cell of it spans others, which are then empty.
    """

    start: int
    end: int
    rows: tuple[GridRow, ...]
    columns: int
    merged: bool
    pending: str


class GridRow(NamedTuple):
    """A row. `pending`: "" or which suggestion waits on it as a whole, `insert` or `delete`."""

    start: int
    end: int
    cells: tuple[GridCell, ...]
    pending: str


class GridCell(NamedTuple):
    """A cell and how many columns and rows it spans. `pending`: as of a row, where it is suggested as a whole."""

    start: int
    end: int
    blocks: tuple[Paragraph | Grid | Other, ...]
    columns: int
    rows: int
    pending: str = ""

    @property
    def text(self) -> str:
        """Its words, line by line, those of tables in it included."""
        return text_of(self.blocks)


class Other(NamedTuple):
    """What is neither paragraph nor table: a section's break, a table of contents, what is not known yet."""

    start: int
    end: int
    kind: str


Content = tuple[Paragraph | Grid | Other, ...]


class Tab(NamedTuple):
    """A tab's body; the document itself where it has none. `id`: empty for that one. `raw`: for all the rest."""

    id: str
    title: str
    body: Content
    raw: Json


class Doc(NamedTuple):
    """A document. `revision`: empty for those who may not edit."""

    id: str
    title: str
    revision: str
    tabs: tuple[Tab, ...]


def text_of(blocks: Content) -> str:
    """All words in these blocks, a line for each paragraph that has any."""
    if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
        return blocks[0].text
    lines = []
    for block in blocks:
        if isinstance(block, Paragraph):
            lines.append(block.text)
        elif isinstance(block, Grid):
            lines += [cell.text for row in block.rows for cell in row.cells]
    return "\n".join(line for line in lines if line.strip())
