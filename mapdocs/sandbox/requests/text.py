"""Text and what stands between texts: put in, taken out, replaced."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from mapdocs.sandbox.errors import bad
from mapdocs.sandbox.model.deleting import delete_range
from mapdocs.sandbox.model.inserting import at_paragraph, put_block, put_page_break, put_pieces, put_text
from mapdocs.sandbox.model.places import paragraphs
from mapdocs.sandbox.model.tree import (
    OBJECT,
    Block,
    Break,
    Content,
    Json,
    Paragraph,
    Piece,
    Segment,
)
from mapdocs.sandbox.requests.draft import Draft, Reply, required
from mapdocs.sandbox.requests.suggested import suggest_deletion
from mapdocs.utf16 import is_broken, widen

_STRIPPED = re.compile("[\x00-\x08\x0c-\x1f\ue000-\uf8ff]")
"""What the API takes out of every text that is put in."""


def readable(text: str) -> str:
    """Text as code units, without what the API strips; ApiError 400 for half a surrogate pair."""
    wide = widen(text.replace("\r\n", "\n"))
    if is_broken(wide):
        raise bad("The text holds half a surrogate pair.")
    return _STRIPPED.sub("", wide)


def insert_text(draft: Draft, told: Json) -> Reply:
    """`insertText`."""
    text = readable(told.get("text", ""))
    if not told.get("text"):
        raise bad("Insert text requests must specify text to insert.")
    where, index = draft.index(told)
    draft.change(where, lambda content: put_text(content, index, text, draft.heading, draft.suggestion))
    return {}


def delete_content(draft: Draft, told: Json) -> Reply:
    """`deleteContentRange`; as a suggestion it only marks what is there."""
    required(told, "range")
    where = told["range"]
    first, end = draft.range(where)
    if draft.suggestion:
        draft.change(where, lambda content: suggest_deletion(content, first, end, draft.suggestion))
    else:
        draft.change(where, lambda content: delete_range(content, first, end))
    return {}


def replace_all(draft: Draft, told: Json) -> Reply:
    """`replaceAllText`: within paragraphs, in every segment of the tabs that are meant."""
    required(told, "containsText")
    criteria = told["containsText"]
    wanted = widen(criteria.get("text", ""))
    if not wanted:
        raise bad("The text to find must not be empty.")
    pattern = wanted if criteria.get("searchByRegex") else re.escape(wanted)
    try:
        found = re.compile(pattern, 0 if criteria.get("matchCase") else re.IGNORECASE)
    except re.error as error:
        raise bad(f"The regular expression is not valid: {error}.") from None
    new = readable(told.get("replaceText", ""))
    count = 0
    for tab in draft.tabs(told.get("tabsCriteria")):
        for segment in tab.segments.values():
            count += _replaced(draft, tab.id, segment, found, new)
    return {"replaceAllText": {"occurrencesChanged": count} if count else {}}


def _replaced(draft: Draft, tab: str, segment: Segment, found: re.Pattern[str], new: str) -> int:
    where = {"tabId": tab, "segmentId": segment.id}
    places = [
        (start + hit.start(), start + hit.end())
        for block, start in paragraphs(segment.content)
        for hit in found.finditer(block.text)
        if hit.end() > hit.start() and not hit.group().endswith("\n")
    ]
    for first, end in reversed(places):
        swap(draft, where, first, end, new)
    return len(places)


def swap(draft: Draft, where: Json, first: int, end: int, text: str) -> None:
    """Text for text, in the look of the first character that goes, and under the stretches that hang on it.

    What goes is deleted after the new text stands inside it, so that comments live. A suggestion stands behind it.
    """
    if draft.suggestion:
        if text:
            draft.change(where, lambda content: put_text(content, end, text, draft.heading, draft.suggestion))
        delete_content(draft, {"range": {**where, "startIndex": first, "endIndex": end}})
        return
    step = _step(draft.segment(where).content, first)
    if text:
        draft.change(where, lambda content: put_text(content, first + step, text, draft.heading))
    behind = first + step + len(text)
    if end > first + step:
        told = {**where, "startIndex": behind, "endIndex": behind + end - first - step}
        delete_content(draft, {"range": told})
    start = first if step else first + len(text)
    delete_content(draft, {"range": {**where, "startIndex": start, "endIndex": start + (step or 1)}})


def _step(content: Content, index: int) -> int:
    """How many units on from a place new text may stand inside what is there; none where a paragraph ends there."""
    step = 1

    def look(old: Paragraph, at: int) -> tuple[Block, ...]:
        nonlocal step
        unit = old.text[at]
        step = 0 if unit == "\n" else 2 if "\ud800" <= unit <= "\udbff" else 1
        return (old,)

    at_paragraph(content, index, look)
    return step


# ---------------------------------------------------------------- what is no text


def insert_page_break(draft: Draft, told: Json) -> Reply:
    """`insertPageBreak`: in the body, outside tables."""
    where, index = _in_body(draft, told)
    piece = Piece(OBJECT, {}, "pageBreak")
    draft.change(where, lambda content: put_page_break(content, index, piece, draft.heading))
    return {}


def insert_section_break(draft: Draft, told: Json) -> Reply:
    """`insertSectionBreak`: in the body, outside tables."""
    where, index = _in_body(draft, told)
    kind = told.get("sectionType", "CONTINUOUS")
    style = {"columnSeparatorStyle": "NONE", "contentDirection": "LEFT_TO_RIGHT", "sectionType": kind}
    draft.change(where, lambda content: put_block(content, index, Break(style), draft.heading))
    return {}


def _in_body(draft: Draft, told: Json) -> tuple[Json, int]:
    where, index = draft.index(told)
    if where.get("segmentId"):
        raise bad("It can only be inserted in the body of the document.")
    start = 0
    for block in draft.segment(where).content:
        if start <= index < start + block.length and not isinstance(block, Paragraph):
            raise bad("It can't be inserted inside a table, or between a table and the paragraph before.")
        start += block.length
    return where, index


def insert_person(draft: Draft, told: Json) -> Reply:
    """`insertPerson`: a chip with an e-mail address."""
    required(told, "personProperties")
    required(told["personProperties"], "email")
    body = {"personId": draft.new_id(), "personProperties": told["personProperties"]}
    _put_thing(draft, told, Piece(OBJECT, {}, "person", body))
    return {}


def insert_rich_link(draft: Draft, told: Json) -> Reply:
    """`insertRichLink`: a chip of another file."""
    required(told, "richLinkProperties")
    body = {"richLinkId": draft.new_id(), "richLinkProperties": told["richLinkProperties"]}
    _put_thing(draft, told, Piece(OBJECT, {}, "richLink", body))
    return {}


def insert_date(draft: Draft, told: Json) -> Reply:
    """`insertDate`: a chip that shows a day."""
    required(told, "dateElementProperties")
    asked = told["dateElementProperties"]
    shown = {**asked, "displayText": asked.get("displayText") or _day(str(asked.get("timestamp", "")))}
    body = {"dateId": draft.new_id(), "dateElementProperties": shown}
    _put_thing(draft, told, Piece(OBJECT, {}, "dateElement", body))
    return {}


def _day(timestamp: str) -> str:
    """What a date chip shows, as `Nov 23, 2026`."""
    try:
        moment = datetime.fromisoformat(timestamp)
    except ValueError:
        seconds = float(timestamp) if re.fullmatch(r"-?\d{1,11}(\.\d+)?", timestamp) else 0.0
        moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    return f"{moment:%b} {moment.day}, {moment.year}"


def _put_thing(draft: Draft, told: Json, piece: Piece) -> None:
    where, index = draft.index(told)
    new = Piece(piece.text, piece.style, piece.kind, piece.body, (draft.suggestion,) if draft.suggestion else ())
    draft.change(where, lambda content: put_pieces(content, index, (new,)))
