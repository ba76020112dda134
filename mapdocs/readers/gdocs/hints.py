"""Named ranges asked by place: which rows and paragraphs a stretch of a document was once named for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping

from mapdocs.readers.gdocs.model import Doc
from mapdocs.readers.gdocs.names import Name, Names, names_of


class Hints:
    """Read when the first question is asked: a document that nobody rearranged needs none of them."""

    def __init__(self, doc: Doc) -> None:
        """Keep the document."""
        self._doc = doc
        self._names: Names | None = None
        self._places: dict[tuple[str, str], list[tuple[int, int, str]]] | None = None

    @property
    def names(self) -> Names:
        """Name -> its stretches."""
        if self._names is None:
            self._names = names_of(self._doc)
        return self._names

    def of(self, name: str) -> tuple[Name, ...]:
        """The stretches of a name."""
        return self.names.get(name, ())

    def within(self, tab: str, segment: str, start: int, end: int) -> list[str]:
        """The names that begin in a stretch, in order; a name as often as it does."""
        if self._places is None:
            self._places = {}
            for name, stretches in self.names.items():
                for at in stretches:
                    self._places.setdefault((at.tab, at.segment), []).append((at.start, at.end, name))
            for places in self._places.values():
                places.sort()
        places = self._places.get((tab, segment), [])
        first, last = bisect_left(places, (start, 0, "")), bisect_left(places, (end, 0, ""))
        return [name for _, _, name in places[first:last]]

    def votes(self, tab: str, start: int, end: int, rows: Mapping[str, int]) -> dict[int, int]:
        """Row -> how much speaks for it in a stretch: its own range twice, one of its paragraphs' once.

        `rows`: names -> row, for the ranges of rows and of their paragraphs.
        """
        found: dict[int, int] = {}
        for name in self.within(tab, "", start, end):
            if name in rows:
                found[rows[name]] = found.get(rows[name], 0) + (2 if name.startswith("r:") else 1)
        return found
