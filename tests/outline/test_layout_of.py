"""A page as a layout: nothing lost, each field and each id once."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from mapdocs.codec import from_plain, to_plain
from mapdocs.layout import Layout, Para, Table
from mapdocs.outline import layout_of
from mapdocs.outline.inline import SIGNS
from mapdocs.page import Running
from tests.outline.pages import SAMPLES, deal, laid_out, layout, paras
from tests.samples import RICH, SMALL, TINY, document
from tests.writers.looks import assets, sample
from tests.writers.word_pages import ARABIC, JAPANESE, LONG, NASTY, Names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mapdocs.assets import Theme
    from mapdocs.markup import Element
    from mapdocs.page import Page

EXTRAS = re.compile(rf"[\s\u00b7{''.join(SIGNS.values())}]")
NAMES = [Names(), Names(NASTY, LONG, JAPANESE, NASTY), Names(ARABIC, ARABIC, ARABIC, ARABIC, "ar-SA", "rtl")]


def pages() -> Iterator[tuple[str, Page, Theme]]:
    """Deals that ship in their editions and sizes, small ones, and pages with nasty texts."""
    for name in SAMPLES:
        for edition, size, language in (("buyer", "full", ""), ("internal", "full", "de"), ("buyer", "brief", "fr")):
            found = deal(name, edition, size, language)
            yield f"{name} {edition} {size} {language}", found.page, found.assets.theme
    for text in (TINY, SMALL, RICH):
        found = document(text)
        yield text[:20], found.page, found.assets.theme
    for names in NAMES:
        yield names.plan, sample(200, names), assets("boardroom").theme


WHOLE = list(pages())
IDS = [name for name, _, _ in WHOLE]


def told(element: Element) -> str:
    """What an element says, logos and pictures left out."""
    if element.tag in ("figure", "img") or "logos" in element.classes:
        return ""
    return "".join(child if isinstance(child, str) else told(child) for child in element.children)


def said(laid: Layout) -> str:
    """What a layout says, without the picture."""
    drawn = {para.id for table in laid.tables() if table.kind == "timeline" for para in _cells(table)}
    pictures = [table.id for table in laid.tables() if table.kind == "timeline"]
    drawn |= {f"{name}/{part}" for name in pictures for part in ("legend", "caption")}
    return "".join(para.said for para in laid.paras() if para.id not in drawn)


def _cells(table: Table) -> Iterator[Para]:
    return (para for row in table.rows for cell in row.cells for para in cell.paras)


@pytest.mark.parametrize(("_name", "page", "theme"), WHOLE, ids=IDS)
def test_no_word_is_lost(_name: str, page: Page, theme: Theme) -> None:
    """All that the page says is in the layout, in its order, and nothing else but signs and separators."""
    expected = EXTRAS.sub("", "".join(told(block) for block in page.blocks))

    assert expected == EXTRAS.sub("", said(layout_of(page, theme)))


@pytest.mark.parametrize(("_name", "page", "theme"), WHOLE, ids=IDS)
def test_each_field_of_the_page_is_one_of_the_layout(_name: str, page: Page, theme: Theme) -> None:
    """Each has paragraphs that follow each other, with what the page says in it."""
    found: dict[str, list[str]] = {}
    last = ""
    for para in layout_of(page, theme).paras():
        assert para.field == last or para.field not in found, f"{para.field} stands in two places"
        last = para.field
        if para.field:
            found.setdefault(para.field, []).append(para.said)
    fields = {element.get("data-field"): element for element in page.walk() if element.get("data-field")}

    assert list(fields) == list(found)
    assert {name: EXTRAS.sub("", element.text()) for name, element in fields.items()} == {
        name: EXTRAS.sub("", "".join(words)) for name, words in found.items()
    }


@pytest.mark.parametrize(("_name", "page", "theme"), WHOLE, ids=IDS)
def test_ids_are_unique_and_tables_are_whole(_name: str, page: Page, theme: Theme) -> None:
    """No table is first, each has its gap behind it, and rows of one width with something in each cell."""
    laid = layout_of(page, theme)
    ids = [para.id for para in (*laid.paras(), *laid.header, *laid.footer)]
    for table in laid.tables():
        ids += [table.id, *(row.id for row in table.rows)]
        assert {len(table.widths)} == {len(row.cells) for row in table.rows}
        assert all(cell.paras for row in table.rows for cell in row.cells)
        assert sum(table.widths) == pytest.approx(100, abs=0.1)
        assert len(set(table.keyed())) == sum(bool(row.key) for row in table.rows)
    blocks = laid.blocks
    behind = [blocks[at + 1] for at, block in enumerate(blocks) if isinstance(block, Table)]

    assert sorted(set(ids)) == sorted(ids)
    assert isinstance(blocks[0], Para)
    assert [Para(f"{table.id}/gap", style="gap") for table in laid.tables()] == behind


@pytest.mark.parametrize(("_name", "page", "theme"), WHOLE, ids=IDS)
def test_rows_that_people_edit_say_their_keys(_name: str, page: Page, theme: Theme) -> None:
    """Where a row of a table has fields, its key stands in the table's key column."""
    for table in layout_of(page, theme).tables():
        for row in table.rows:
            fields = [para.field for cell in row.cells for para in cell.paras if para.field]
            if not fields:
                assert not row.key
                continue
            assert row.key in fields[0]
            assert row.key == row.cells[table.key_column].paras[0].said


