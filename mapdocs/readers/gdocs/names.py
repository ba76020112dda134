"""Named ranges: hints of where something stands, which may be split, gone or doubled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from mapdocs.readers.gdocs.elements import mapping, words
from mapdocs.readers.gdocs.model import Doc, Json


class Name(NamedTuple):
    """One stretch of a named range; a range may have several, and several ranges one name.

    `segment`: the header, footer or footnote that it is in, empty for the body.
    """

    id: str
    tab: str
    segment: str
    start: int
    end: int


Names = Mapping[str, tuple[Name, ...]]


def names_of(doc: Doc) -> Names:
    """Name -> its stretches, in all tabs; what isn't whole is left out, since it is a hint only."""
    found: dict[str, list[Name]] = {}
    for tab in doc.tabs:
        for name, raw in mapping(tab.raw.get("namedRanges")).items():
            stretches = list(_stretches(mapping(raw), tab.id))
            if stretches:
                found.setdefault(name, []).extend(stretches)
    return {name: tuple(stretches) for name, stretches in found.items()}


def _stretches(raw: Json, tab: str) -> Iterator[Name]:
    for named in _list(raw.get("namedRanges")):
        about = mapping(named)
        for item in _list(about.get("ranges")):
            span = mapping(item)
            start, end = span.get("startIndex", 0), span.get("endIndex")
            if type(start) is int and type(end) is int and start <= end:
                yield Name(words(about.get("namedRangeId")), tab, words(span.get("segmentId")), start, end)


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
