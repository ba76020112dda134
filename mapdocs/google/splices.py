"""Smallest edits of text in a Google document: on grapheme boundaries, and so that comments on the text survive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mapdocs.utf16 import units

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mapdocs.writers.gdocs import Request
    from mapdocs.writers.gdocs.wire import Where


def rewritten(was: str, now: str, start: int, where: Where) -> list[Request]:
    """What turns `was`, which begins at `start`, into `now`; [] where they are the same.

    New text goes strictly inside what it replaces before that is deleted: a comment dies with all of its text, and
    lives on with what was put inside (docs/sandbox.md).
    """
    if was == now:
        return []
    old, new = graphemes(was), graphemes(now)
    head, tail = _common(old, new)
    if len(old) - head - tail == 1 and len(new) > head + tail and len(old) > 1:
        # One grapheme has no inside: a neighbour goes with it.
        head, tail = (head - 1, tail) if head else (head, tail - 1)
    gone, come = old[head : len(old) - tail], "".join(new[head : len(new) - tail])
    begin = start + units("".join(old[:head]))
    end = begin + units("".join(gone))
    if not gone:
        return [where.insert(begin, come)]
    if not come:
        return [where.delete(begin, end)]
    inside = begin + units(gone[0])
    length = units(come)
    rest = [where.delete(inside + length, end + length)] if end > inside else []
    return [where.insert(inside, come), *rest, where.delete(begin, inside)]


def graphemes(text: str) -> list[str]:
    """What people see as letters: an emoji with its parts, a letter with its marks."""
    if text.isascii():
        return list(text)
    import regex  # the Unicode rules for grapheme clusters

    return regex.findall(r"\X", text)


def _common(old: list[str], new: list[str]) -> tuple[int, int]:
    """How many graphemes both begin with, and how many of the others both end with."""
    most = min(len(old), len(new))
    head = next((n for n in range(most) if old[n] != new[n]), most)
    most -= head
    tail = next((n for n in range(most) if old[-1 - n] != new[-1 - n]), most)
    return head, tail


@dataclass(frozen=True, slots=True)
class Step:
    """Requests that belong together; `at`: the lowest index that they touch, as the document stands before all."""

    at: int
    requests: tuple[Request, ...]


def backwards(steps: Iterable[Step]) -> list[Request]:
    """All requests of a segment from its end to its start, so that no step moves what a later one touches.

    Of two steps at one index the one that comes later in the document is given later.
    """
    ordered = sorted(enumerate(steps), key=lambda pair: (pair[1].at, pair[0]), reverse=True)
    return [request for _, step in ordered for request in step.requests]