@pytest.mark.parametrize("name", SAMPLES)
def test_a_layout_is_kept_as_json_and_read_back_whole(name: str) -> None:
    """What was pushed last is compared with what is pushed next."""
    laid = laid_out(name)

    assert laid == from_plain(Layout, to_plain(laid))


def test_ids_stay_when_neighbours_come_and_go() -> None:
    """A date that slips gets its old one and a mark beside it: what was there keeps its names."""
    cell = '<td>{}<span data-field="tasks.M-01.due">Fri</span>{}</td>'
    table = '<table id="t"><tr id="plan/F-01/M-01"><td class="key">M-01</td>{}</tr></table>'
    was, tag = '<span class="was">Thu</span><br/>', '<br/><span class="tag">proposed</span>'
    names = [
        [para.id for para in paras(table.format(cell.format(before, behind)))][2:-1]
        for before, behind in (("", tag), (was, tag))
    ]
    base = "plan/F-01/M-01"

    assert [f"{base}/due", f"{base}/2/tag"] == names[0]
    assert [f"{base}/2/was", f"{base}/due", f"{base}/2/tag"] == names[1]


def test_what_stands_on_each_page_is_one_line() -> None:
    """Where nothing is confidential there is no footer."""
    found = deal("marlow-bank")
    laid = laid_out("marlow-bank")
    bare = layout_of(replace(found.page, running=Running("", "", "", "", "")), found.assets.theme)

    assert ["Mutual Success Plan \u00b7 Marlow \u00b7 Working draft \u00b7 23 November 2026"] == [
        para.text for para in laid.header
    ]
    assert ["Confidential: Marlow Bank plc and Fernhill Analytics GmbH"] == [para.text for para in laid.footer]
    assert ((), ()) == (bare.header, bare.footer)


def test_a_page_that_begins_with_a_table_gets_a_paragraph_before_it() -> None:
    """A document can't begin with a table."""
    laid = layout('<table id="t"><tbody><tr><td>x</td></tr></tbody></table>')

    assert ["start", "t", "t/gap"] == [block.id for block in laid.blocks]


def test_paper_direction_and_language_are_the_pages() -> None:
    """The theme gives the margins."""
    found = sample(1, NAMES[2])
    laid = layout_of(found, assets().theme)

    assert ("rtl", "ar-SA", "A4", (20.0, 18.0, 19.0, 18.0)) == (
        laid.direction,
        laid.language,
        laid.paper,
        laid.margins,
    )
