"""Blocks as paragraphs, with their styles and ids."""

from __future__ import annotations

from tests.outline.pages import layout, paras, table


def test_headings_and_classes_are_styles() -> None:
    """Each block keeps its id."""
    found = paras(
        '<h1 id="a">A</h1><h2 id="b">B</h2><h3 id="c">C</h3><h3 id="d" class="band">D</h3>'
        '<p id="e" class="callout">E</p><div id="f" class="purpose"><p id="f/p1">F</p></div>'
        '<blockquote id="g"><p id="g/p1">G</p></blockquote><hr id="h"/>'
    )

    assert [
        ("a", "title"),
        ("b", "h1"),
        ("c", "h2"),
        ("d", "band"),
        ("e", "callout"),
        ("f/p1", "purpose"),
        ("g/p1", "note"),
        ("h", "rule"),
    ] == [(para.id, para.style) for para in found]


def test_lists_have_levels() -> None:
    """What follows an item's first paragraph stands below it, without a mark."""
    found = paras('<ul id="u"><li>One<ol><li>Two</li></ol></li><li><p>Three</p><p>more</p></li></ul>')

    assert [
        ("u/1", "list", 0, "One"),
        ("u/1/1", "numbered", 1, "Two"),
        ("u/2", "list", 0, "Three"),
        ("u/2/2", "text", 1, "more"),
    ] == [(para.id, para.style, para.level, para.text) for para in found]


def test_a_value_of_several_paragraphs_is_one_field() -> None:
    """Their ids tell that they are one."""
    found = paras(
        '<div id="value/summary"><div data-field="value.summary" data-kind="markdown"><p>One</p>'
        "<ul><li>Two</li></ul></div></div>"
    )

    assert [
        ("value/summary", "value.summary", "text"),
        ("value/summary/2", "value.summary", "list"),
    ] == [(para.id, para.field, para.style) for para in found]


def test_an_empty_value_of_paragraphs_has_one() -> None:
    """People type into it."""
    (para,) = paras('<div id="value/summary"><div data-field="value.summary" data-kind="markdown"></div></div>')

    assert ("value/summary", "value.summary", "") == (para.id, para.field, para.text)


def test_notes_in_cells_are_told_apart() -> None:
    """A note that is a value has the value's name."""
    (row,) = table(
        '<tr id="r"><td class="key">M-01</td><td>x<p class="note">a</p><div class="note">'
        '<div data-field="tasks.M-01.note" data-kind="markdown"><p>b</p></div></div>'
        '<p class="note">c</p><p class="note waits">d</p></td></tr>'
    ).rows

    assert [
        ("r/2/1", "text"),
        ("r/2/note", "note"),
        ("r/note", "note"),
        ("r/2/note/2", "note"),
        ("r/2/waits", "note"),
    ] == [(para.id, para.style) for para in row.cells[1].paras]


def test_a_table_in_a_cell_is_told_cell_by_cell() -> None:
    """A document's cells hold paragraphs."""
    (row,) = table("<tr><td><table><tr><td>a</td><td>b</td></tr></table></td></tr>").rows[:1]

    assert ["a", "b"] == [para.text for para in row.cells[0].paras]


def test_a_picture_that_is_not_there_leaves_its_caption() -> None:
    """Logos are left out whole."""
    found = layout(
        '<div class="logos" id="l"><img src="logo:buyer" alt="A"/></div>'
        '<figure data-drawing="none" id="f"><figcaption>Words</figcaption></figure>'
    )

    assert [("f/caption", "Words", "muted")] == [(para.id, para.text, para.style) for para in found.paras()]
