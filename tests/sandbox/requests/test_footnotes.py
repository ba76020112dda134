"""Footnotes."""

from __future__ import annotations

from mapdocs.sandbox.requests.batch import apply
from tests.drafts import body, delete, draft, faults_of_indices, insert, lines, says, told


def test_a_footnote_is_a_mark_and_a_segment_with_a_space() -> None:
    """They are numbered in the order of their marks; a mark that goes takes its footnote along."""
    made = draft(text="ab")
    create = [{"createFootnote": {"location": {"index": index}}} for index in (3, 2)]
    last, first = (reply["createFootnote"]["footnoteId"] for reply in apply(made, create))
    apply(made, [insert(1, "see", segmentId=first)])
    assert ["a¤b¤"] == says(made)
    elements = body(made)[1]["paragraph"]["elements"]
    marks = [e["footnoteReference"] for e in elements if "footnoteReference" in e]
    assert [(first, "1"), (last, "2")] == [(mark["footnoteId"], mark["footnoteNumber"]) for mark in marks]
    notes = told(made)["tabs"][0]["documentTab"]["footnotes"]
    assert {first: [" see"], last: [" "]} == {key: lines(note["content"]) for key, note in notes.items()}
    assert [] == faults_of_indices(body(made))
    apply(made, [delete(2, 3)])
    assert [last] == list(told(made)["tabs"][0]["documentTab"]["footnotes"])
    assert "1" == body(made)[1]["paragraph"]["elements"][1]["footnoteReference"]["footnoteNumber"]
