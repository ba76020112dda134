"""Content put in at an index, which must lie inside a paragraph."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from mapdocs.sandbox.errors import bad
from mapdocs.sandbox.model.paragraphs import NewHeading, insert_pieces, insert_text, newline, split, style_at
from mapdocs.sandbox.model.places import holder, spliced, within
from mapdocs.sandbox.model.tree import Block, Content, Json, Paragraph, Piece

_OUTSIDE = (
    "The insertion index must be inside the bounds of an existing paragraph. "
    "You can still create new paragraphs by inserting newlines."
)


def at_paragraph(content: Content, index: int, change: Callable[[Paragraph, int], tuple[Block, ...]]) -> Content:
    """The paragraph that an index lies in replaced by what `change` makes of it and the place in it."""

    def put(inner: Content, base: int) -> Content:
        number, start = holder(inner, base, index)
        block = inner[number] if number < len(inner) else None
        if not isinstance(block, Paragraph):
            raise bad(_OUTSIDE)
        return spliced(inner, number, 1, change(block, index - start))

    return within(content, 0, index, index, put)


def put_text(content: Content, index: int, text: str, heading: NewHeading, suggested: str = "") -> Content:
    """Text (code units) put in; newlines in it end paragraphs."""
    return at_paragraph(content, index, lambda old, at: insert_text(old, at, text, heading, suggested))


def put_pieces(content: Content, index: int, pieces: Iterable[Piece]) -> Content:
    """Things put into a paragraph. One whose style is empty takes that of its place."""
    new = tuple(pieces)

    def put(old: Paragraph, at: int) -> tuple[Block, ...]:
        there = style_at(old, at)
        return (insert_pieces(old, at, (piece if piece.style else _styled(piece, there) for piece in new)),)

    return at_paragraph(content, index, put)


def _styled(piece: Piece, style: Json) -> Piece:
    plain = {key: value for key, value in style.items() if key != "link"}
    return piece if piece.style is None else replace(piece, style=plain)


def put_block(content: Content, index: int, block: Block, heading: NewHeading) -> Content:
    """A table or section break put in, with a newline before it."""

    def put(old: Paragraph, at: int) -> tuple[Block, ...]:
        above, below = split(old, at, heading)
        return (above, block, below)

    return at_paragraph(content, index, put)


def put_page_break(content: Content, index: int, piece: Piece, heading: NewHeading) -> Content:
    """A page break put in, with a newline behind it."""

    def put(old: Paragraph, at: int) -> tuple[Block, ...]:
        end = newline(Piece("", style_at(old, at)))
        filled = insert_pieces(old, at, (piece,))
        return split(filled, at + len(piece.text), heading, end)

    return at_paragraph(content, index, put)
