"""What a person does on a page, as requests of the API."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from mapdocs.sandbox.comments import Person, Reply
from mapdocs.sandbox.entry import Entry, Role, may
from mapdocs.sandbox.errors import ApiError, bad
from mapdocs.sandbox.interference import edit
from mapdocs.sandbox.model.places import paragraphs
from mapdocs.sandbox.model.tree import OBJECT, Paragraph, Tab
from mapdocs.sandbox.page.margin import Acting
from mapdocs.sandbox.state import State, person
from mapdocs.utf16 import narrow, splits_pair, widen

Said = Mapping[str, Any]
Request = dict[str, Any]
BUYER = Person("buyer@buyer.example", "Buyer")
"""Who looks at a page of a document that is shared with nobody."""


def people_of(entry: Entry) -> list[Person]:
    """Who may act on a page: those it is shared with, else a buyer, and the owner."""
    shared = [person(one.email) for one in entry.permissions if one.email and one.email != entry.owner.email]
    return [*(shared or [BUYER]), entry.owner]


def acting_as(entry: Entry, email: str) -> Acting:
    """What somebody may do: as their role says; who has none is let in as if anyone could edit."""
    people = people_of(entry)
    who = email if email in {one.email for one in people} else people[0].email
    role: Role = entry.role(who) or "writer"
    return Acting(who, may(role, "writer"), may(role, "commenter"))


def act(state: State, entry: Entry, said: Said) -> None:
    """One action done. ApiError 409 where the text is no longer what was shown, 403 where they may not."""
    acting = acting_as(entry, str(said.get("as", "")))
    action = str(said.get("action", ""))
    if action in _NOTES:
        _allow(acting.comments)
        _NOTES[action](state, entry, said, acting)
        return
    suggest = bool(said.get("suggest")) or not acting.edits
    _allow(acting.comments)
    requests = _EDITS[action](entry, said) if action in _EDITS else None
    if requests is None:
        raise bad(f"There is no action {action}.")
    if action in {"accept", "reject"}:
        _allow(acting.edits or entry.suggesters.get(str(said.get("suggestion"))) == acting.email)
        suggest = False
    if action == "comment":
        suggest = False
    if requests:
        edit(state, entry, {"requests": requests, "as": acting.email, "suggest": suggest})


def _allow(allowed: bool) -> None:  # noqa: FBT001 - whether they may
    if not allowed:
        raise ApiError(403, "They may not do this.")


# ---------------------------------------------------------------- text


def _text(entry: Entry, said: Said) -> list[Request]:
    """A paragraph's text as it was typed: the smallest edit, put in before anything is taken out."""
    where, start, block = _place(entry, said)
    before = block.text.removesuffix("\n")
    after = widen(str(said.get("after", ""))).replace("\r", "").replace("\n", "\x0b")
    first, last = _common(before, after)
    gone, new = before[first : len(before) - last], after[first : len(after) - last]
    return replaced(where, start + first, gone, new.replace(OBJECT, ""), suggest=bool(said.get("suggest")))


def replaced(where: Request, index: int, gone: str, new: str, *, suggest: bool) -> list[Request]:
    """Some text in the place of other text; inside the old one first where it can be, so that comments live."""
    out: list[Request] = []
    step = min(2 if gone[:1] >= "\ud800" and gone[:1] <= "\udbff" else 1, len(gone))
    put = len(gone) if suggest else step
    if new:
        out.append({"insertText": {"location": {"index": index + put, **where}, "text": narrow(new)}})
    cuts = [(0, len(gone))] if suggest or not new else [(step + len(new), len(gone) + len(new)), (0, step)]
    for first, end in cuts:
        if end > first:
            out.append(
                {"deleteContentRange": {"range": {"startIndex": index + first, "endIndex": index + end, **where}}}
            )
    return out


def _common(before: str, after: str) -> tuple[int, int]:
    """How many units two texts begin and end with alike, with no surrogate pair taken apart."""
    most = min(len(before), len(after))
    first = next((n for n in range(most) if before[n] != after[n]), most)
    while splits_pair(before, first) or splits_pair(after, first):
        first -= 1
    most -= first
    last = next((n for n in range(most) if before[-1 - n] != after[-1 - n]), most)
    while splits_pair(before, len(before) - last) or splits_pair(after, len(after) - last):
        last -= 1
    return first, last


