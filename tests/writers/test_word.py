"""The parts of the Word writer by themselves."""

from __future__ import annotations

import re

import pytest

from mapdocs.markup import parse
from mapdocs.writers.word import front, xml
from mapdocs.writers.word.base import base_for
from mapdocs.writers.word.blocks import flow
from mapdocs.writers.word.controls import word_date_format
from mapdocs.writers.word.look import Look, look_of
from mapdocs.writers.word.numbering import numbering_part
from mapdocs.writers.word.package import pack
from mapdocs.writers.word.runs import runs, text_run
from mapdocs.writers.word.state import State, bookmark_names
from mapdocs.writers.word.tables import shares_of
from tests.writers.word_pages import ARABIC, Names, assets, page


def look(*, rtl: bool = False) -> Look:
    names = Names(language="ar-SA", direction="rtl") if rtl else Names()
    return look_of(page(1, names), assets().theme)


def state(*, rtl: bool = False) -> State:
    sample = page(1)
    return State(sample, assets().theme, look(rtl=rtl), "", bookmark_names(sample.blocks))


def shown(xhtml: str) -> str:
    """The text that an element's inline content gives."""
    return re.sub("<[^>]+>", "", runs(state(), parse(xhtml).children).replace("<w:br/>", "|"))


@pytest.mark.parametrize(
    ("xhtml", "expected"),
    [
        ("<p>  a\n  b  </p>", "a b"),
        ("<p>a <strong>b</strong> c</p>", "a b c"),
        ("<p>a<strong> b </strong> c </p>", "a b c"),
        ("<p>a <br/> b</p>", "a|b"),
        ('<p>a <span data-field="value.objective">b</span>.</p>', "a b."),
        ("<p>a\u00a0 b</p>", "a\u00a0 b"),
    ],
)
def test_white_space_folds_as_in_a_browser(xhtml: str, expected: str) -> None:
    """One space between words, none at a line's ends, no-break spaces kept."""
    assert expected == shown(xhtml)


def test_text_splits_where_its_direction_changes() -> None:
    """Digits and spaces go with the Arabic around them; in a Latin line the Arabic alone is turned."""
    assert 3 == text_run(ARABIC).count("<w:r>")
    assert 2 == text_run(ARABIC).count("<w:rtl/>")
    assert 2 == text_run("17 \u064a\u0648\u0645 GmbH", rtl=True).count("<w:r>")


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("en_GB", "ddd d MMM yyyy"),
        ("en_US", "ddd, MMM d, yyyy"),
        ("de_DE", "ddd, d. MMM yyyy"),
        ("fr_FR", "ddd d MMM yyyy"),
        ("ja_JP", "yyyy\u5e74M\u6708d\u65e5(ddd)"),
    ],
)
def test_picked_dates_look_like_printed_ones(locale: str, expected: str) -> None:
    """Word's date letters for the locale's short date with its weekday."""
    assert expected == word_date_format(locale)


def test_bookmark_names_are_words_and_each_is_there_once() -> None:
    """At most 40 letters, digits and underscores, apart in more than case."""
    long = "x" * 60
    rows = "".join(
        f'<tr id="{name}"><td>.</td></tr>' for name in ("plan/a", "value/A", f"plan/{long}1", f"plan/{long}2")
    )
    names = bookmark_names([parse(f"<table><tbody>{rows}</tbody></table>")])

    assert ["row_a", "row_A_x2", "row_" + "x" * 36, "row_" + "x" * 33 + "_x2"] == list(names.values())


def test_a_control_id_is_the_tags_own_and_never_given_twice() -> None:
    """The same tag has the same number in every file; a second control of that tag gets the next."""
    first, second = state(), state()

    assert first.control_id("tasks.M-01.due") == second.control_id("tasks.M-01.due")
    assert first.control_id("tasks.M-01.due") == second.control_id("tasks.M-01.due") > 0


def test_two_tables_never_grow_together() -> None:
    """Word joins tables that have no paragraph between them."""
    table = "<table><tbody><tr><td>.</td></tr></tbody></table>"
    body = flow(state(), parse(f"<section>{table}{table}</section>").children)

    assert re.search(r"</w:tbl><w:p>.*?</w:p><w:tbl>", body)


