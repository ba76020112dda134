"""Content taken out, by the API's rules about what may go.

Refused (the API's own list, at DeleteContentRangeRequest): half a surrogate pair, the last newline of a segment or
cell, the newline before a table, a table of contents or a section break that stays, and parts of a row or cell.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from mapdocs.sandbox.errors import bad
from mapdocs.sandbox.model.marks import put_mark, survivors
from mapdocs.sandbox.model.paragraphs import halves
from mapdocs.sandbox.model.places import holder, paragraphs, spliced, within
from mapdocs.sandbox.model.tree import Block, Break, Content, Mark, Paragraph, paragraph

_PARTLY = "The range can't cover part of a table, of its rows or of its cells, only all of it."
_LAST = "The range can't include the newline character at the end of its segment or cell."
_BEFORE = "The range can't include the newline before a table, table of contents or section break that stays."
_FIRST = "The range can't include the section break that a body begins with."


@dataclass(frozen=True, slots=True)
class _Cut:
    """A range in some blocks: the numbers of the first and last block, and from where to where within those."""

    head: int
    tail: int
    first: int
    end: int


def delete_range(content: Content, first: int, end: int) -> Content:
    """A segment's content without first..end (exclusive); ApiError 400 where that may not go."""
    lost: list[Mark] = []

    def cut(inner: Content, base: int) -> Content:
        head, start = holder(inner, base, first)
        tail, tail_start = holder(inner, base, end - 1)
        if tail == len(inner):
            raise bad("The range can't reach beyond the end of its segment or cell.")
        place = _Cut(head, tail, first - start, end - tail_start)
        lost.extend(_lost(inner, place))
        return _without(inner, place)

    new = within(content, 0, first, end - 1, cut)
    for mark in survivors(lost):
        new = put_mark(new, first - 1 if mark.last else first, mark)
    return new


def _lost(content: Content, cut: _Cut) -> Iterator[Mark]:
    """The ends of stretches that stick to what goes."""
    for number in range(cut.head, cut.tail + 1):
        block = content[number]
        if not isinstance(block, Paragraph):
            yield from (mark for inner, _ in paragraphs((block,)) for mark in inner.marks)
            continue
        first = cut.first if number == cut.head else 0
        end = cut.end if number == cut.tail else block.length
        yield from (mark for mark in block.marks if first <= mark.at < end)


def _without(content: Content, cut: _Cut) -> Content:
    head, tail = content[cut.head], content[cut.tail]
    to_the_end = cut.end == tail.length
    if (not isinstance(head, Paragraph) and cut.first) or (not isinstance(tail, Paragraph) and not to_the_end):
        raise bad(_PARTLY)
    if cut.head == 0 and isinstance(head, Break):
        raise bad(_FIRST)
    if not to_the_end:
        return spliced(content, cut.head, cut.tail - cut.head + 1, (_merged(head, cut.first, tail, cut.end),))
    following = content[cut.tail + 1] if cut.tail + 1 < len(content) else None
    if following is None:
        raise bad(_LAST)
    if (isinstance(tail, Paragraph) or cut.first) and not isinstance(following, Paragraph):
        raise bad(_BEFORE)
    if not cut.first:
        return spliced(content, cut.head, cut.tail - cut.head + 1, ())
    return spliced(content, cut.head, cut.tail - cut.head + 2, (_merged(head, cut.first, following, 0),))


def _merged(head: Block, first: int, tail: Block, end: int) -> Paragraph:
    """The beginning of one block and the end of another, or of the same, in the style of the newline that stays."""
    if not isinstance(tail, Paragraph):
        raise bad(_PARTLY)
    pieces, marks = halves(tail.pieces, end)[1], tuple(mark for mark in tail.marks if mark.at >= end)
    before = halves(head.pieces, first)[0] if isinstance(head, Paragraph) else ()
    kept = tuple(mark for mark in head.marks if mark.at < first) if isinstance(head, Paragraph) else ()
    moved = tuple(replace(mark, at=mark.at - end + first) for mark in marks)
    return paragraph((*before, *pieces), tail.style, tail.bullet, (*kept, *moved), tail.rest)
