"""Tables of a layout: one width, keys, facts two abreast."""

from __future__ import annotations

from tests.outline.pages import layout, table

ROW = '<tr id="{0}"><td class="key">{0}</td><td><span data-field="risks.{0}.what" data-kind="text">x</span></td></tr>'


def test_rows_with_fields_have_keys() -> None:
    """The head has none, and is repeated."""
    made = table(f"<thead><tr><th>Key</th><th>What</th></tr></thead><tbody>{ROW.format('R-01')}</tbody>")

    assert (1, 0, ["", "R-01"]) == (made.heads, made.key_column, [row.key for row in made.rows])
    assert [True, True] == [cell.head for cell in made.rows[0].cells]


def test_a_table_that_nobody_edits_has_no_key_column() -> None:
    """A list of changes names the plan's keys; the plan's rows are elsewhere."""
    made = table('<tr><td class="key">M-01</td><td>moved</td></tr>')

    assert (-1, "") == (made.key_column, made.rows[0].key)


def test_a_wide_cell_is_followed_by_empty_ones() -> None:
    """Short rows are filled up: no cell is merged."""
    made = table("<tr><td>a</td><td>b</td><td>c</td></tr><tr><td colspan='2'>d</td></tr>")

    assert [["a", "b", "c"], ["d", "", ""]] == [[cell.paras[0].text for cell in row.cells] for row in made.rows]


def test_facts_are_two_abreast() -> None:
    """As in print; the last one may stand alone."""
    made = table("".join(f"<tr><th>{n}</th><td>v{n}</td></tr>" for n in "abc"), "facts")

    assert ("facts", 0) == (made.kind, made.heads)
    assert [["a", "va", "b", "vb"], ["c", "vc", "", ""]] == [
        [cell.paras[0].text for cell in row.cells] for row in made.rows
    ]


def test_milestones_and_totals_are_shaded_and_amounts_aligned() -> None:
    """Alignment is by the writing's direction."""
    made = table('<tr class="milestone"><td>a</td><td class="num">1</td></tr><tr><th>b</th><td>2</td></tr>')

    assert [["band", "band"], ["", ""]] == [[cell.fill for cell in row.cells] for row in made.rows]
    assert ["start", "end"] == [cell.align for cell in made.rows[0].cells]


def test_a_row_that_was_cancelled_is_quiet() -> None:
    """Its title, too."""
    made = table('<tr class="cancelled"><td><strong>a</strong></td></tr>')

    assert "muted" == made.rows[0].cells[0].paras[0].runs[0].tone


def test_columns_without_widths_are_as_wide_as_their_words() -> None:
    """In percent of the table."""
    made = table(f"<tr><td>abcdef</td><td>{'x' * 30}</td></tr>")

    assert (16.67, 83.33) == made.widths


def test_a_caption_stands_above() -> None:
    """A document's table has none."""
    found = layout('<table id="t"><caption>Three years</caption><tr><td>a</td></tr></table>')

    assert ["t/caption", "t", "t/gap"] == [block.id for block in found.blocks]


def test_an_empty_table_is_left_out() -> None:
    """It would have no columns."""
    assert () == layout('<table id="t"><tbody></tbody></table>', "<p id='p'>x</p>").blocks[:-1]
