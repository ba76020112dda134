"""Headers, footers and tabs."""

from __future__ import annotations

from typing import Any

import pytest

from mapdocs.sandbox.errors import ApiError
from mapdocs.sandbox.requests.batch import apply
from tests.drafts import draft, insert, lines, told

Json = dict[str, Any]
HEADER: Json = {"createHeader": {"type": "DEFAULT"}}


def test_a_header_counts_from_zero_and_a_document_has_one() -> None:
    """A second one is refused; deleted, another may come."""
    made = draft()
    (reply,) = apply(made, [HEADER])
    ident = reply["createHeader"]["headerId"]
    apply(made, [insert(0, "Page head", segmentId=ident)])
    tab = told(made)["tabs"][0]["documentTab"]
    assert ["Page head"] == lines(tab["headers"][ident]["content"])
    assert ident == tab["documentStyle"]["defaultHeaderId"]
    with pytest.raises(ApiError, match="already exists"):
        apply(made, [HEADER])
    apply(made, [{"deleteHeader": {"headerId": ident}}])
    assert "headers" not in told(made)["tabs"][0]["documentTab"]
    apply(made, [HEADER])


def test_a_footer_of_a_section() -> None:
    """It belongs to the break that the section begins with."""
    made = draft({"insertSectionBreak": {"location": {"index": 1}}})
    where = {"createFooter": {"type": "DEFAULT", "sectionBreakLocation": {"index": 2}}}
    (reply,) = apply(made, [where])
    ident = reply["createFooter"]["footerId"]
    tab = told(made)["tabs"][0]["documentTab"]
    assert ident == tab["body"]["content"][2]["sectionBreak"]["sectionStyle"]["defaultFooterId"]
    assert "defaultFooterId" not in tab["documentStyle"]
    apply(made, [{"deleteFooter": {"footerId": ident}}])
    assert "defaultFooterId" not in told(made)["tabs"][0]["documentTab"]["body"]["content"][2]["sectionBreak"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"createHeader": {}},
        {"createHeader": {"type": "DEFAULT", "sectionBreakLocation": {"index": 1}}},
        {"deleteHeader": {"headerId": "kix.none"}},
        {"deleteFooter": {}},
        {"deleteTab": {"tabId": "t.0"}},
        {"deleteTab": {"tabId": "t.none"}},
        {"addDocumentTab": {"tabProperties": {"parentTabId": "t.none"}}},
        {"insertText": {"location": {"index": 0, "segmentId": "kix.none"}, "text": "x"}},
        {"insertText": {"location": {"index": 1, "tabId": "t.none"}, "text": "x"}},
    ],
)
def test_what_is_not_there_is_refused(wrong: Json) -> None:
    """Headers, tabs, segments, the last tab."""
    with pytest.raises(ApiError) as error:
        apply(draft(), [wrong])
    assert 400 == error.value.code


def test_tabs_come_with_their_text_and_go_with_those_under_them() -> None:
    """A request names its tab; without one it is the first."""
    made = draft(text="first")
    (reply,) = apply(made, [{"addDocumentTab": {"tabProperties": {"title": "Notes"}}}])
    notes = reply["addDocumentTab"]["tabProperties"]
    assert ("Notes", 1) == (notes["title"], notes["index"])
    (reply,) = apply(made, [{"addDocumentTab": {"tabProperties": {"title": "More", "parentTabId": notes["tabId"]}}}])
    more = reply["addDocumentTab"]["tabProperties"]
    apply(made, [insert(1, "second", tabId=notes["tabId"]), insert(1, "third", tabId=more["tabId"])])
    tabs = told(made)["tabs"]
    assert ["first", "second"] == [lines(tab["documentTab"]["body"]["content"])[0] for tab in tabs]
    assert ["third"] == lines(tabs[1]["childTabs"][0]["documentTab"]["body"]["content"])
    title = {"tabProperties": {"tabId": notes["tabId"], "title": "Ours"}, "fields": "title"}
    apply(made, [{"updateDocumentTabProperties": title}, {"deleteTab": {"tabId": more["tabId"]}}])
    assert ["Tab 1", "Ours"] == [tab["tabProperties"]["title"] for tab in told(made)["tabs"]]
    apply(made, [{"deleteTab": {"tabId": "t.0"}}])
    assert ["Ours"] == [tab["tabProperties"]["title"] for tab in told(made)["tabs"]]


def test_a_tab_put_before_another_moves_it() -> None:
    """Their indices stay without a gap."""
    made = draft({"addDocumentTab": {"tabProperties": {"title": "Zero", "index": 0}}})
    assert [("Zero", 0), ("Tab 1", 1)] == [
        (tab["tabProperties"]["title"], tab["tabProperties"]["index"]) for tab in told(made)["tabs"]
    ]
