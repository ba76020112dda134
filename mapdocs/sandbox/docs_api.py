"""What the Docs API does: documents.get, create and batchUpdate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mapdocs.sandbox.comments import Person
from mapdocs.sandbox.entry import Entry, Role, may, new_entry
from mapdocs.sandbox.errors import ApiError, bad
from mapdocs.sandbox.model.blank import blank_document
from mapdocs.sandbox.model.showing import show_document
from mapdocs.sandbox.model.tree import NOTHING, Json
from mapdocs.sandbox.partial import selected
from mapdocs.sandbox.requests.batch import apply
from mapdocs.sandbox.requests.commenting import thread
from mapdocs.sandbox.requests.draft import Draft
from mapdocs.sandbox.requests.suggested import settled
from mapdocs.sandbox.schema import check_body
from mapdocs.sandbox.store import Clock, Store

Out = dict[str, Any]
_ACCEPTED, _WITHOUT = "PREVIEW_SUGGESTIONS_ACCEPTED", "PREVIEW_WITHOUT_SUGGESTIONS"
_VIEWS = frozenset({"", "DEFAULT_FOR_CURRENT_ACCESS", "SUGGESTIONS_INLINE", _ACCEPTED, _WITHOUT})


@dataclass(frozen=True, slots=True)
class Call:
    """Who calls, when, on what documents."""

    store: Store
    who: Person
    clock: Clock

    def entry(self, ident: str, least: Role = "reader") -> Entry:
        """A document that the caller may do so much with; 404 where it isn't there for them, 403 where they may not."""
        entry = self.store.get(ident)
        role = entry.role(self.who.email) if entry else None
        if entry is None or role is None:
            raise ApiError(404, "Requested entity was not found.")
        if not may(role, least):
            raise ApiError(403, "The caller does not have permission")
        return entry


def get_document(call: Call, ident: str, query: Mapping[str, str]) -> Out:
    """documents.get."""
    entry = call.entry(ident)
    role = entry.role(call.who.email)
    tabs = _flag(query, "includeTabsContent") or "tabs" in query.get("fields", "")
    view = _view(query.get("suggestionsViewMode", ""), role)
    document = entry.document
    if view in {_ACCEPTED, _WITHOUT}:
        document = settled(document, "accept" if view == _ACCEPTED else "reject")
    out = show_document(document, tabs=tabs)
    if may(role, "writer"):
        out["revisionId"] = entry.revision_id
    out["suggestionsViewMode"] = view
    _with_comments(out, entry, query.get("commentsViewMode", ""), role)
    return selected("docs", "Document", out, query.get("fields", ""))


def _flag(query: Mapping[str, str], name: str) -> bool:
    value = query.get(name, "false").lower()
    if value not in {"true", "false"}:
        raise bad(f"Invalid value at '{name}' (TYPE_BOOL), \"{value}\"", name)
    return value == "true"


def _view(asked: str, role: Role | None) -> str:
    if asked not in _VIEWS:
        raise bad(f"Invalid value at 'suggestions_view_mode' (TYPE_ENUM), \"{asked}\"", "suggestions_view_mode")
    if asked in {"", "DEFAULT_FOR_CURRENT_ACCESS"}:
        return "SUGGESTIONS_INLINE" if may(role, "commenter") else _WITHOUT
    if asked != _WITHOUT and not may(role, "commenter"):
        raise ApiError(403, "The caller does not have permission")
    return asked


def _with_comments(out: Out, entry: Entry, mode: str, role: Role | None) -> None:
    """Comments where they are asked for; else nothing tells of them."""
    asked = mode == "COMMENTS_VIEW_MODE_INCLUDED"
    if asked or (mode == "COMMENTS_VIEW_MODE_DEFAULT_FOR_CURRENT_ACCESS" and may(role, "commenter")):
        if asked and not may(role, "commenter"):
            raise ApiError(403, "The caller does not have permission")
        if "tabs" not in out:
            raise bad("comments_view_mode needs include_tabs_content.", "comments_view_mode")
        out["comments"] = [thread(comment) for comment in entry.comments if not comment.deleted]
        return
    _drop_anchors(out.get("tabs", ()), out)


def _drop_anchors(tabs: Any, out: Out) -> None:  # noqa: ANN401 - JSON
    out.pop("commentAnchors", None)
    for tab in tabs:
        tab["documentTab"].pop("commentAnchors", None)
        _drop_anchors(tab.get("childTabs", ()), {})


def create_document(call: Call, body: Json) -> Out:
    """documents.create: only the title counts."""
    check_body("docs", "Document", body)
    ident = call.store.new_id()
    document = blank_document(ident, body.get("title") or "Untitled document")
    call.store.put(new_entry(document, call.who, call.clock(), NOTHING, NOTHING))
    return get_document(call, ident, {})


def batch_update(call: Call, ident: str, body: Json) -> Out:
    """documents.batchUpdate: all of the requests or none."""
    check_body("docs", "BatchUpdateDocumentRequest", body)
    control = body.get("writeControl", {})
    suggests = control.get("writeMode") == "SUGGEST"
    entry = call.entry(ident, "commenter" if suggests else "writer")
    _check_revision(entry, control)
    draft = _draft(call, entry, suggests=suggests)
    replies = apply(draft, body.get("requests", ()))
    new = entry
    if body.get("requests"):
        suggesters = {**entry.suggesters, draft.suggestion: call.who.email} if suggests else entry.suggesters
        new = entry.edited(draft.now, draft.document, draft.comments, suggesters=suggesters)
        call.store.put(new)
    out: Out = {"replies": replies, "writeControl": {"requiredRevisionId": new.revision_id}, "documentId": ident}
    if suggests or draft.met:
        out["suggestionResponses"] = [_suggestion_answer(draft)]
    return out


def _draft(call: Call, entry: Entry, *, suggests: bool) -> Draft:
    draft = Draft(entry.document, call.who, call.clock(), entry.comments)
    if suggests:
        draft.suggestion = draft.new_id("suggest.")
    return draft


def _check_revision(entry: Entry, control: Json) -> None:
    if "requiredRevisionId" in control and "targetRevisionId" in control:
        raise bad("Only one of requiredRevisionId and targetRevisionId can be set.")
    wanted = control.get("requiredRevisionId")
    if wanted is not None and wanted != entry.revision_id:
        message = f"The required revision ID '{wanted}' does not match the latest revision."
        raise ApiError(400, message, "FAILED_PRECONDITION")


def _suggestion_answer(draft: Draft) -> Out:
    out: Out = {"createdSuggestionIds": [draft.suggestion]} if draft.suggestion else {}
    for verdict, idents in draft.met.items():
        out[f"{verdict}edSuggestionIds"] = idents
    return out
