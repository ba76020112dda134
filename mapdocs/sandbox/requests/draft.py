"""A document while a batch changes it: thrown away where one request is refused, so that a batch is all or nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from hashlib import blake2s
from typing import Any

from mapdocs.sandbox.comments import Comment, Person
from mapdocs.sandbox.errors import bad
from mapdocs.sandbox.model.tree import Content, Document, Json, Segment, Tab


@dataclass(slots=True)
class Draft:
    """The document so far. `suggestion`: the id that edits are suggested under, empty where they are made."""

    document: Document
    author: Person
    now: str
    comments: tuple[Comment, ...] = ()
    suggestion: str = ""
    met: dict[str, list[str]] = field(default_factory=dict)
    """Suggestions accepted or rejected by the batch."""

    def new_id(self, prefix: str = "kix.") -> str:
        """An id that no other part of the document has or had."""
        serial = self.document.serial + 1
        self.document = replace(self.document, serial=serial)
        return prefix + blake2s(f"{self.document.id}/{serial}".encode(), digest_size=6).hexdigest()

    def heading(self) -> str:
        """The id of a new heading."""
        return self.new_id("h.")

    def tab(self, where: Json) -> Tab:
        """The tab that a location, range or request names; the first where it names none."""
        wanted = where.get("tabId", "")
        for tab in self.document.tabs:
            if not wanted or tab.id == wanted:
                return tab
        raise bad(f"The tab with the ID {wanted} was not found.")

    def tabs(self, criteria: Json | None) -> list[Tab]:
        """The tabs that a criterion names; all where there is none."""
        wanted = (criteria or {}).get("tabIds", ())
        return [self.tab({"tabId": one}) for one in wanted] if wanted else list(self.document.tabs)

    def segment(self, where: Json) -> Segment:
        """The segment that a location or range names; the body where it names none."""
        wanted = where.get("segmentId", "")
        found = self.tab(where).segments.get(wanted)
        if found is None:
            raise bad(f"Segment with ID {wanted} was not found.")
        return found

    def range(self, told: Json) -> tuple[int, int]:
        """The indices of a range that isn't empty and lies in its segment."""
        if "endIndex" not in told:
            raise bad("The range must have an end index.")
        first, end = told.get("startIndex", 0), told["endIndex"]
        limit = self.segment(told).length
        if first < 0 or end <= first:
            raise bad(f"The range from {first} to {end} should not be empty.")
        if end > limit:
            raise bad(f"Index {end} must be less than or equal to the end index of the referenced segment, {limit}.")
        return first, end

    def index(self, told: Json) -> tuple[Json, int]:
        """Where a request puts something: its location, or the last place of the segment that it names."""
        end = told.get("endOfSegmentLocation")
        if ("location" in told) == (end is not None):
            raise bad("Exactly one of location and endOfSegmentLocation must be set.")
        if end is not None:
            return end, self.segment(end).length - 1
        where = told["location"]
        index, limit = where.get("index", 0), self.segment(where).length
        if index < 0 or index >= limit:
            raise bad(f"Index {index} must be less than the end index of the referenced segment, {limit}.")
        return where, index

    def put(self, where: Json, content: Content) -> None:
        """A segment's content anew."""
        tab = self.tab(where)
        segment = replace(self.segment(where), content=content)
        self.document = self.document.with_tab(tab.with_segment(segment))

    def change(self, where: Json, change: Callable[[Content], Content]) -> None:
        """A segment's content changed."""
        self.put(where, change(self.segment(where).content))

    def put_tab(self, tab: Tab) -> None:
        """A tab anew."""
        self.document = self.document.with_tab(tab)


Handler = Callable[[Draft, Json], "Reply"]
Reply = dict[str, Any]


def required(told: Json, *names: str) -> None:
    """ApiError 400 where one of some fields is missing."""
    for name in names:
        if name not in told:
            raise bad(f"The field {name} is required.")
