"""A status by its word: in the document's language, in English, in the others that mapdocs has, or as in the file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, get_args

from mapdocs.deal import Status
from mapdocs.problems import brief
from mapdocs.values.answers import Answer, Read, Unclear
from mapdocs.values.doubt import hedged, questioned, signs_beside
from mapdocs.values.plain import folded, plain, trimmed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mapdocs.values.reading import Reading

STATUSES: tuple[str, ...] = get_args(Status)
_HEAD = re.compile(r"\s*(?:[(,;:/]|\s-\s)")


def status_words(trees: Iterable[Mapping[str, object]]) -> dict[str, str]:
    """Folded word -> status, from the `status.x` words of some languages: of two that share a word, the first."""
    found: dict[str, str] = {}
    for words in trees:
        for status in STATUSES:
            if word := folded(str(words.get(f"status.{status}", ""))):
                found.setdefault(word, status)
    for status in STATUSES:
        found.setdefault(folded(status), status)
        found.setdefault(folded(status.replace("-", " ")), status)
    return found


def read_status(text: str, reading: Reading) -> Answer:
    """The status that a text names, and what stands beside it."""
    lines = [plain(line) for line in re.split(r"[\n\v\r]", text)]
    shown = " ".join(filter(None, lines))
    for name, rest in _readings([line for line in lines if line]):
        if status := reading.statuses.get(folded(name)):
            beside = " ".join(filter(None, (signs_beside(name, before=False), trimmed(rest))))
            if questioned(shown) or hedged(beside):
                return Unclear(f'"{brief(shown)}" is no firm status.', (status,), _typed(reading))
            return Read(status, beside)
    why = f'"{brief(shown)}" is not a status.' if folded(shown) else "A status can't be left out."
    return Unclear(why, STATUSES, _typed(reading))


def _typed(reading: Reading) -> str:
    words = ", ".join(reading.directory.words.t(f"status.{status}") for status in STATUSES)
    return f"Type one of these in the document: {words}."


def _readings(lines: list[str]) -> Iterable[tuple[str, str]]:
    """The whole, its first line, and that up to the first mark that ends a word."""
    shown = " ".join(lines)
    yield shown, ""
    if lines:
        yield lines[0], " ".join(lines[1:])
    if found := _HEAD.search(shown):
        yield shown[: found.start()], shown[found.end() :]
