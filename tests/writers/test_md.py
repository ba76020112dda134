"""The Markdown writer: readable as plain text, and read back by a Markdown reader as what was typed."""

from __future__ import annotations

import re
from html import unescape

import pytest
from markdown import markdown

from mapdocs.assets import Assets, Theme
from mapdocs.markup import parse
from mapdocs.page import Page, Running
from mapdocs.writers.md import write_md
from tests.samples import RICH, TODAY, document

THEME = Theme("none", "None", {}, {}, {}, {}, {}, {}, {}, "")
NASTY = "<b>&{{ 1 }}*_=1+1 `code` [a](b) ~~x~~ | &copy; \\n #1"


def written(*blocks: str, footer: str = "", mark: str = "") -> str:
    """The Markdown of some blocks of the page's HTML."""
    running = Running("", "", footer, mark, "{page} {pages}")
    elements = tuple(parse(block) for block in blocks)
    page = Page("T", "A", "S", "en-GB", "ltr", "A4", "en_GB", "buyer", TODAY, running, elements)
    return write_md(page, Assets({}, {}, THEME)).data.decode()


def read_back(text: str) -> str:
    """What a Markdown reader shows."""
    return unescape(re.sub(r"<[^>]+>", "", markdown(text, extensions=["tables"]))).strip()


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


@pytest.mark.parametrize("tag", ["p", "h2", "li", "blockquote"])
@pytest.mark.parametrize(
    "text", ["1. Legal", "12) Legal", "# Legal", "- Legal", "+ Legal", "---", "===", "> Legal", "* Legal", NASTY]
)
def test_text_is_read_back_as_typed(tag: str, text: str) -> None:
    """No typed character means anything to a Markdown reader, at the start of a block neither."""
    inner = f"<{tag}>{escaped(text)}</{tag}>"
    block = f"<ul>{inner}</ul>" if tag == "li" else inner

    # Strikethrough is GitHub's, which this reader doesn't know: it shows the escape.
    assert text == read_back(written(block)).replace("\\~", "~")


def test_text_inside_a_line_is_left_readable() -> None:
    """What means nothing where it stands is not escaped: the file is read as plain text as well."""
    shown = written("<p>Pay -5% (3.5 h), <span>e.g. Tom</span>. R&amp;D + C#</p>")

    assert "Pay -5% (3.5 h), e.g. Tom. R&D + C#\n" == shown


def test_a_table_has_its_cells_where_they_belong() -> None:
    """Pipes and line breaks in a cell don't end it, and rows are as wide as the widest."""
    shown = written(
        "<table><thead><tr><th>A|B</th><th>C</th></tr></thead>"
        "<tbody><tr><td>one\ntwo<p class='note'>three</p></td></tr></tbody></table>"
    )

    assert "| A\\|B | C |\n| --- | --- |\n| one two three |  |\n" == shown


def test_facts_are_a_list() -> None:
    """The control block reads as key and value."""
    shown = written("<table class='facts'><tbody><tr><th>Go-live</th><td>31 March</td></tr></tbody></table>")

    assert "- **Go-live:** 31 March\n" == shown


def test_links_to_the_web_stay_and_those_inside_the_page_are_text() -> None:
    """A key's link leads nowhere in an e-mail; an address does."""
    shown = written('<p><a href="#plan/F-01/M-01">M-01</a> <a href="https://a.example/x(1) y">Paper</a></p>')

    assert "M-01 [Paper](https://a.example/x(1%29%20y)\n" == shown


def test_no_break_spaces_stay() -> None:
    """A number keeps its unit beside it."""
    assert "1,200\u00a0h\n" == written("<p>1,200\u00a0h</p>")


def test_the_edition_and_confidentiality_are_told() -> None:
    """The mark of the internal edition comes first, the footer last."""
    shown = written("<p>Plan</p>", footer="Confidential", mark="Internal edition")

    assert "**Internal edition**\n\nPlan\n\n---\n\nConfidential\n" == shown


def test_a_whole_document_is_plain_lines() -> None:
    """No HTML, no trailing white space, no run of empty lines, one heading of the first level."""
    found = document(RICH)
    text = write_md(found.page, found.assets).data.decode()

    assert not re.search(r"(?<!\\)<|[ \t]\n|\n{3}", text)
    assert ["# Mutual Action Plan"] == re.findall(r"^# .*", text, re.MULTILINE)


def test_a_redline_strikes_what_went() -> None:
    """The old words are struck before the new ones, with a space between."""
    marked = '<p>Due <del class="tracked">29 Jan</del><ins class="tracked">5 Feb</ins>, still</p>'

    assert "Due ~~29 Jan~~ 5 Feb, still" in written(marked)
