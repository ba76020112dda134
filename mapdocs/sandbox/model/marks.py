"""Named ranges and what comments hang on: stretches of text whose ends stick to their first and last character.

So a stretch grows with what is inserted inside it, moves with what is inserted before it, ends with its last
character, and is gone when all its text is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from mapdocs.sandbox.errors import bad
from mapdocs.sandbox.model.places import each_paragraph, holder, paragraphs, within
from mapdocs.sandbox.model.tree import Content, Mark, Paragraph, length_of

Named = tuple[str, str | None, int]
"""Id, name (None for a comment's anchor), and which part of a range that was split."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text from `start` to `end` (exclusive) that a named range or a comment hangs on."""

    id: str
    name: str | None
    part: int
    start: int
    end: int


def put_stretch(content: Content, start: int, end: int, named: Named) -> Content:
    """A stretch over start..end; where an end lies on no character of text, on the nearest one inside.

    ApiError 400 where there is no text inside.
    """
    ident, name, part = named
    first, last = _on_text(content, start, before=False), _on_text(content, end - 1, before=True)
    if first is None or last is None or first > last:
        raise bad("The range holds no text.")
    content = put_mark(content, first, Mark(ident, 0, last=False, name=name, part=part))
    return put_mark(content, last, Mark(ident, 0, last=True, name=name, part=part))


def put_mark(content: Content, index: int, mark: Mark) -> Content:
    """An end of a stretch put on a character: a first one at `index` or behind, a last one there or before."""
    found = _on_text(content, index, before=mark.last)
    if found is None:
        return content

    def put(inner: Content, base: int) -> Content:
        number, start = holder(inner, base, found)
        block = inner[number]
        marked = with_mark(block, replace(mark, at=found - start)) if isinstance(block, Paragraph) else block
        return (*inner[:number], marked, *inner[number + 1 :])

    return within(content, 0, found, found, put)


def _on_text(content: Content, index: int, *, before: bool) -> int | None:
    """The place itself where a character of text is there, else the nearest one before or behind."""
    hit = False

    def look(inner: Content, base: int) -> Content:
        nonlocal hit
        number, _ = holder(inner, base, index)
        hit = number < len(inner) and isinstance(inner[number], Paragraph)
        return inner

    within(content, 0, index, index, look)
    return index if hit else _nearest(content, index, before=before)


def _nearest(content: Content, index: int, *, before: bool) -> int | None:
    """The nearest character of text before or behind a place that has none."""
    found: int | None = None
    for block, start in paragraphs(content):
        if start > index:
            return found if before else start
        found = start + block.length - 1
    return found if before else None


def with_mark(old: Paragraph, *marks: Mark) -> Paragraph:
    """The paragraph with some ends of stretches more."""
    return replace(old, marks=(*old.marks, *marks))


def stretches(content: Content) -> dict[tuple[str, int], Stretch]:
    """Every stretch of a segment, by id and part, in the order of their beginnings."""
    starts: dict[tuple[str, int], int] = {}
    found: dict[tuple[str, int], Stretch] = {}
    for block, start in paragraphs(content):
        if not block.marks:
            continue
        starts |= {mark.stretch: start + mark.at for mark in block.marks if not mark.last}
        for mark in block.marks:
            if mark.last and mark.stretch in starts:
                end = start + mark.at + 1
                found[mark.stretch] = Stretch(mark.id, mark.name, mark.part, starts[mark.stretch], end)
    return {key: found[key] for key in starts if key in found}


def without(content: Content, gone: Callable[[Mark], bool]) -> Content:
    """The segment without some stretches."""

    def strip(block: Paragraph, _start: int) -> Paragraph:
        if not block.marks:
            return block
        kept = tuple(mark for mark in block.marks if not gone(mark))
        return block if len(kept) == len(block.marks) else replace(block, marks=kept)

    return each_paragraph(content, 0, 0, length_of(content), strip)


# ---------------------------------------------------------------- ends of stretches when text comes and goes


def grown(marks: Iterable[Mark], at: int, by: int) -> tuple[Mark, ...]:
    """What sticks to the characters from `at` on moves with them."""
    return tuple(replace(mark, at=mark.at + by) if mark.at >= at else mark for mark in marks)


def survivors(lost: Iterable[Mark]) -> list[Mark]:
    """Those ends whose other end is still there; where both are gone, all the text is, and the stretch with it."""
    ends: dict[tuple[str, int], list[Mark]] = {}
    for mark in lost:
        ends.setdefault(mark.stretch, []).append(mark)
    return [both[0] for both in ends.values() if len(both) == 1]
