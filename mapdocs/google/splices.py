"""Smallest edits of text in a Google document: on grapheme boundaries, and so that comments on the text survive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

Request = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Spot:
    """The segment and tab that indices count in; empty for the body, and for a document without tabs."""

    segment: str = ""
    tab: str = ""

    def at(self, index: int) -> dict[str, Any]:
        """A location."""
        return {"index": index, **self._where()}

    def span(self, start: int, end: int) -> dict[str, Any]:
        """A range; the end is not part of it."""
        return {"startIndex": start, "endIndex": end, **self._where()}

    def _where(self) -> dict[str, str]:
        return {name: value for name, value in (("segmentId", self.segment), ("tabId", self.tab)) if value}


def units(text: str) -> int:
    """Its length as the Docs API counts: in UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def insert(text: str, at: int, spot: Spot) -> Request:
    """A request that inserts text."""
    return {"insertText": {"text": text, "location": spot.at(at)}}


def delete(start: int, end: int, spot: Spot) -> Request:
    """A request that deletes what stands between two indices."""
    return {"deleteContentRange": {"range": spot.span(start, end)}}


def rewritten(was: str, now: str, start: int, spot: Spot) -> list[Request]:
    """What turns `was`, which begins at `start`, into `now`; [] where they are the same.

    New text goes strictly inside what it replaces before that is deleted: a comment dies with all of its text, and
    lives on with what was put inside (GOOGLE.md, Comments).
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
        return [insert(come, begin, spot)]
    if not come:
        return [delete(begin, end, spot)]
    inside = begin + units(gone[0])
    length = units(come)
    rest = [delete(inside + length, end + length, spot)] if end > inside else []
    return [insert(come, inside, spot), *rest, delete(begin, inside, spot)]


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
