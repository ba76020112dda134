"""What somebody else does to a document, between one request and the next."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace

from mapdocs.sandbox.comments import Comment
from mapdocs.sandbox.docs_api import Call
from mapdocs.sandbox.drive_api import create_permission
from mapdocs.sandbox.entry import Entry
from mapdocs.sandbox.errors import ApiError
from mapdocs.sandbox.faults import Fault
from mapdocs.sandbox.model.marks import Stretch, put_stretch, stretches, without
from mapdocs.sandbox.model.places import paragraphs
from mapdocs.sandbox.model.tree import Content, Json
from mapdocs.sandbox.requests.batch import apply
from mapdocs.sandbox.requests.draft import Draft
from mapdocs.sandbox.schema import check_body
from mapdocs.sandbox.state import State, person

_ID = re.compile(r"/(?:documents|files)/([^/:?]+)")


def interfere(state: State, fault: Fault, path: str) -> None:
    """Does what a fault tells somebody else to do, to the document that it names or the request is about."""
    found = _ID.search(path)
    ident = fault.document or (found.group(1) if found else "")
    told = fault.told or {}
    entry = state.store.get(ident)
    if entry is None:
        raise ApiError(404, f"The fault is about a document that is not there: {ident}.")
    if fault.action == "edit":
        edit(state, entry, told)
    elif fault.action == "comment":
        add_comment(state, entry, told)
    elif fault.action == "share":
        call = Call(state.store, entry.owner, state.clock)
        create_permission(call, ident, {"type": "user", "role": told["role"], "emailAddress": told["emailAddress"]}, {})
    elif fault.action == "trash":
        state.store.put(entry.changed(state.clock(), trashed=True))
    elif fault.action == "delete":
        state.store.drop(ident)
    else:
        meddle(state, entry, fault.action, str(told.get("name", "")))


def edit(state: State, entry: Entry, told: Json) -> Json:
    """A batch by somebody who may do everything: the owner, or whoever `as` names. What is refused is an ApiError."""
    who = person(str(told.get("as", ""))) if told.get("as") else entry.owner
    check_body("docs", "BatchUpdateDocumentRequest", {"requests": told.get("requests", [])})
    draft = Draft(entry.document, who, state.clock(), entry.comments)
    suggesters = dict(entry.suggesters)
    if told.get("suggest"):
        draft.suggestion = draft.new_id("suggest.")
        suggesters[draft.suggestion] = who.email
    replies = apply(draft, told.get("requests", []))
    new = state.store.put(entry.edited(draft.now, draft.document, draft.comments, suggesters=suggesters))
    return {"replies": replies, "revisionId": new.revision_id, "suggestion": draft.suggestion}


def add_comment(state: State, entry: Entry, told: Json) -> None:
    """A comment on the file, which hangs on no text."""
    who = person(str(told.get("as", ""))) if told.get("as") else entry.owner
    now = state.clock()
    new = Comment(f"c.{entry.revision:06x}{len(entry.comments):04x}", who, str(told.get("content", "Noted.")), now, now)
    state.store.put(entry.edited(now, entry.document, (*entry.comments, new)))


# ---------------------------------------------------------------- named ranges


def meddle(state: State, entry: Entry, action: str, name: str) -> None:
    """Named ranges split, gone or doubled: those whose name holds `name`. The revision stays, as nobody edited."""
    serial = entry.document.serial
    document = entry.document
    change: Callable[[Content, Stretch, str], Content] = _CHANGES[action]
    for tab in document.tabs:
        for segment in tab.segments.values():
            content = segment.content
            for stretch in stretches(content).values():
                if stretch.name is not None and name in stretch.name:
                    serial += 1
                    content = change(content, stretch, f"kix.meddled{serial}")
            tab = tab.with_segment(replace(segment, content=content))  # noqa: PLW2901 - the tab as it is by now
        document = document.with_tab(tab)
    state.store.put(replace(entry, document=replace(document, serial=serial)))


def _split(content: Content, stretch: Stretch, _fresh: str) -> Content:
    """A range in two parts with a character between them that is in none."""
    if stretch.end - stretch.start < 3:  # noqa: PLR2004 - a character for each part, and one between
        return content
    content = _drop(content, stretch, "")
    middle = (stretch.start + stretch.end) // 2
    content = put_stretch(content, stretch.start, middle, (stretch.id, stretch.name, 0))
    return put_stretch(content, middle + 1, stretch.end, (stretch.id, stretch.name, 1))


def _drop(content: Content, stretch: Stretch, _fresh: str) -> Content:
    return without(content, lambda mark: mark.id == stretch.id and mark.name is not None)


def _double(content: Content, stretch: Stretch, fresh: str) -> Content:
    """A second range of the same name elsewhere: over the next paragraph, else over the same text."""
    place = next(((start, block) for block, start in paragraphs(content) if start >= stretch.end), None)
    first, end = (place[0], place[0] + place[1].length) if place else (stretch.start, stretch.end)
    return put_stretch(content, first, end, (fresh, stretch.name, 0))


_CHANGES = {"split-ranges": _split, "drop-ranges": _drop, "double-ranges": _double}


# ---------------------------------------------------------------- deleting under a suggestion


def over_suggestion(state: State, path: str, raw: bytes) -> bool:
    """Whether a batch deletes text that is under a suggestion as the document stands."""
    found = _ID.search(path)
    entry = state.store.get(found.group(1)) if found else None
    try:
        requests = json.loads(raw).get("requests", [])
    except (ValueError, AttributeError):
        return False
    if entry is None:
        return False
    draft = Draft(entry.document, entry.owner, "")
    return any("deleteContentRange" in request and _touches(draft, request) for request in requests)


def _touches(draft: Draft, request: Json) -> bool:
    try:
        where = request["deleteContentRange"]["range"]
        first, end = draft.range(where)
        content = draft.segment(where).content
    except (ApiError, KeyError):
        return False
    for block, start in paragraphs(content):
        at = start
        for piece in block.pieces:
            stop = at + len(piece.text)
            if (piece.inserted or piece.deleted) and at < end and stop > first:
                return True
            at = stop
    return False
