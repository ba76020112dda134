"""Suggestions: made, shown, accepted, rejected."""

from __future__ import annotations

from typing import Any

import pytest

from mapdocs.sandbox.errors import ApiError
from mapdocs.sandbox.model.showing import show_document
from mapdocs.sandbox.requests.batch import apply
from mapdocs.sandbox.requests.draft import Draft
from mapdocs.sandbox.requests.suggested import settled, suggestions
from tests.drafts import (
    at_cell,
    body,
    delete,
    draft,
    faults_of_indices,
    insert,
    lines,
    look,
    named,
    ranges,
    says,
    table,
)

Json = dict[str, Any]


def suggest(made: Draft, *requests: Json, ident: str = "s.1") -> None:
    made.suggestion = ident
    apply(made, list(requests))
    made.suggestion = ""


def view(made: Draft, verdict: Any) -> list[Any]:  # noqa: ANN401 - accept or reject
    shown = show_document(settled(made.document, verdict), tabs=False)
    assert [] == faults_of_indices(shown["body"]["content"])
    return lines(shown["body"]["content"])


def runs(made: Draft) -> list[tuple[str, list[str], list[str]]]:
    return [
        (run["content"], run.get("suggestedInsertionIds", []), run.get("suggestedDeletionIds", []))
        for block in body(made)
        if "paragraph" in block
        for run in (element["textRun"] for element in block["paragraph"]["elements"])
    ]


def test_a_suggested_text_is_carried_by_its_runs() -> None:
    """What is put in and what is to go, side by side; either view is a document without suggestions."""
    made = draft(text="due 11 Dec")
    suggest(made, delete(5, 7), insert(7, "18"))
    assert [("due ", [], []), ("11", [], ["s.1"]), ("18", ["s.1"], []), (" Dec\n", [], [])] == runs(made)
    assert ["due 18 Dec"] == view(made, "accept")
    assert ["due 11 Dec"] == view(made, "reject")
    assert ["s.1"] == suggestions(made.document)


def test_who_takes_back_what_was_only_suggested_leaves_nothing() -> None:
    """The suggested text goes at once."""
    made = draft(text="ab")
    suggest(made, insert(2, "xyz"))
    suggest(made, delete(3, 6), ident="s.2")
    assert [("a", [], []), ("x", ["s.1"], []), ("b", [], ["s.2"]), ("\n", [], [])] == runs(made)


@pytest.mark.parametrize(("verdict", "after"), [("accept", ["one two", "three"]), ("reject", ["one", " two", "three"])])
def test_a_suggested_newline_joins_or_parts(verdict: str, after: list[str]) -> None:
    """Deleting a paragraph's end, and putting one in."""
    made = draft(text="one\n two" if verdict == "accept" else "one\n twothree")
    suggest(made, delete(4, 5) if verdict == "accept" else insert(9, "\n"))
    apply(made, [insert(9, "\nthree")] if verdict == "accept" else [])
    (ident,) = suggestions(made.document)
    told = {"suggestionId": ident}
    expected = after if verdict == "accept" else ["one", " twothree"]
    apply(made, [{"acceptSuggestion" if verdict == "accept" else "rejectSuggestion": told}])
    assert expected == says(made)
    assert [] == suggestions(made.document)


def test_a_suggested_look() -> None:
    """Accepted it is the look, rejected nothing."""
    made = draft(text="ab")
    suggest(made, look(1, 2, bold=True))
    run = body(made)[1]["paragraph"]["elements"][0]["textRun"]
    assert {} == run["textStyle"]
    assert {"boldSuggested": True} == run["suggestedTextStyleChanges"]["s.1"]["textStyleSuggestionState"]
    accepted = show_document(settled(made.document, "accept"), tabs=False)
    assert {"bold": True} == accepted["body"]["content"][1]["paragraph"]["elements"][0]["textRun"]["textStyle"]
    assert ["ab"] == view(made, "reject")


def test_suggested_rows() -> None:
    """A row that is to come, and one that is to go."""
    made = draft(table(1, 2, 1), insert(8, "b"), insert(5, "a"))
    suggest(made, {"insertTableRow": {"tableCellLocation": at_cell(2, 1, 0), "insertBelow": True}})
    suggest(made, {"deleteTableRow": {"tableCellLocation": at_cell(2, 0, 0)}}, ident="s.2")
    rows = body(made)[2]["table"]["tableRows"]
    assert [["s.2"], None, None] == [row.get("suggestedDeletionIds") for row in rows]
    assert [None, None, ["s.1"]] == [row.get("suggestedInsertionIds") for row in rows]
    assert ["", [["b"], [""]], ""] == view(made, "accept")
    assert ["", [["a"], ["b"]], ""] == view(made, "reject")


def test_ranges_live_on_under_a_suggestion() -> None:
    """And are moved by what becomes of it."""
    made = draft(named("x", 1, 5), text="11 D")
    suggest(made, insert(3, "8"), delete(2, 3))
    assert {"x": ["118 D"]} == ranges(made)
    apply(made, [{"acceptSuggestion": {"suggestionId": "s.1"}}])
    assert {"x": ["18 D"]} == ranges(made)


def test_what_cannot_be_suggested_is_refused() -> None:
    """Tables, the last newline, an unknown suggestion."""
    made = draft(text="ab")
    for request in (table(1, 1, 1), delete(1, 4)):
        with pytest.raises(ApiError, match=r"can't be suggested|end of its segment"):
            suggest(made, request)
    made.suggestion = ""
    with pytest.raises(ApiError, match="no suggestion"):
        apply(made, [{"acceptSuggestion": {"suggestionId": "s.1"}}])
