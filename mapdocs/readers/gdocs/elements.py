"""What stands in a paragraph: runs of text, chips, and things that are no text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from mapdocs.readers.gdocs.model import Json, Paragraph, Thing
from mapdocs.utf16 import units

OBJECT = "\ue907"
"""What Google writes into a run for something that is no text."""
_SILENT = frozenset({"autoText", "pageBreak", "columnBreak", "horizontalRule"})
_THINGS = {
    "footnoteReference": ("footnote", "footnoteId"),
    "inlineObjectElement": ("picture", "inlineObjectId"),
    "equation": ("equation", ""),
}
_PLACES = frozenset({"startIndex", "endIndex"})


class Element(NamedTuple):
    """A part of a paragraph. `text`: what it says now; `accepted`: and were its suggestions accepted.

    `kind`: as Google names it; `body`: as it came. `waits`: whether a suggestion waits on it.
    """

    start: int
    end: int
    kind: str
    body: Json
    text: str
    accepted: str
    waits: bool
    thing: Thing | None = None

    @property
    def style(self) -> Json:
        """Its text style; empty where it has none."""
        return mapping(self.body.get("textStyle"))

    @property
    def there(self) -> bool:
        """Whether it is there now, not only as a suggestion."""
        return not inserted(self.body)


def mapping(value: object) -> Json:
    """The value, or an empty map where it is none."""
    return value if isinstance(value, Mapping) else {}


def words(value: object) -> str:
    """The value, or nothing where it is no text."""
    return value if isinstance(value, str) else ""


def inserted(body: Json) -> bool:
    """Whether it is there only as a suggestion."""
    return bool(body.get("suggestedInsertionIds") or body.get("suggestedInsertionId"))


def deleted(body: Json) -> bool:
    """Whether somebody suggests to take it away."""
    return bool(body.get("suggestedDeletionIds") or body.get("suggestedDeletionId"))


def waits(raw: Json) -> bool:
    """Whether any suggestion waits on it, of its text or its look."""
    return any(value and name.startswith("suggested") for name, value in raw.items())


def elements(paragraph: Paragraph) -> Iterator[Element]:
    """The parts of a paragraph in order, the line's end included."""
    at = paragraph.start
    for raw in paragraph.raws:
        for item in raw["elements"]:
            made = _element(item, at)
            at = made.end
            yield made


def read_elements(raw: Json, start: int) -> list[Element]:
    """The parts of one paragraph as it came."""
    found = []
    for item in raw["elements"]:
        found.append(_element(item, start))
        start = found[-1].end
    return found


def _element(item: Json, at: int) -> Element:
    kind, body = next(((name, mapping(value)) for name, value in item.items() if name not in _PLACES), ("", {}))
    text, after, thing = _said(kind, body)
    begin, end = item.get("startIndex", at), item.get("endIndex")
    start = begin if type(begin) is int else at
    stop = end if type(end) is int and end > start else start + max(1, units(text))
    now = "" if inserted(body) else text
    accepted = "" if deleted(body) else after
    return Element(start, stop, kind, body, now, accepted, waits(body), thing)


def _said(kind: str, body: Json) -> tuple[str, str, Thing | None]:
    """What it says, what it would say with its suggestions, and what it is where it is no text."""
    if kind == "textRun":
        text = body["content"]
        if OBJECT in text:
            text = text.replace(OBJECT, "")
            return text, text, Thing("unknown")
        return text, text, None
    if kind in _SILENT:
        return "", "", None
    if kind in _THINGS:
        name, key = _THINGS[kind]
        return "", "", Thing(name, words(body.get(key)))
    if kind in _CHIPS:
        text = chip(kind, body)
        return text, _after(kind, body, text), None if text else Thing("unknown")
    return "", "", Thing("unknown")


_CHIPS = {
    "person": ("personProperties", "name", "email"),
    "richLink": ("richLinkProperties", "title", "uri"),
    "dropdown": ("dropdownProperties", "displayValue", ""),
    "dateElement": ("dateElementProperties", "displayText", "timestamp"),
}


def chip(kind: str, body: Json) -> str:
    """What a chip shows: a name, a title, a choice, a date; empty where it can't be read."""
    where, first, second = _CHIPS[kind]
    return _shown(mapping(body.get(where)), first, second)


def _shown(about: Json, first: str, second: str) -> str:
    return words(about.get(first)) or (iso(about) if second == "timestamp" else words(about.get(second)))


def _after(kind: str, body: Json, now: str) -> str:
    """What a chip would show were its suggested changes accepted."""
    where, first, second = _CHIPS[kind]
    changes = mapping(body.get(f"suggested{where[0].upper()}{where[1:]}Changes"))
    for change in changes.values():
        shown = _shown(mapping(mapping(change).get(where)), first, second)
        if shown:
            return shown
    return now


def iso(about: Json) -> str:
    """A date chip's day as ISO, in its own time zone; empty where it has none that can be read."""
    stamp, zone = words(about.get("timestamp")), words(about.get("timeZoneId"))
    try:
        moment = datetime.fromisoformat(stamp)
        return (moment.astimezone(ZoneInfo(zone)) if zone and moment.tzinfo else moment).date().isoformat()
    except (ValueError, OSError, KeyError):  # ZoneInfoNotFoundError is a KeyError
        return ""


def things_of(found: list[Element], raw: Json) -> tuple[Thing, ...]:
    """All in a paragraph that is no text, pictures beside it included."""
    held: Any = raw.get("positionedObjectIds") or ()
    beside = [Thing("picture", words(name)) for name in held]
    return (*(element.thing for element in found if element.thing), *beside)
