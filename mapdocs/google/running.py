"""What stands on each page: the header and footer of a document, filled where they are empty, else edited in place."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mapdocs.google.flow import flowed
from mapdocs.google.places import CellHere
from mapdocs.google.splices import Step
from mapdocs.writers.gdocs.wire import Where

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mapdocs.google.draft import Draft
    from mapdocs.layout import Para
    from mapdocs.readers.gdocs.model import Tab
    from mapdocs.writers.gdocs import Request


def retold_edge(
    draft: Draft, tab: Tab, edge: str, old: Sequence[Para], new: Sequence[Para], first: Sequence[Request]
) -> tuple[Para, ...]:
    """What a `header` or `footer` holds of ours afterwards; one that the document does not have is left out of it.

    `first`: the requests that fill both where they are empty, as `first_push` has them.
    """
    segment = _segment(tab, edge)
    if segment is None:
        return tuple(old)
    name, whole = segment
    where = Where(tab.id, name)
    if not old and whole.start == whole.end:
        draft.add(where, [Step(whole.start, tuple(_filled(first, edge, name)))])
        return tuple(new)
    return flowed(draft, old, new, draft.pen(where), whole)


def _filled(first: Sequence[Request], edge: str, name: str) -> Iterator[Request]:
    """Those of one of the two, with its id in their place."""
    slot = json.dumps(f"{{{edge}}}")
    for request in first:
        text = json.dumps(request)
        if slot in text:
            yield json.loads(text.replace(slot, json.dumps(name)))


def _segment(tab: Tab, edge: str) -> tuple[str, CellHere] | None:
    """The id of the one on every page, and where its text is."""
    raw: Mapping[str, Any] = tab.raw
    name = (raw.get("documentStyle") or {}).get(f"default{edge.capitalize()}Id", "")
    content = ((raw.get(f"{edge}s") or {}).get(name) or {}).get("content") or []
    if not name or not content:
        return None
    return name, CellHere(int(content[0].get("startIndex") or 0), int(content[-1]["endIndex"]) - 1)