def test_column_widths_are_the_pages_or_follow_the_texts() -> None:
    """Shares as written; without them a column of long texts is wider."""
    cells = "<tbody><tr><td>M-01</td><td>A long title of a task</td></tr></tbody>"
    given = '<colgroup><col data-width="30"/><col data-width="70"/></colgroup>'
    short, long = shares_of(parse(f"<table>{cells}</table>"))

    assert [30.0, 70.0] == shares_of(parse(f"<table>{given}{cells}</table>"))
    assert short < long


def test_a_column_is_wide_enough_for_its_longest_word() -> None:
    """A word breaks only where even a quarter of the table is too little; the width stays the text's."""
    given = '<colgroup><col data-width="90"/><col data-width="10"/></colgroup>'
    row = "<tr><td>Short words of a long text</td><td>vorgeschlagen</td></tr>"
    body = flow(state(), (parse(f"<table>{given}<tbody>{row}</tbody></table>"),))
    first, second = (int(width) for width in re.findall(r'gridCol w:w="(\d+)"', body))

    assert look().text_width == first + second
    assert look().text_width * 0.1 < second < look().text_width * 0.25


def test_what_belongs_to_a_phase_stays_with_its_last_row() -> None:
    """The conditions to go on never stand alone on the next page."""
    rows = "".join(f'<tr id="r{i}"><td>{i}</td></tr>' for i in range(9))
    phase = f'<div class="phase"><table><tbody>{rows}</tbody></table><p class="exit">Agreed.</p></div>'
    kept = re.findall(r"<w:pPr>(.*?)</w:pPr>", flow(state(), (parse(phase),)))

    assert [False] * 8 + [True] == ["keepNext" in properties for properties in kept[:9]]


def test_the_fuller_page_one_is_the_less_room_its_picture_has() -> None:
    """The estimate follows the texts."""
    few, many = (parse(f"<section>{'<p>Some words.</p>' * count}</section>") for count in (3, 9))
    theme = assets().theme

    assert front.room_for_picture(few, look(), theme) > front.room_for_picture(many, look(), theme) > 0


def test_number_lists_each_count_from_one() -> None:
    """A list of its own for each, all of one kind."""
    assert 3 * 3 == numbering_part(3).count('<w:startOverride w:val="1"/>')


def test_a_base_is_made_once_a_look() -> None:
    """Documents of the same theme, paper and language share it."""
    assert base_for(look()) is base_for(look())
    assert base_for(look()) is not base_for(look(rtl=True))


def test_a_package_depends_on_its_parts_alone() -> None:
    """Not on the order they were made in; the content types come first, as readers expect."""
    parts = {"word/document.xml": b"<a/>", "[Content_Types].xml": b"<b/>"}

    assert pack(parts) == pack(dict(reversed(parts.items())))
    assert pack(parts).index(b"[Content_Types]") < pack(parts).index(b"word/document")


def test_attributes_hold_any_text() -> None:
    """Quotes, tags and line breaks."""
    assert "a &quot;b&quot; &lt;c&gt; &amp; d" == xml.attribute('a "b"\n<c> & d')


def test_a_short_plan_saves_its_space() -> None:
    """A plan of at most eight steps is set tighter, as it is meant to take two pages."""
    short, long = (look_of(page(rows), assets().theme) for rows in (8, 9))

    assert short.air < long.air
    assert short.bottom < long.bottom


def test_a_date_stays_on_one_line() -> None:
    """Its column is as wide as the whole date."""
    date = '<span data-field="tasks.M-01.due" data-kind="date" data-value="2026-09-30">Wed 30 September 2026</span>'
    given = '<colgroup><col data-width="90"/><col data-width="10"/></colgroup>'
    tables = (
        f"<table>{given}<tbody><tr><td>x</td><td>{cell}</td></tr></tbody></table>"
        for cell in (date, "Wed 30 September 2026")
    )
    widths = [re.findall(r'gridCol w:w="(\d+)"', flow(state(), (parse(table),))) for table in tables]

    assert int(widths[0][1]) > int(widths[1][1])


def test_a_date_that_no_longer_holds_is_struck() -> None:
    """The old date beside the new one, as in the other formats, in a style that strikes it."""
    line = parse('<p>Due <span class="was">1 May</span></p>')

    assert '<w:rStyle w:val="OldDate"/>' in runs(state(), line.children)
