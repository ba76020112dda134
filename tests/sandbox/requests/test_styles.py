"""Looks of text, paragraphs, the document, sections and named styles."""

from __future__ import annotations

from typing import Any

import pytest

from mapdocs.sandbox.errors import ApiError
from mapdocs.sandbox.requests.batch import apply
from tests.drafts import body, draft, insert, look, told

Json = dict[str, Any]
URL = {"url": "https://marlow.example/"}


def runs(made: Any, block: int = 1) -> list[tuple[str, Json]]:  # noqa: ANN401 - a draft
    elements = body(made)[block]["paragraph"]["elements"]
    return [(e["textRun"]["content"], e["textRun"]["textStyle"]) for e in elements]


def restyle(first: int, end: int, fields: str = "", **style: object) -> Json:
    span = {"startIndex": first, "endIndex": end}
    return {"updateParagraphStyle": {"range": span, "paragraphStyle": style, "fields": fields or ",".join(style)}}


def paragraph_style(made: Any, block: int = 1) -> Json:  # noqa: ANN401 - a draft
    found: Json = body(made)[block]["paragraph"]["paragraphStyle"]
    return found


def test_text_is_split_into_runs_by_its_look_and_joined_again() -> None:
    """A field that is named and not given is inherited again."""
    made = draft(look(2, 4, bold=True, italic=True), text="abcd")
    assert [("a", {}), ("bc", {"bold": True, "italic": True}), ("d\n", {})] == runs(made)
    apply(made, [look(2, 4, "bold,italic")])
    assert [("abcd\n", {})] == runs(made)


def test_a_field_mask_is_required_and_checked() -> None:
    """Names that the schema doesn't have are refused; `*` is all; snake_case is read."""
    made = draft(text="abcd")
    for fields in ("", "colour", "bold,fontsize", "bold.x"):
        request = look(1, 2, bold=True)
        request["updateTextStyle"]["fields"] = fields
        with pytest.raises(ApiError, match="field"):
            apply(made, [request])
    apply(made, [look(1, 2, "font_size", fontSize={"magnitude": 9, "unit": "PT"}), look(2, 3, bold=True)])
    apply(made, [look(1, 5, "*", italic=True)])
    assert [("abcd", {"italic": True}), ("\n", {})] == runs(made)


def test_what_equals_the_named_style_is_inherited() -> None:
    """Plain, black, 11 points: nothing is kept of it."""
    plain: Json = {"bold": False, "fontSize": {"magnitude": 11, "unit": "PT"}}
    plain["foregroundColor"] = {"color": {"rgbColor": {"red": 0, "green": 0, "blue": 0}}}
    made = draft(look(1, 3, **plain), text="ab")
    assert [("ab\n", {})] == runs(made)


def test_a_link_brings_its_colour_and_line_and_takes_them_along() -> None:
    """Unless they are given with it; it is never on a newline."""
    made = draft(look(1, 5, link=URL), text="ab\ncd")
    assert [("ab", "\n"), ("c", "d\n")] == [tuple(text for text, _ in runs(made, n)) for n in (1, 2)]
    assert {"link", "foregroundColor", "underline"} == set(runs(made)[0][1])
    apply(made, [look(1, 3, "link")])
    assert [("ab\n", {})] == runs(made)
    apply(made, [look(1, 3, "link,underline", link=URL, underline=False)])
    assert {"link", "foregroundColor"} == set(runs(made)[0][1])


def test_a_link_to_a_heading_leads_to_one_that_is_there() -> None:
    """With tabs it is told with the heading's tab, without by its id."""
    made = draft(restyle(1, 2, namedStyleType="HEADING_1"), text="ab\ncd")
    heading = paragraph_style(made)["headingId"]
    apply(made, [look(4, 6, link={"headingId": heading})])
    assert {"heading": {"id": heading, "tabId": "t.0"}} == runs(made, 2)[0][1]["link"]
    with pytest.raises(ApiError, match="no heading"):
        apply(made, [look(4, 6, link={"headingId": "h.none"})])


