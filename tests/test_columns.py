"""Widths of columns: as the template wants them, but wide enough for their words."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapdocs.columns import LONGEST, balanced, declared, fitted
from mapdocs.documents import document_of
from mapdocs.lettering import text_width
from mapdocs.markup import Element, parse
from mapdocs.workspace import find_deal, open_workspace
from mapdocs.writers.pdf import write_pdf
from tests.writers.looks import THEMES, assets, sample

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

WIDTHS = st.lists(st.tuples(st.floats(1, 100), st.floats(0, 60)), min_size=1, max_size=9)


def table(*heads: str, status: str = "", kind: str = "rows") -> Element:
    """A table of four columns of the same width with one row."""
    columns = '<col data-width="25"/>' * 4
    cells = "".join(f'<th scope="col">{head}</th>' for head in heads)
    row = f'<td>a</td><td>b</td><td>c</td><td><span class="status">{status}</span></td>'
    return parse(
        f'<table class="{kind}"><colgroup>{columns}</colgroup><thead><tr>{cells}</tr></thead>'
        f"<tbody><tr>{row}</tr></tbody></table>"
    )


def widths(*tables: Element, theme: str = "default") -> tuple[float, ...]:
    (found,) = fitted(replace(sample(), blocks=tables), assets(theme).theme).values()
    return found


@given(WIDTHS)
def test_each_column_has_what_it_needs_where_there_is_room(columns: list[tuple[float, float]]) -> None:
    """Together they take all the room; none is narrower than its words while there is room for all."""
    wanted, needed = zip(*columns, strict=True)
    found = balanced(wanted, needed, 480.0)

    assert sum(found) == pytest.approx(480.0)
    if sum(needed) < 480:
        assert all(width >= need - 1e-6 for width, need in zip(found, needed, strict=True))


def test_columns_are_as_the_template_wants_them_where_their_words_fit() -> None:
    """Short words change nothing."""
    assert (25.0,) * 4 == widths(table("Key", "What", "Start", "Status"))


@pytest.mark.parametrize("theme", THEMES)
def test_a_long_word_widens_its_column_and_its_like(theme: str) -> None:
    """The word stands whole, in the same column of all tables of that kind; what has room gives it."""
    look = assets(theme).theme
    long = "Rechtsabteilungen" * 2
    found = widths(*(table("N", word * 5, "Y", "Z", kind="grid") for word in ("B ", f"{long} ")), theme=theme)

    assert 25.0 == found[0] == found[1]
    narrow = replace(look, page={**look.page, "left": 55, "right": 55})
    (tight,) = fitted(replace(sample(), blocks=(table("N", long, "Y", "Z", kind="grid"),)), narrow).values()
    assert text_width(long[:18], look.sizes["body"]) < tight[1] / 100 * 100 * 72 / 25.4
    assert tight[1] > tight[0]


def test_a_status_is_not_parted_where_there_is_room() -> None:
    """Its words and its shape stand on one line."""
    look = assets().theme
    narrow = replace(look, page={**look.page, "left": 65, "right": 65})
    page = replace(sample(), blocks=(table("N", "X", "Y", "Z", status="MMMM MMMM MMMM"),))
    (found,) = fitted(page, narrow).values()

    assert found[3] > found[0]


def test_tables_with_a_column_left_open_are_left_alone() -> None:
    """Only what has all its widths is measured."""
    open_ = parse('<table><colgroup><col data-width="25"/><col/></colgroup><tbody><tr><td>a</td></tr></tbody></table>')

    assert () == declared(open_)
    assert {} == fitted(replace(sample(), blocks=(open_,)), assets().theme)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", ["casterbridge-retail", "nordlys-energi", "rhein-klinikum"])
def test_no_short_word_of_the_samples_is_parted(theme: str, name: str, root: Path, today: date) -> None:
    """The PDF's words are those of the page, or parts of words too long for any column."""
    place = find_deal(open_workspace(root, root), name, root)
    made = document_of(open_workspace(root, root), place, today, "buyer", "full", "", root, keep=False)
    page = replace(made.page, blocks=tuple(block for block in made.page.blocks if block.id == "plan"))
    texts = (child for part in page.blocks[0].walk() for child in part.children if isinstance(child, str))
    known = {word for text in texts for word in text.split() if word.isalpha() and len(word) <= LONGEST}
    data = write_pdf(page, replace(made.assets, theme=assets(theme).theme)).data
    found = set("".join(sheet.extract_text() + "\n" for sheet in pypdf.PdfReader(BytesIO(data)).pages).split())

    assert set() == {word for word in known if not any(word in other for other in found)}
