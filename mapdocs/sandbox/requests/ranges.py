"""Named ranges: made, taken away, and their text replaced."""

from __future__ import annotations

from dataclasses import replace

from mapdocs.sandbox.errors import bad
from mapdocs.sandbox.model.marks import Stretch, put_stretch, stretches, without
from mapdocs.sandbox.model.tree import Content, Json, Tab
from mapdocs.sandbox.requests.draft import Draft, Reply, required
from mapdocs.sandbox.requests.text import delete_content, readable, swap
from mapdocs.utf16 import widen

_LONGEST = 256


def create(draft: Draft, told: Json) -> Reply:
    """`createNamedRange`. Names need not differ."""
    required(told, "range", "name")
    name = told["name"]
    if not 1 <= len(widen(name)) <= _LONGEST:
        raise bad(f"The name must have at least 1 and no more than {_LONGEST} UTF-16 code units.")
    first, end = draft.range(told["range"])
    ident = draft.new_id()
    draft.change(told["range"], lambda content: put_stretch(content, first, end, (ident, name, 0)))
    return {"createNamedRange": {"namedRangeId": ident}}


def delete(draft: Draft, told: Json) -> Reply:
    """`deleteNamedRange`, by id or by name; a name may be that of several."""
    ident, name = told.get("namedRangeId"), told.get("name")
    if (ident is None) == (name is None):
        raise bad("Exactly one of namedRangeId and name must be set.")
    found = False
    for tab in draft.tabs(told.get("tabsCriteria")):
        for segment in tab.segments.values():
            content = without(segment.content, lambda m: m.name is not None and (m.id == ident or m.name == name))
            if content is not segment.content:
                found = True
                tab = tab.with_segment(replace(segment, content=content))  # noqa: PLW2901 - the tab as it is by now
        draft.put_tab(tab)
    if not found and ident is not None:
        raise bad(f"There is no named range with the ID {ident}.")
    return {}


def replace_content(draft: Draft, told: Json) -> Reply:
    """`replaceNamedRangeContent`: the first part's text is replaced, that of other parts goes."""
    ident, name = told.get("namedRangeId"), told.get("namedRangeName")
    if (ident is None) == (name is None):
        raise bad("Exactly one of namedRangeId and namedRangeName must be set.")
    text = readable(told.get("text", ""))
    found = [
        (tab, segment.id, stretch)
        for tab in draft.tabs(told.get("tabsCriteria"))
        for segment in tab.segments.values()
        for stretch in stretches(segment.content).values()
        if stretch.name is not None and (stretch.id == ident or stretch.name == name)
    ]
    if not found and ident is not None:
        raise bad(f"There is no named range with the ID {ident}.")
    for tab, segment, stretch in sorted(found, key=lambda item: -item[2].start):
        _replace(draft, tab, segment, stretch, text)
    return {}


def _replace(draft: Draft, tab: Tab, segment: str, stretch: Stretch, text: str) -> None:
    where = {"tabId": tab.id, "segmentId": segment}
    if stretch.part:
        delete_content(draft, {"range": {**where, "startIndex": stretch.start, "endIndex": stretch.end}})
        return
    swap(draft, where, stretch.start, stretch.end, text)
    if text:  # the range is over the new text, also where no place inside the old one was left to put it
        named = (stretch.id, stretch.name, 0)
        end = stretch.start + len(text)
        draft.change(where, lambda content: put_stretch(_without(content, stretch), stretch.start, end, named))


def _without(content: Content, stretch: Stretch) -> Content:
    return without(content, lambda mark: mark.stretch == (stretch.id, stretch.part))