def _place(entry: Entry, said: Said) -> tuple[Request, int, Paragraph]:
    """Where a paragraph is that a page showed. ApiError 409 where something else is there by now."""
    tab = tab_of(entry, str(said.get("tab", "")))
    segment = tab.segments.get(str(said.get("segment", "")))
    start = _number(said, "start")
    for block, at in paragraphs(segment.content) if segment else ():
        if at == start and _alike(block.text.removesuffix("\n"), widen(str(said.get("before", "")))):
            where = {"tabId": tab.id} | ({"segmentId": segment.id} if segment and segment.id else {})
            return where, start, block
    raise ApiError(409, "The document changed meanwhile. Look at it again.")


def _alike(text: str, shown: str) -> bool:
    return text.replace("\x0b", "\n") == shown.replace("\x0b", "\n").replace("\r", "")


def tab_of(entry: Entry, ident: str) -> Tab:
    """A tab by id, else the first."""
    return next((tab for tab in entry.document.tabs if tab.id == ident), entry.document.tabs[0])


def _number(said: Said, name: str) -> int:
    try:
        return int(said[name])
    except (KeyError, TypeError, ValueError):
        raise bad(f"The field {name} must be a number.") from None


def _line(entry: Entry, said: Said) -> list[Request]:
    """An empty paragraph below."""
    where, start, block = _place(entry, said)
    return [{"insertText": {"location": {"index": start + block.length - 1, **where}, "text": "\n"}}]


def _no_line(entry: Entry, said: Said) -> list[Request]:
    """The paragraph with its end, or, where that must stay, its text."""
    where, start, block = _place(entry, said)
    span = {"startIndex": start, "endIndex": start + block.length, **where}
    return [{"deleteContentRange": {"range": span}}]


# ---------------------------------------------------------------- rows, comments, suggestions


def _row(entry: Entry, said: Said) -> list[Request]:
    return [{"insertTableRow": {"tableCellLocation": _cell(entry, said), "insertBelow": True}}]


def _no_row(entry: Entry, said: Said) -> list[Request]:
    return [{"deleteTableRow": {"tableCellLocation": _cell(entry, said)}}]


def _column(entry: Entry, said: Said) -> list[Request]:
    return [{"insertTableColumn": {"tableCellLocation": _cell(entry, said), "insertRight": True}}]


def _cell(entry: Entry, said: Said) -> Request:
    """The cell of the paragraph that is edited, which must still be there."""
    where, _, _ = _place(entry, said)
    start = {"index": _number(said, "table"), **where}
    return {"tableStartLocation": start, "rowIndex": _number(said, "row"), "columnIndex": _number(said, "column")}


def _comment(entry: Entry, said: Said) -> list[Request]:
    """On what was marked of a paragraph, or on all of its text."""
    where, start, block = _place(entry, said)
    first, end = _number(said, "first"), _number(said, "end")
    whole = max(block.length - 1, 1)
    if not 0 <= first < end <= whole:
        first, end = 0, whole
    span = {"startIndex": start + first, "endIndex": start + end, **where}
    return [{"insertComment": {"range": span, "content": str(said.get("content", ""))}}]


def _accept(_entry: Entry, said: Said) -> list[Request]:
    return [{"acceptSuggestion": {"suggestionId": str(said.get("suggestion", ""))}}]


def _reject(_entry: Entry, said: Said) -> list[Request]:
    return [{"rejectSuggestion": {"suggestionId": str(said.get("suggestion", ""))}}]


def _reply(state: State, entry: Entry, said: Said, acting: Acting) -> None:
    text = str(said.get("content", "")).strip()
    if not text:
        raise bad("A reply must not be empty.")
    _answer(state, entry, str(said.get("comment")), acting, text, "")


def _resolve(state: State, entry: Entry, said: Said, acting: Acting) -> None:
    _answer(state, entry, str(said.get("comment")), acting, "", "resolve")


def _answer(state: State, entry: Entry, ident: str, acting: Acting, text: str, action: str) -> None:
    now = state.clock()
    comments = []
    for comment in entry.comments:
        if comment.id == ident and not comment.deleted:
            reply = Reply(f"{ident}.{len(comment.replies)}", person(acting.email), text, now, now, action)
            told = (*comment.replies, reply)
            comment = replace(comment, replies=told, modified=now, resolved=action == "resolve" or comment.resolved)  # noqa: PLW2901
        comments.append(comment)
    state.store.put(entry.edited(now, entry.document, tuple(comments)))


_EDITS: dict[str, Callable[[Entry, Said], list[Request]]] = {
    "text": _text,
    "line": _line,
    "unline": _no_line,
    "row": _row,
    "unrow": _no_row,
    "column": _column,
    "comment": _comment,
    "accept": _accept,
    "reject": _reject,
}
_NOTES: dict[str, Callable[[State, Entry, Said, Acting], None]] = {"reply": _reply, "resolve": _resolve}
