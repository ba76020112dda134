"""Text put in, taken out and replaced, by the API's rules."""

from __future__ import annotations

from typing import Any

import pytest

from mapdocs.sandbox.errors import ApiError
from mapdocs.sandbox.requests.batch import apply
from tests.drafts import body, delete, draft, faults_of_indices, insert, look, named, ranges, says, table

Json = dict[str, Any]


def runs(made: Any) -> list[tuple[str, Json]]:  # noqa: ANN401 - a draft
    return [
        (element["textRun"]["content"], element["textRun"]["textStyle"])
        for block in body(made)
        if "paragraph" in block
        for element in block["paragraph"]["elements"]
    ]


def refused(made: Any, *requests: Json) -> str:  # noqa: ANN401 - a draft
    with pytest.raises(ApiError) as error:
        apply(made, list(requests))
    assert error.value.code == 400
    return error.value.message


# ---------------------------------------------------------------- insertText


def test_indices_are_utf16_code_units() -> None:
    """An emoji is two units, an accented letter one."""
    made = draft(insert(1, "😀é"), insert(4, "x"))
    assert ["😀éx"] == says(made)
    assert [(1, 6)] == [(block["startIndex"], block["endIndex"]) for block in body(made)[1:]]


def test_no_text_goes_inside_a_surrogate_pair() -> None:
    """An index between the two halves of an emoji is refused; so is half of one as text."""
    made = draft(text="😀")
    assert "surrogate pair" in refused(made, insert(2, "x"))
    assert "surrogate pair" in refused(made, insert(1, "\ud83d"))


def test_text_goes_only_into_paragraphs() -> None:
    """Not at the start of a table, row or cell, nor before the first section break, nor behind the last newline."""
    made = draft(table(1, 2, 2))
    start = body(made)[2]["startIndex"]
    for index in (0, start, start + 1, start + 2, start + 4, body(made)[-1]["endIndex"] - 2):
        assert "inside the bounds of an existing paragraph" in refused(made, insert(index, "x"))
    assert "less than the end index" in refused(made, insert(body(made)[-1]["endIndex"], "x"))
    assert "less than the end index" in refused(made, insert(-1, "x"))
    assert "specify text" in refused(made, insert(1, ""))


def test_a_newline_splits_a_paragraph_and_both_parts_keep_its_style() -> None:
    """Named style, alignment and bullets are copied; the second heading gets an id of its own."""
    style = {"namedStyleType": "HEADING_2", "alignment": "CENTER"}
    span = {"startIndex": 1, "endIndex": 3}
    update = {"range": span, "paragraphStyle": style, "fields": "namedStyleType,alignment"}
    made = draft({"updateParagraphStyle": update}, insert(3, "\n"), text="abcd")
    first, second = (block["paragraph"]["paragraphStyle"] for block in body(made)[1:])
    assert ["ab", "cd"] == says(made)
    assert first["headingId"] != second["headingId"]
    assert {**first, "headingId": ""} == {**second, "headingId": ""}
    assert ("HEADING_2", "CENTER") == (second["namedStyleType"], second["alignment"])


def test_text_takes_the_look_of_what_stands_before_it() -> None:
    """At the beginning of a paragraph that of what stands behind; runs of one look are told as one."""
    made = draft(look(3, 5, bold=True), insert(5, "E"), insert(3, "x"), text="abcdef")
    assert [("abx", {}), ("cdE", {"bold": True}), ("ef\n", {})] == runs(made)
    made = draft(look(1, 3, italic=True), insert(1, "_"), text="abcd")
    assert [("_ab", {"italic": True}), ("cd\n", {})] == runs(made)


def test_control_characters_are_stripped() -> None:
    """Those, and private ones, as the API says; tabs and vertical tabs stay."""
    assert ["ab\tc\x0bd"] == says(draft(insert(1, "a\x00\ue907b\tc\x0bd\x1f")))


def test_text_at_the_end_of_a_segment() -> None:
    """EndOfSegmentLocation is before the last newline."""
    made = draft({"insertText": {"endOfSegmentLocation": {}, "text": "!"}}, text="Hello")
    assert ["Hello!"] == says(made)
    both = {"insertText": {"endOfSegmentLocation": {}, "location": {"index": 1}, "text": "!"}}
    assert "Exactly one" in refused(made, both)


# ---------------------------------------------------------------- deleteContentRange


def test_deleting_across_paragraphs_merges_them() -> None:
    """What is left is one paragraph, in the style that belongs to the newline that stays."""
    span = {"startIndex": 5, "endIndex": 6}
    center = {"range": span, "paragraphStyle": {"alignment": "CENTER"}, "fields": "alignment"}
    made = draft({"updateParagraphStyle": center}, delete(2, 6), text="abc\ndef")
    assert ["aef"] == says(made)
    assert "CENTER" == body(made)[1]["paragraph"]["paragraphStyle"]["alignment"]
    assert ["", "c"] == says(draft(delete(1, 3), text="a\n\nc"))


def test_the_last_newline_of_a_segment_or_cell_stays() -> None:
    """Of the body, of a cell."""
    made = draft(table(1, 1, 1), insert(5, "x"))
    end = body(made)[-1]["endIndex"]
    assert "end of its segment or cell" in refused(made, delete(end - 1, end))
    assert "end of its segment or cell" in refused(made, delete(5, 7))
    assert "less than or equal" in refused(made, delete(1, end + 1))


def test_the_newline_before_a_table_stays() -> None:
    """Unless the table goes too."""
    made = draft(table(2, 1, 1), text="ab")
    assert ["a", [[""]], "b"] == says(made)
    assert "newline before a table" in refused(made, delete(2, 3))
    assert "newline before a table" in refused(made, delete(1, 3))
    table_end = body(made)[2]["endIndex"]
    apply(made, [delete(2, table_end)])
    assert ["ab"] == says(made)