def test_all_of_a_list_items_text_styles_its_bullet() -> None:
    """Part of it does not."""
    bullets = {"range": {"startIndex": 1, "endIndex": 6}, "bulletPreset": "BULLET_DISC_CIRCLE_SQUARE"}
    made = draft({"createParagraphBullets": bullets}, look(1, 3, bold=True), look(4, 5, bold=True), text="ab\ncd")
    assert [{"bold": True}, {}] == [block["paragraph"]["bullet"]["textStyle"] for block in body(made)[1:]]


def test_every_paragraph_that_a_range_touches_is_styled() -> None:
    """And no other."""
    made = draft(restyle(2, 5, alignment="CENTER"), text="ab\ncd\nef")
    assert ["CENTER", "CENTER", None] == [paragraph_style(made, n).get("alignment") for n in (1, 2, 3)]
    apply(made, [restyle(1, 3, "alignment")])
    assert [None, "CENTER"] == [paragraph_style(made, n).get("alignment") for n in (1, 2)]


def test_a_heading_gets_an_id_and_keeps_it() -> None:
    """Body text has none; a new named style takes what was set by hand with it, but for what comes with it."""
    space = {"magnitude": 4, "unit": "PT"}
    made = draft(restyle(1, 2, alignment="END", spaceAbove=space), text="ab")
    apply(made, [restyle(1, 2, namedStyleType="HEADING_1", spaceBelow=space)])
    first = paragraph_style(made)
    assert {"namedStyleType", "direction", "headingId", "spaceBelow"} == set(first)
    apply(made, [restyle(1, 2, namedStyleType="HEADING_2")])
    assert first["headingId"] == paragraph_style(made)["headingId"]
    apply(made, [restyle(1, 2, namedStyleType="NORMAL_TEXT")])
    assert {"namedStyleType": "NORMAL_TEXT", "direction": "LEFT_TO_RIGHT"} == paragraph_style(made)


def test_the_document_its_sections_and_named_styles() -> None:
    """Each by its mask."""
    margin = {"magnitude": 51, "unit": "PT"}
    made = draft({"insertSectionBreak": {"location": {"index": 2}}}, text="ab")
    apply(made, [{"updateDocumentStyle": {"documentStyle": {"marginTop": margin}, "fields": "marginTop"}}])
    section = {
        "range": {"startIndex": 4, "endIndex": 5},
        "sectionStyle": {"marginLeft": margin},
        "fields": "marginLeft",
    }
    apply(made, [{"updateSectionStyle": section}])
    named = {"namedStyleType": "HEADING_1", "textStyle": {"bold": True}}
    fields = "namedStyleType,textStyle,textStyle.bold"
    apply(made, [{"updateNamedStyle": {"namedStyle": named, "fields": fields}}])
    tab = told(made)["tabs"][0]["documentTab"]
    assert margin == tab["documentStyle"]["marginTop"]
    sections = [b["sectionBreak"]["sectionStyle"] for b in tab["body"]["content"] if "sectionBreak" in b]
    assert [None, margin] == [style.get("marginLeft") for style in sections]
    heading = next(s for s in tab["namedStyles"]["styles"] if s["namedStyleType"] == "HEADING_1")
    assert {"bold": True, "fontSize": {"magnitude": 20, "unit": "PT"}} == heading["textStyle"]


def test_a_font_must_be_named() -> None:
    """Its weight is 400 where none is given."""
    with pytest.raises(ApiError, match="font family"):
        draft(insert(1, "ab"), look(1, 2, weightedFontFamily={"weight": 700}))
    made = draft(insert(1, "ab"), look(1, 2, weightedFontFamily={"fontFamily": "Georgia"}))
    assert {"weightedFontFamily": {"fontFamily": "Georgia", "weight": 400}} == runs(made)[0][1]
