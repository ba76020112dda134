"""Texts that should be there beside those that are: which is which, by words first, then by hints, then by order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

ALIKE = 0.3
"""From here on two texts may be one that was changed: words of one language have a tenth in common by chance."""
_SHORT = 8
_MOST_COMPARED = 2500
_MOST_BETWEEN = 3
"""So many paragraphs between two known ones are told by order alone."""
_LONGEST = 400


class Wanted(NamedTuple):
    """A text that should be there; `None` for what is no paragraph. `still`: empty, and nothing is typed into it."""

    text: str | None
    field: str = ""
    still: bool = False


class Aligner:
    """`places[i]`: where the i-th wanted text is, or -1; `owners[j]`: whose the j-th seen one is, or -1."""

    def __init__(self, wanted: Sequence[Wanted], seen: Sequence[str | None], fixed: Mapping[int, int]) -> None:
        """`fixed`: pairs that are known; those that cross others are left out."""
        self.wanted = wanted
        self.seen = seen
        self.places = [-1] * len(wanted)
        self.owners = [-1] * len(seen)
        for i, j in _rising(sorted(fixed.items())):
            self._pair(i, j)

    def _pair(self, i: int, j: int) -> None:
        self.places[i] = j
        self.owners[j] = i

    def gaps(self) -> Iterator[tuple[list[int], list[int]]]:
        """The unpaired between pairs: those wanted, those seen; at least one of each."""
        first, begin = 0, 0
        for i, j in [*enumerate(self.places), (len(self.wanted), len(self.seen))]:
            if j < begin and i < len(self.wanted):
                continue
            missing = [k for k in range(first, i) if self.places[k] < 0 and self.wanted[k].text is not None]
            free = [k for k in range(begin, j) if self.owners[k] < 0 and self.seen[k] is not None]
            if missing and free:
                yield missing, free
            first, begin = i + 1, j + 1

    def exact(self) -> None:
        """Pairs of equal words; empty paragraphs only where all is equal."""
        for missing, free in list(self.gaps()):
            wanted = [self.wanted[i].text for i in missing]
            seen = [self.seen[j] for j in free]
            if wanted == seen:
                pairs = list(zip(missing, free, strict=True))
            else:
                left = [text if text and text.strip() else (0, n) for n, text in enumerate(wanted)]
                right = [text if text and text.strip() else (1, n) for n, text in enumerate(seen)]
                blocks = SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
                pairs = [(missing[b.a + n], free[b.b + n]) for b in blocks for n in range(b.size)]
            for i, j in pairs:
                self._pair(i, j)

    def hinted(self, hints: Mapping[int, int]) -> None:
        """Pairs that a named range tells, where they cross no other."""
        for missing, free in list(self.gaps()):
            told = [(i, hints[i]) for i in missing if hints.get(i, -1) in free]
            for i, j in _rising(told):
                self._pair(i, j)

    def alike(self, *, cell: bool = False) -> None:
        """Pairs of words that were changed: the most alike, in order.

        `cell`: where no more words are left than there are fields, they are the fields': what stood beside a value was
        typed over along with it.
        """
        for missing, free in list(self.gaps()):
            left = [i for i in missing if self._words(self.wanted[i].text)]
            right = [j for j in free if self._words(self.seen[j])]
            fields = [i for i in left if self.wanted[i].field]
            left = fields if cell and len(right) <= len(fields) else left
            if left and right and len(left) * len(right) <= _MOST_COMPARED:
                for i, j in _most_alike([self.wanted[i].text or "" for i in left], [self.seen[j] or "" for j in right]):
                    self._pair(left[i], right[j])

    def placed(self, *, cell: bool) -> None:
        """What is left, by order: as many on both sides, or one field that takes all that was typed in its place."""
        for missing, free in list(self.gaps()):
            left = [i for i in missing if not self.wanted[i].still]
            right = [j for j in free if self._words(self.seen[j])]
            fields = [i for i in left if self.wanted[i].field]
            if not right or (not cell and (len(right) > _MOST_BETWEEN or max(self.places) < 0)):
                continue
            if len(left) == len(right):
                self._zip(left, right)
            elif len(fields) == len(right) or (cell and len(fields) > len(right)):
                self._zip(fields, right)
            elif len(fields) == 1 and (cell or len(left) == 1):
                self._zip(fields, right[:1])
                for j in right[1:]:
                    self.owners[j] = fields[0]
            elif cell and fields:
                self._zip(fields, right)
                for j in right[len(fields) :]:
                    self.owners[j] = fields[-1]
            elif cell:
                self._zip(left, right)

    def blank(self) -> None:
        """Empty paragraphs: first those that should be empty, then those whose words were taken out."""
        for emptied in (False, True):
            for missing, free in list(self.gaps()):
                left = [i for i in missing if bool(self._words(self.wanted[i].text)) == emptied]
                right = [j for j in free if not self._words(self.seen[j])]
                self._zip(left, right)

    def within(self, listed: Sequence[bool]) -> None:
        """What was typed between paragraphs of one field, or on in its list, is that field's."""
        last, held = -1, list[int]()
        for j, i in enumerate(self.owners):
            if i >= 0:
                if last >= 0 and self.wanted[i].field and self.wanted[i].field == self.wanted[last].field:
                    for k in held:
                        self.owners[k] = last
                last, held = i, []
            elif self.seen[j] is None:
                last, held = -1, []
            elif self._words(self.seen[j]) and last >= 0:
                held.append(j)
                if self.wanted[last].field and listed[j] and listed[j - 1] and self.owners[j - 1] == last:
                    self.owners[j] = last
                    held.pop()

    def _zip(self, left: Sequence[int], right: Sequence[int]) -> None:
        for i, j in zip(left, right, strict=False):
            self._pair(i, j)

    @staticmethod
    def _words(text: str | None) -> bool:
        return bool(text) and not text.isspace() if text else False


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The most of these pairs, in order of the first, whose seconds rise too."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, (_, j) in enumerate(pairs):
        at = bisect_left(tops, j)
        before.append(ends[at - 1] if at else -1)
        tops[at : at + 1] = [j]
        ends[at : at + 1] = [number]
    chain, at = [], ends[-1] if ends else -1
    while at >= 0:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]


def _most_alike(left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int]]:
    """The pairs, in order on both sides, whose likeness adds up to the most."""
    best = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    like = [[likeness(a, b) for b in right] for a in left]
    for i in range(len(left) - 1, -1, -1):
        for j in range(len(right) - 1, -1, -1):
            with_both = best[i + 1][j + 1] + like[i][j] if like[i][j] >= ALIKE else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], with_both)
    pairs, i, j = [], 0, 0
    while i < len(left) and j < len(right):
        if like[i][j] >= ALIKE and best[i][j] == best[i + 1][j + 1] + like[i][j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def likeness(one: str, other: str) -> float:
    """0 to 1: the share of neighbouring letters, four by four, that both have; two by two where a text is short."""
    many = min(len(one), len(other)) > _SHORT
    left, right = _neighbours(one[:_LONGEST], 4 if many else 2), _neighbours(other[:_LONGEST], 4 if many else 2)
    return 2 * len(left & right) / (len(left) + len(right)) if left and right else float(one == other)


@lru_cache(maxsize=4096)
def _neighbours(text: str, count: int) -> frozenset[str]:
    folded = " ".join(text.casefold().split())
    return frozenset(folded[n : n + count] for n in range(len(folded) - count + 1)) or frozenset({folded})