def test_the_newline_before_a_section_break_stays() -> None:
    """Unless the break goes too."""
    made = draft({"insertSectionBreak": {"location": {"index": 2}, "sectionType": "NEXT_PAGE"}}, text="ab")
    assert ["a", "section", "b"] == says(made)
    assert "newline before" in refused(made, delete(2, 3))
    apply(made, [delete(2, 4)])
    assert ["ab"] == says(made)


def test_a_body_keeps_its_first_section_break() -> None:
    """It can't be deleted."""
    assert "section break that a body begins with" in refused(draft(text="ab"), delete(0, 1))


def test_parts_of_tables_rows_and_cells_stay() -> None:
    """A range begins and ends inside one cell, or holds the table whole."""
    made = draft(table(2, 2, 2), text="ab")
    start = body(made)[2]["startIndex"]
    for first, end in ((start, start + 2), (start + 1, start + 6), (start + 3, start + 6), (1, start + 4)):
        assert "part of a table" in refused(made, delete(first, end))
    apply(made, [delete(start, body(made)[2]["endIndex"])])
    assert ["a", "b"] == says(made)


def test_half_a_surrogate_pair_stays() -> None:
    """Neither half goes by itself."""
    made = draft(text="a😀b")
    for first, end in ((2, 3), (3, 4), (1, 3), (3, 5)):
        assert "surrogate pair" in refused(made, delete(first, end))
    apply(made, [delete(2, 4)])
    assert ["ab"] == says(made)


def test_empty_and_wrong_ranges_are_refused() -> None:
    """A range has something in it."""
    made = draft(text="ab")
    for first, end in ((2, 2), (3, 2), (-1, 2)):
        assert "should not be empty" in refused(made, delete(first, end))
    assert "end index" in refused(made, {"deleteContentRange": {"range": {"startIndex": 1}}})
    assert "required" in refused(made, {"deleteContentRange": {}})


# ---------------------------------------------------------------- replaceAllText


def test_all_of_a_text_is_replaced_in_every_segment() -> None:
    """In the body, in tables and in headers; the look and the named range of what goes stay."""
    made = draft(look(4, 9, bold=True), table(1, 1, 1), text="my Marlow, marlow")
    apply(made, [{"createHeader": {"type": "DEFAULT"}}, insert(5, "Marlow cell")])
    header = made.document.tabs[0].style["defaultHeaderId"]
    apply(made, [insert(0, "MARLOW", segmentId=header), named("who", 21, 27)])
    assert {"who": ["Marlow"]} == ranges(made)
    apply(made, [{"replaceAllText": {"containsText": {"text": "marlow"}, "replaceText": "Ana Bank"}}])
    assert ["", [["Ana Bank cell"]], "my Ana Bank, Ana Bank"] == says(made)
    assert {"who": ["Ana Bank"]} == ranges(made)
    assert [] == faults_of_indices(body(made))


def test_how_often_a_text_was_replaced_is_told() -> None:
    """With case, and by a regular expression."""
    made = draft(text="due Due dues")
    request = {"containsText": {"text": "due", "matchCase": True}, "replaceText": ""}
    assert [{"replaceAllText": {"occurrencesChanged": 2}}] == apply(made, [{"replaceAllText": request}])
    assert [" Due s"] == says(made)
    wild = {"containsText": {"text": "[a-z]+", "searchByRegex": True}, "replaceText": "x"}
    assert [{"replaceAllText": {"occurrencesChanged": 2}}] == apply(made, [{"replaceAllText": wild}])
    assert [{"replaceAllText": {}}] == apply(made, [{"replaceAllText": {"containsText": {"text": "none"}}}])
    assert "regular expression" in refused(
        made, {"replaceAllText": {"containsText": {"text": "(", "searchByRegex": True}}}
    )


# ---------------------------------------------------------------- things between texts


def test_chips_and_breaks_take_one_unit() -> None:
    """A person, a date, a link to a file, a page break with its newline."""
    person = {"insertPerson": {"location": {"index": 2}, "personProperties": {"email": "maria@marlow.example"}}}
    date = {"timestamp": "2026-11-23T00:00:00Z"}
    made = draft(
        person,
        {"insertDate": {"location": {"index": 3}, "dateElementProperties": date}},
        {"insertRichLink": {"location": {"index": 4}, "richLinkProperties": {"uri": "https://files.example/x"}}},
        {"insertPageBreak": {"location": {"index": 5}}},
        text="ab",
    )
    assert ["a¤¤¤¤", "b"] == says(made)
    assert [] == faults_of_indices(body(made))
    elements = body(made)[1]["paragraph"]["elements"]
    assert "Nov 23, 2026" == elements[2]["dateElement"]["dateElementProperties"]["displayText"]
    assert "maria@marlow.example" == elements[1]["person"]["personProperties"]["email"]


def test_breaks_stay_out_of_tables_and_headers() -> None:
    """They can only be in the body, outside tables."""
    made = draft(table(1, 1, 1), {"createHeader": {"type": "DEFAULT"}})
    header = made.document.tabs[0].style["defaultHeaderId"]
    assert "inside a table" in refused(made, {"insertPageBreak": {"location": {"index": 5}}})
    assert "inside a table" in refused(made, {"insertSectionBreak": {"location": {"index": 5}}})
    where = {"endOfSegmentLocation": {"segmentId": header}}
    assert "body of the document" in refused(made, {"insertPageBreak": where})
