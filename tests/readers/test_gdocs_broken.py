"""A document with something of everything, and any of its values broken: read, or refused, never a traceback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from mapdocs.problems import RemoteError
from mapdocs.readers.gdocs import find, observe, observe_comments, parse
from tests.gdocs_documents import C, P, Piece, R, T, TabDraft, copied, document, draft_of, p, row_of
from tests.gdocs_plans import PLAN
from tests.gdocs_wild import merge

JUNK = st.sampled_from(["", *'null 0 -1 1099511627776 "" "x" "\\ue907" [] {} [null] {"a":null} true 1.5'.split()])
"""As JSON; nothing takes the value out."""
DAY = {"timestamp": "2026-12-21T12:00:00Z", "displayText": "Dec 21", "timeZoneId": "Europe/London"}
CHIPS = (
    Piece(kind="person", body={"personProperties": {"name": "Maria", "email": "m@marlow.example"}}),
    Piece(kind="richLink", body={"richLinkProperties": {"title": "Paper", "uri": "https://x.example"}}),
    Piece(kind="dropdown", body={"dropdownProperties": {"displayValue": "Done"}}),
    Piece(kind="footnoteReference", body={"footnoteId": "kix.f"}),
    Piece(kind="inlineObjectElement", body={"inlineObjectId": "kix.o"}),
    Piece(kind="equation"),
    Piece(kind="hologram"),
)


@cache
def busy() -> str:
    """The small plan after people have done everything to it that there is to do."""
    draft = draft_of(PLAN)
    for name, pieces in {
        "plan/F-01/M-01/due": [Piece(kind="dateElement", body={"dateElementProperties": DAY})],
        "plan/F-01/M-02/due": [
            Piece("Fri 18 Dec", body={"suggestedDeletionIds": ["s.1"]}),
            Piece("Mon 21 Dec", body={"suggestedInsertionIds": ["s.1"]}),
        ],
        "plan/F-01/M-02/note": [Piece("Bold", {"bold": True}), Piece(" word", {"link": {"url": "https://x.example"}})],
        "plan/F-02/M-04/title": [Piece("Title"), *CHIPS],
    }.items():
        draft.para(name).pieces = pieces
    table = draft.table("plan/F-01/rows")
    table.rows.append(copied(draft.row("M-02")))
    table.rows.append(row_of("", "New", *[""] * 6))
    merge(draft.row("M-03"), 2, 2)
    draft.table("plan/F-02/rows").rows.append(draft.row("M-01"))
    table.rows.remove(draft.row("M-01"))
    for row in draft.table("criteria/rows").rows:
        row.cells.append(C([p("more"), T([R([C([p("inner")])])]), p()]))
    draft.blocks.append(P([Piece("item")], bullet=("kix.numbers", 1)))
    draft.blocks.append(P([Piece("first")], end={"suggestedInsertionIds": ["s.2"]}))
    draft.blocks.append(P([Piece("second", body={"suggestedInsertionIds": ["s.2"]})]))
    draft.tabs.append(TabDraft("t.1", "Notes", [p("text"), T([row_of("a", "b")]), p()]))
    note = {"content": [{"endIndex": 5, "paragraph": {"elements": [{"textRun": {"content": "note\n"}}]}}]}
    draft.tabs[0].raw = {
        "footnotes": {"kix.f": note},
        "headers": {"kix.h": note},
        "documentStyle": {"defaultHeaderId": "kix.h"},
        "inlineObjects": {"kix.o": {"inlineObjectProperties": {"embeddedObject": {"title": "Chart"}}}},
    }
    return json.dumps(document(draft))


def places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401
    """Every way to a value in a document."""
    for name, child in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        yield (*path, name)
        yield from places(child, (*path, name))


@cache
def by_shape() -> dict[tuple[str, ...], list[tuple[Any, ...]]]:
    """Places by the names on their way, so that what is rare is broken as often as what is everywhere."""
    shapes: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
    for place in places(json.loads(busy())):
        shapes.setdefault(tuple(name for name in place if isinstance(name, str)), []).append(place)
    return shapes


def put(raw: Any, place: tuple[Any, ...], junk: str) -> None:  # noqa: ANN401
    """Junk at a place, where that is still there; none takes out what stands there."""
    for name in place[:-1]:
        known = isinstance(raw, dict) and name in raw
        if not known and not (isinstance(raw, list) and isinstance(name, int) and name < len(raw)):
            return
        raw = raw[name]
    if isinstance(raw, dict) and not junk:
        raw.pop(place[-1], None)
    elif isinstance(raw, dict) or (isinstance(raw, list) and isinstance(place[-1], int) and place[-1] < len(raw)):
        raw[place[-1]] = json.loads(junk or "null")


@st.composite
def broken(draw: st.DrawFn) -> str:
    """The document with up to three values replaced or taken out."""
    raw = json.loads(busy())
    for _ in range(draw(st.integers(1, 3))):
        shape = draw(st.sampled_from(sorted(by_shape())))
        put(raw, draw(st.sampled_from(by_shape()[shape])), draw(JUNK))
    return json.dumps(raw)


def codes_of(raw: str) -> list[str]:
    """The problems that refuse it; none where it is read."""
    try:
        doc = parse(json.loads(raw))
        found = find(doc, PLAN)
        observe(doc, PLAN, found)
        observe_comments([{"id": "1", "quotedFileContent": {"value": "Title"}}], PLAN, found)
    except RemoteError as error:
        return [problem.code for problem in error.problems]
    return []


def test_the_document_itself_is_read() -> None:
    """Else nothing below would say anything."""
    assert [] == codes_of(busy())


@settings(max_examples=300, deadline=None)
@given(broken())
def test_any_broken_values_are_read_or_refused(raw: str) -> None:
    """What people wrote comes out, or one problem that says that the answer is not whole."""
    assert codes_of(raw) in ([], ["bad-document"])
