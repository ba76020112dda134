"""A document's nodes: frozen, and each knows its length, so that an edit makes anew only what it touches.

Lengths are UTF-16 code units. A table is one unit before its rows and one behind them; a row and a cell are one unit
before what they hold (as in real documents: row = table + 1, cell = row + 1, text = cell + 1).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

Json = Mapping[str, Any]
"""A part of the API's JSON that is kept as it is, and never changed in place."""


class _Nothing(dict[str, Any]):
    """An empty object that may stand as a default."""

    def __hash__(self) -> int:  # type: ignore[override]
        """All are one."""
        return 0


NOTHING: Json = _Nothing()

TEXT = "textRun"
OBJECT = "\ue907"
"""What stands in a text for each unit of what is no text."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of one look, or a thing between texts: a chip, a picture, a page break, a footnote's mark.

    `kind`: its name in a paragraph's elements. `style` is None where the kind has none. `body`: what else it says.
    `inserted`, `deleted`: the suggestions that it is part of; `restyled`: suggested looks, by suggestion.
    """

    text: str
    style: Json | None = NOTHING
    kind: str = TEXT
    body: Json = NOTHING
    inserted: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    restyled: Json = NOTHING

    def like(self, other: Piece) -> bool:
        """Whether both are text of the same look, so that they are told as one."""
        return (
            self.kind == other.kind == TEXT
            and self.style == other.style
            and self.inserted == other.inserted
            and self.deleted == other.deleted
            and self.restyled == other.restyled
        )


@dataclass(frozen=True, slots=True)
class Mark:
    """One end of a stretch of text that something hangs on; it sticks to its first or its last character.

    `name`: of a named range; None for what a comment hangs on. `part`: a range that was split has several stretches.
    """

    id: str
    at: int
    last: bool
    name: str | None = None
    part: int = 0

    @property
    def stretch(self) -> tuple[str, int]:
        """What both ends have in common."""
        return self.id, self.part


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Pieces; the last one ends with the paragraph's newline. `rest`: keys of the API that are only kept."""

    pieces: tuple[Piece, ...]
    length: int
    style: Json = NOTHING
    bullet: Json | None = None
    marks: tuple[Mark, ...] = ()
    rest: Json = NOTHING

    @property
    def text(self) -> str:
        """Its code units, newline included."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Break:
    """A section break: one unit."""

    style: Json = NOTHING
    rest: Json = NOTHING
    length: int = 1


@dataclass(frozen=True, slots=True)
class Cell:
    """Blocks of a table cell; its last paragraph's newline can't be deleted."""

    content: tuple[Block, ...]
    length: int
    style: Json = NOTHING
    rest: Json = NOTHING


@dataclass(frozen=True, slots=True)
class Row:
    """As many cells as the table has columns; what a merged cell covers is there, and empty."""

    cells: tuple[Cell, ...]
    length: int
    style: Json = NOTHING
    rest: Json = NOTHING


@dataclass(frozen=True, slots=True)
class Table:
    """Rows. `style`: with the properties of its columns."""

    rows: tuple[Row, ...]
    length: int
    columns: int
    style: Json = NOTHING
    rest: Json = NOTHING


@dataclass(frozen=True, slots=True)
class Contents:
    """A table of contents: one unit before and one behind its paragraphs."""

    content: tuple[Block, ...]
    length: int
    rest: Json = NOTHING


Block = Paragraph | Table | Break | Contents
Content = tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """The body (id empty), a header, a footer or a footnote: each counts from 0."""

    id: str
    kind: str
    content: Content

    @property
    def length(self) -> int:
        """Its end index."""
        return sum(block.length for block in self.content)


@dataclass(frozen=True, slots=True)
class Tab:
    """`segments`: by id, the body first under "". `rest`: named styles, inline objects and what else is only kept."""

    properties: Json
    segments: Mapping[str, Segment]
    style: Json = NOTHING
    lists: Json = NOTHING
    rest: Json = NOTHING

    @property
    def id(self) -> str:
        """As locations name it."""
        return str(self.properties.get("tabId", ""))

    def with_segment(self, segment: Segment) -> Tab:
        """The tab with that segment put in."""
        return replace(self, segments={**self.segments, segment.id: segment})


@dataclass(frozen=True, slots=True)
class Document:
    """All of a document. `serial`: how many ids were made for its parts; none is made twice."""

    id: str
    title: str
    tabs: tuple[Tab, ...]
    serial: int = 0

    def with_tab(self, tab: Tab) -> Document:
        """The document with that tab put in the place of the one with its id."""
        return replace(self, tabs=tuple(tab if tab.id == other.id else other for other in self.tabs))


# ---------------------------------------------------------------- nodes from their parts


def joined(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Without the empty ones, and with texts of the same look as one."""
    out: list[Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        if out and piece.like(out[-1]):
            out[-1] = replace(out[-1], text=out[-1].text + piece.text)
        else:
            out.append(piece)
    return tuple(out)


def paragraph(
    pieces: Iterable[Piece],
    style: Json = NOTHING,
    bullet: Json | None = None,
    marks: tuple[Mark, ...] = (),
    rest: Json = NOTHING,
) -> Paragraph:
    """A paragraph of some pieces."""
    told = joined(pieces)
    return Paragraph(told, sum(len(piece.text) for piece in told), style, bullet, marks, rest)


def with_pieces(old: Paragraph, pieces: Iterable[Piece], marks: tuple[Mark, ...]) -> Paragraph:
    """The paragraph with other pieces and marks."""
    return paragraph(pieces, old.style, old.bullet, marks, old.rest)


def length_of(content: Iterable[Block | Row | Cell]) -> int:
    """Of all together."""
    return sum(block.length for block in content)


def cell(content: Content, style: Json = NOTHING, rest: Json = NOTHING) -> Cell:
    """A cell of some blocks."""
    return Cell(content, 1 + length_of(content), style, rest)


def row(cells: tuple[Cell, ...], style: Json = NOTHING, rest: Json = NOTHING) -> Row:
    """A row of some cells."""
    return Row(cells, 1 + length_of(cells), style, rest)


def table(rows: tuple[Row, ...], columns: int, style: Json = NOTHING, rest: Json = NOTHING) -> Table:
    """A table of some rows."""
    return Table(rows, 2 + length_of(rows), columns, style, rest)


def contents(content: Content, rest: Json = NOTHING) -> Contents:
    """A table of contents of some paragraphs."""
    return Contents(content, 2 + length_of(content), rest)
