"""One paragraph anew: text put in, split, cut out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from mapdocs.sandbox.errors import bad
from mapdocs.sandbox.model.marks import grown
from mapdocs.sandbox.model.tree import NOTHING, TEXT, Json, Paragraph, Piece, paragraph, with_pieces
from mapdocs.utf16 import splits_pair

NewHeading = Callable[[], str]
"""Gives the id of a heading that comes into being."""


def halves(pieces: Iterable[Piece], at: int) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """What stands before a place and what behind; refused where it is inside a surrogate pair or an equation."""
    left: list[Piece] = []
    right: list[Piece] = []
    start = 0
    for piece in pieces:
        end = start + len(piece.text)
        if end <= at:
            left.append(piece)
        elif start >= at:
            right.append(piece)
        else:
            _may_split(piece, at - start)
            left.append(replace(piece, text=piece.text[: at - start]))
            right.append(replace(piece, text=piece.text[at - start :]))
        start = end
    return tuple(left), tuple(right)


def _may_split(piece: Piece, at: int) -> None:
    if piece.kind != TEXT:
        raise bad(f"The index can't be inside an element of the kind {piece.kind}.")
    if splits_pair(piece.text, at):
        raise bad("The index can't be inside a surrogate pair.")


def style_at(old: Paragraph, at: int) -> Json:
    """The look that text put in at a place takes: that of the character before, at the beginning of the one there."""
    wanted = max(at - 1, 0)
    start = 0
    for piece in old.pieces:
        start += len(piece.text)
        if wanted < start:
            return piece.style or NOTHING
    return NOTHING


def insert_pieces(old: Paragraph, at: int, new: Iterable[Piece]) -> Paragraph:
    """The paragraph with pieces put in, none of which ends it."""
    new = tuple(new)
    left, right = halves(old.pieces, at)
    by = sum(len(piece.text) for piece in new)
    return with_pieces(old, (*left, *new, *right), grown(old.marks, at, by))


def insert_text(old: Paragraph, at: int, text: str, heading: NewHeading, suggested: str = "") -> tuple[Paragraph, ...]:
    """The paragraph with text put in; each newline in it ends a paragraph, and all keep the paragraph's style."""
    made = Piece("", style_at(old, at), inserted=(suggested,) if suggested else ())
    first, *lines = text.split("\n")
    if not lines:
        return (insert_pieces(old, at, (replace(made, text=text),)),)
    out = []
    rest = insert_pieces(old, at, (replace(made, text=first),)) if first else old
    at += len(first)
    for line in lines:
        above, rest = split(rest, at, heading, newline(made))
        rest = insert_pieces(rest, 0, (replace(made, text=line),)) if line else rest
        at = len(line)
        out.append(above)
    return (*out, rest)


def newline(like: Piece) -> Piece:
    """A paragraph's end in the look of a text; links don't reach over it."""
    style = {key: value for key, value in (like.style or {}).items() if key != "link"}
    return Piece("\n", style, inserted=like.inserted)


def split(old: Paragraph, at: int, heading: NewHeading, end: Piece | None = None) -> tuple[Paragraph, Paragraph]:
    """Two paragraphs of one, both in its style; what hangs on the second part's characters goes with them."""
    left, right = halves(old.pieces, at)
    end = end or newline(Piece("", style_at(old, at)))
    ahead = tuple(mark for mark in old.marks if mark.at < at)
    behind = tuple(replace(mark, at=mark.at - at) for mark in old.marks if mark.at >= at)
    style = {**old.style, "headingId": heading()} if "headingId" in old.style else old.style
    above = paragraph((*left, end), old.style, old.bullet, ahead, old.rest)
    return above, paragraph(right, style, old.bullet, behind)


def restyled(old: Paragraph, first: int, end: int, change: Callable[[Piece], Piece]) -> Paragraph:
    """The paragraph with `change` done on what stands from `first` to `end` (both within it)."""
    if first == 0 and end >= old.length:
        return with_pieces(old, map(change, old.pieces), old.marks)
    left, right = halves(old.pieces, first)
    middle, right = halves(right, end - first)
    return with_pieces(old, (*left, *map(change, middle), *right), old.marks)
