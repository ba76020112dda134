"""Footnotes: their marks in the body, and a segment each."""

from __future__ import annotations

from dataclasses import replace

from mapdocs.sandbox.errors import bad
from mapdocs.sandbox.model.inserting import put_pieces
from mapdocs.sandbox.model.places import each_paragraph, paragraphs
from mapdocs.sandbox.model.tree import OBJECT, Json, Paragraph, Piece, Segment, paragraph
from mapdocs.sandbox.requests.draft import Draft, Reply


def create(draft: Draft, told: Json) -> Reply:
    """`createFootnote`: its mark in the body, and a segment that holds a space."""
    where, index = draft.index(told)
    if where.get("segmentId"):
        raise bad("A footnote can only be created in the body of the document.")
    ident = draft.new_id()
    number = 1 + sum(segment.kind == "footnotes" for segment in draft.tab(where).segments.values())
    body = {"footnoteId": ident, "footnoteNumber": str(number)}
    draft.change(where, lambda content: put_pieces(content, index, (Piece(OBJECT, {}, "footnoteReference", body),)))
    plain = {"namedStyleType": "NORMAL_TEXT", "direction": "LEFT_TO_RIGHT"}
    tab = draft.tab(where)
    draft.put_tab(tab.with_segment(Segment(ident, "footnotes", (paragraph((Piece(" \n"),), plain),))))
    return {"createFootnote": {"footnoteId": ident}}


def count(draft: Draft) -> None:
    """Footnotes whose mark is gone are taken out, the others numbered in order."""
    for tab in draft.document.tabs:
        if not any(segment.kind == "footnotes" for segment in tab.segments.values()):
            continue
        marks = [
            piece.body["footnoteId"]
            for block, _ in paragraphs(tab.segments[""].content)
            for piece in block.pieces
            if piece.kind == "footnoteReference"
        ]
        numbers = {ident: str(number) for number, ident in enumerate(marks, 1)}
        kept = {key: part for key, part in tab.segments.items() if part.kind != "footnotes" or key in numbers}
        body = kept[""]

        def number_in(block: Paragraph, _start: int, numbers: dict[str, str] = numbers) -> Paragraph:
            return _numbered(block, numbers)

        content = each_paragraph(body.content, 0, 0, body.length, number_in)
        draft.put_tab(replace(tab, segments={**kept, "": replace(body, content=content)}))


def _numbered(block: Paragraph, numbers: dict[str, str]) -> Paragraph:
    if not any(piece.kind == "footnoteReference" for piece in block.pieces):
        return block
    pieces = (
        replace(piece, body={**piece.body, "footnoteNumber": numbers[piece.body["footnoteId"]]})
        if piece.kind == "footnoteReference"
        else piece
        for piece in block.pieces
    )
    return replace(block, pieces=tuple(pieces))
