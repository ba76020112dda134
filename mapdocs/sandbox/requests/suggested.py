"""Suggestions: made, accepted, rejected; and a document as it would be with all of them accepted or rejected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Literal

from mapdocs.sandbox.errors import ApiError, bad
from mapdocs.sandbox.model.deleting import delete_range
from mapdocs.sandbox.model.paragraphs import restyled
from mapdocs.sandbox.model.places import each_paragraph, paragraphs
from mapdocs.sandbox.model.tree import (
    NOTHING,
    Block,
    Content,
    Document,
    Json,
    Paragraph,
    Piece,
    Row,
    Table,
    cell,
    length_of,
    paragraph,
    row,
    table,
)
from mapdocs.sandbox.requests.draft import Draft, Reply, required

Verdict = Literal["accept", "reject"]


def suggest_deletion(content: Content, first: int, end: int, ident: str) -> Content:
    """Text marked as to be deleted; what was itself only suggested goes at once."""
    if end >= length_of(content):
        raise bad("The range can't include the newline character at the end of its segment or cell.")

    def mark(piece: Piece) -> Piece:
        return piece if _is_draft(piece) else replace(piece, deleted=tuple(dict.fromkeys((*piece.deleted, ident))))

    def mark_in(old: Paragraph, start: int) -> Paragraph:
        return restyled(old, max(first - start, 0), min(end - start, old.length), mark)

    drafts = _own(content, first, end)
    content = each_paragraph(content, 0, first, end, mark_in)
    for start, stop in reversed(drafts):
        content = delete_range(content, start, stop)
    return content


def _is_draft(piece: Piece) -> bool:
    """Whether it is only suggested, so that taking it out again leaves nothing to suggest."""
    return bool(piece.inserted) and not piece.text.endswith("\n")


def _own(content: Content, first: int, end: int) -> list[tuple[int, int]]:
    """Where in a range text stands that is only suggested."""
    found = []
    for block, start in paragraphs(content):
        at = start
        for piece in block.pieces:
            stop = at + len(piece.text)
            if _is_draft(piece) and at < end and stop > first:
                found.append((max(at, first), min(stop, end)))
            at = stop
    return found


def restyle(piece: Piece, ident: str, style: Json, fields: Iterable[str]) -> Piece:
    """A look suggested for a piece."""
    state = {f"{field}Suggested": True for field in fields}
    change = {"textStyle": style, "textStyleSuggestionState": state}
    return replace(piece, restyled={**piece.restyled, ident: change})


# ---------------------------------------------------------------- accepted and rejected


def accept(draft: Draft, told: Json) -> Reply:
    """`acceptSuggestion`."""
    return _meet(draft, told, "accept")


def reject(draft: Draft, told: Json) -> Reply:
    """`rejectSuggestion` and deleteSuggestion."""
    return _meet(draft, told, "reject")


def _meet(draft: Draft, told: Json, verdict: Verdict) -> Reply:
    required(told, "suggestionId")
    ident = told["suggestionId"]
    if ident not in suggestions(draft.document):
        raise bad(f"There is no suggestion with the ID {ident}.")
    draft.document = settled(draft.document, verdict, {ident})
    draft.met.setdefault(verdict, []).append(ident)
    return {}


def suggestions(document: Document) -> list[str]:
    """The ids of all that is suggested, in document order."""
    found: dict[str, None] = {}
    for tab in document.tabs:
        for segment in tab.segments.values():
            for ident in _named(segment.content):
                found[ident] = None
    return list(found)


def _named(content: Content) -> Iterator[str]:
    for block in content:
        if isinstance(block, Paragraph):
            for piece in block.pieces:
                yield from (*piece.inserted, *piece.deleted, *piece.restyled)
        elif isinstance(block, Table):
            for line in block.rows:
                yield from (*line.rest.get("suggestedInsertionIds", ()), *line.rest.get("suggestedDeletionIds", ()))
                for place in line.cells:
                    yield from _named(place.content)


def settled(document: Document, verdict: Verdict, idents: set[str] | None = None) -> Document:
    """The document with some suggestions, or all, accepted or rejected."""
    if idents is None:
        idents = set(suggestions(document))
    if not idents:
        return document
    for tab in document.tabs:
        segments = {
            key: replace(segment, content=_settled(segment.content, verdict, idents))
            for key, segment in tab.segments.items()
        }
        document = document.with_tab(replace(tab, segments=segments))
    return document


def _settled(content: Content, verdict: Verdict, idents: set[str]) -> Content:
    content = _rows_settled(content, verdict, idents)
    places = [place for block, start in paragraphs(content) for place in _going(block, start, verdict, idents)]
    for first, end in reversed(places):
        try:
            content = delete_range(content, first, end)
        except ApiError:
            continue  # a newline that a table or the end of a cell needs: it stays
    return each_paragraph(content, 0, 0, length_of(content), lambda old, _: _cleared(old, verdict, idents))


def _going(block: Paragraph, start: int, verdict: Verdict, idents: set[str]) -> Iterator[tuple[int, int]]:
    """What a verdict takes out of a paragraph; its newline by itself, since that may have to stay."""
    for piece in block.pieces:
        end = start + len(piece.text)
        named = piece.deleted if verdict == "accept" else piece.inserted
        if idents & set(named):
            cut = end - 1 if piece.text.endswith("\n") else end
            yield from ((start, cut),) if cut > start else ()
            yield from ((cut, end),) if end > cut else ()
        start = end


def _cleared(block: Paragraph, verdict: Verdict, idents: set[str]) -> Paragraph:
    if not any(piece.inserted or piece.deleted or piece.restyled for piece in block.pieces):
        return block
    pieces = (_clear(piece, verdict, idents) for piece in block.pieces)
    return paragraph(pieces, block.style, block.bullet, block.marks, block.rest)


def _clear(piece: Piece, verdict: Verdict, idents: set[str]) -> Piece:
    style = piece.style
    if verdict == "accept":
        for ident, change in piece.restyled.items():
            if ident in idents:
                style = _styled(style or {}, change)
    return replace(
        piece,
        style=style,
        inserted=tuple(ident for ident in piece.inserted if ident not in idents),
        deleted=tuple(ident for ident in piece.deleted if ident not in idents),
        restyled={key: value for key, value in piece.restyled.items() if key not in idents} or NOTHING,
    )


def _styled(style: Json, change: Json) -> Json:
    fields = [key.removesuffix("Suggested") for key, on in change["textStyleSuggestionState"].items() if on]
    kept = {key: value for key, value in style.items() if key not in fields}
    return kept | {key: value for key, value in change["textStyle"].items() if key in fields}


def _rows_settled(content: Content, verdict: Verdict, idents: set[str]) -> Content:
    out: list[Block] = []
    for block in content:
        if not isinstance(block, Table):
            out.append(block)
            continue
        rows = tuple(new for line in block.rows if (new := _row_settled(line, verdict, idents)) is not None)
        if rows:
            out.append(table(rows, block.columns, block.style, block.rest))
    return tuple(out)


def _row_settled(line: Row, verdict: Verdict, idents: set[str]) -> Row | None:
    """The row, None where it goes."""
    goes = "suggestedDeletionIds" if verdict == "accept" else "suggestedInsertionIds"
    if idents & set(line.rest.get(goes, ())):
        return None
    cells = tuple(
        cell(_rows_settled(place.content, verdict, idents), place.style, place.rest)
        if any(isinstance(block, Table) for block in place.content)
        else place
        for place in line.cells
    )
    rest = {key: value for key, value in line.rest.items() if not idents & set(value)} if line.rest else line.rest
    return row(cells, line.style, rest)
