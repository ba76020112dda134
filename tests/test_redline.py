"""A redline is the difference of two pages, told inside the new one."""

# ruff: noqa: E501 - a line of HTML stays on a line
from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapdocs.markup import ATTRIBUTES, TAGS, Element, parse
from mapdocs.page import Page
from mapdocs.redline import change_of, current, has_changes, redline
from tests.redlines import EDITS, accepted, lines, rejected, states
from tests.writers.word_pages import page, with_blocks


def one(old: str, new: str) -> Element:
    """What a redline makes of a section with this content."""
    told = redline(section(old), section(new))
    return told.blocks[0]


def section(content: str) -> Page:
    return with_blocks(page(1, drawing=False, logos=False), f'<section id="s">{content}</section>')


def html(element: Element | str) -> str:
    """Markup without attributes but classes."""
    if isinstance(element, str):
        return element
    kind = f' class="{element.get("class")}"' if element.get("class") else ""
    return f"<{element.tag}{kind}>{''.join(map(html, element.children))}</{element.tag}>"


def told(old: str, new: str) -> str:
    """The section's content as markup, without line breaks."""
    return "".join(map(html, one(old, new).children)).replace("\n", "").replace(' class="tracked"', "")


@pytest.mark.parametrize("what", [*EDITS, "all"])
def test_taking_all_changes_gives_the_new_page_and_none_the_old(what: str) -> None:
    """Line for line and row for row, whatever happened to the deal."""
    old, new = (state.page for state in states(what))
    made = redline(old, new)

    assert has_changes(made)
    assert lines(new) == lines(accepted(made))
    assert lines(old) == lines(rejected(made))


@pytest.mark.parametrize("what", [*EDITS, "all"])
def test_a_redline_stays_in_the_subset_and_names_nothing_twice(what: str) -> None:
    """Only the page's own tags and attributes; each id and each field stands once, and those of now are all there."""
    made = redline(*(state.page for state in states(what)))
    new = states(what)[1].page
    elements = list(made.walk())

    assert {element.tag for element in elements} <= TAGS
    assert {name for element in elements for name in element.attrs} <= ATTRIBUTES
    for name in ("id", "data-field"):
        assert Counter(e.get(name) for e in new.walk()).keys() == {e.get(name) for e in elements}
        assert [] == [key for key, count in Counter(e.get(name) for e in elements).items() if key and count > 1]


@pytest.mark.parametrize("what", [*EDITS, "all"])
def test_a_changed_field_is_marked_inside_its_own_element(what: str) -> None:
    """Each field's old and new text stand in the field, so that a returned file is read field by field."""
    old, new = states(what)
    before, after = ({e.get("data-field"): e for e in state.page.walk() if e.get("data-field")} for state in (old, new))
    made = {e.get("data-field"): e for e in redline(old.page, new.page).walk() if e.get("data-field")}
    kept = [name for name in after if name in before and before[name].text() != after[name].text()]

    for name in kept:
        section = replace(new.page, blocks=(made[name],))
        assert lines(replace(new.page, blocks=(after[name],))) == lines(accepted(section))
        if not any("added" in row.classes for row in redline(old.page, new.page).walk() if made[name] in row.walk()):
            assert lines(replace(new.page, blocks=(before[name],))) == lines(rejected(section))


def test_a_page_beside_itself_bears_no_mark() -> None:
    """Nothing changed, nothing told: not even the object differs."""
    same = page(20)

    assert same == redline(same, page(20))
    assert not has_changes(redline(same, same))


def test_the_same_pages_give_the_same_redline() -> None:
    """There is no chance in it."""
    old, new = (state.page for state in states("all"))

    assert redline(old, new) == redline(old, new)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("<p>Two days a week</p>", "<p>Three days a week</p>", "<p><del>Two</del><ins>Three</ins> days a week</p>"),
        ("<p>One</p>", "<p>One and two</p>", "<p>One<ins> and two</ins></p>"),
        ("<p>All is well now</p>", "<p>All is well</p>", "<p>All is well<del> now</del></p>"),
        ("<p>Quite other</p>", "<p>Not the same</p>", "<p><del>Quite other</del><ins>Not the same</ins></p>"),
        ("<p>a <em>b</em> c</p>", "<p>a <em>d</em> c</p>", "<p>a <em><del>b</del><ins>d</ins></em> c</p>"),
        ("<p>a  b\n c</p>", "<p>a b c</p>", "<p>a b c</p>"),
        ("", "<p>New</p>", '<p class="tracked added"><ins>New</ins></p>'),
        ("<p>Old</p>", "", '<p class="tracked removed"><del>Old</del></p>'),
        (
            "<ul><li>a</li><li>b</li></ul>",
            "<ul><li>b</li></ul>",
            '<ul><li class="tracked removed"><del>a</del></li><li>b</li></ul>',
        ),
    ],
)  # fmt: skip
def test_texts_are_compared_word_by_word(old: str, new: str, expected: str) -> None:
    """Words that stayed stay unmarked, unless so few did that nobody could read it; white space is no change."""
    assert expected == told(old, new)


def field(kind: str, text: str) -> str:
    return f'<p><span data-field="tasks.M-01.x" data-kind="{kind}">{text}</span></p>'


@pytest.mark.parametrize("kind", ["date", "person", "status"])
def test_a_date_a_name_and_a_status_change_as_a_whole(kind: str) -> None:
    """Nobody reads a date of which only the month is struck."""
    expected = "<p><span><del>Fri 29 Jan 2027</del><ins>Fri 5 Jan 2027</ins></span></p>"

    assert expected == told(field(kind, "Fri 29 Jan 2027"), field(kind, "Fri 5 Jan 2027"))


def test_a_field_that_was_empty_is_marked_inside() -> None:
    """Both ways."""
    assert "<p><span><ins>Ines</ins></span></p>" == told(field("person", ""), field("person", "Ines"))
    assert "<p><span><del>Ines</del></span></p>" == told(field("person", "Ines"), field("person", ""))


def test_a_link_around_a_field_leads_where_the_new_one_does() -> None:
    """A name that became a link, or ceased to be one, is still told inside the field."""
    plain = '<p><span data-field="tasks.M-01.buyer" data-kind="person">CFO</span></p>'
    linked = '<p><a href="#people/P-02"><span data-field="tasks.M-01.buyer" data-kind="person">Ruth</span></a></p>'

    assert "<p><a><span><del>CFO</del><ins>Ruth</ins></span></a></p>" == told(plain, linked)
    assert "<p><span><del>Ruth</del><ins>CFO</ins></span></p>" == told(linked, plain)


def test_a_status_shows_both_shapes() -> None:
    """The shape goes with its word."""
    shape = '<p><span class="status status-{0}"><span data-field="tasks.M-01.status" data-kind="status">{0}</span></span></p>'
    marked = told(shape.format("blocked"), shape.format("done"))

    assert (
        '<del><span class="status status-blocked"></span></del><ins><span class="status status-done"></span></ins>'
        in marked
    )
    assert marked.endswith("<span><del>blocked</del><ins>done</ins></span></p>")


def rows(*keys: str) -> str:
    lines = "".join(f'<tr id="plan/F-01/{key}"><td>{key}</td><td>Text</td></tr>' for key in keys)
    return f'<table id="t"><tbody>{lines}</tbody></table>'


def test_rows_stand_where_they_stood() -> None:
    """A row that is gone is told between those that stood beside it; one that moved is told at both places."""
    made = one(rows("a", "b", "c", "d"), rows("a", "d", "c", "e"))
    seen = [(row.text()[:1], change_of(row)) for row in made.find("tr")]

    assert ["a", "b", "c", "d"] == [key for key, change in seen if change != "ins"]
    assert ["a", "d", "c", "e"] == [key for key, change in seen if change != "del"]
    assert ("b", "del") == seen[1]


def test_a_row_that_is_gone_keeps_no_name() -> None:
    """Its id and its fields would stand twice where it moved, and a returned file would be misread."""
    gone = '<table id="t"><tbody><tr id="plan/x"><td><span data-field="tasks.M-01.title" data-kind="text">A</span></td></tr></tbody></table>'
    made = one(gone, '<table id="t"><tbody></tbody></table>')
    row = next(made.find("tr"))

    assert "" == row.id
    assert not [element for element in row.walk() if "data-field" in element.attrs]


def test_a_table_of_other_columns_is_another_table() -> None:
    """The old one goes, the new one comes; no row is told across both."""
    two, three = (f'<table id="t"><tbody><tr>{"<td>x</td>" * count}</tr></tbody></table>' for count in (2, 3))

    assert ["del", "ins"] == [change_of(table) for table in one(two, three).find("table")]


def test_a_picture_is_the_new_one() -> None:
    """Nobody marks a drawing; of one that is gone its words stay."""
    figure = '<figure id="f" data-drawing="timeline"><figcaption>{}</figcaption></figure>'

    assert "<figure><figcaption>Now</figcaption></figure>" == told(figure.format("Then"), figure.format("Now"))
    assert '<p class="tracked removed"><del>Then</del></p>' == told(figure.format("Then"), "")


LETTERS = (
    '<p id="front/moved">Dates have moved since version {0}.</p>',
    (
        '<section id="changes"><h2 id="changes/title">Since version {0}</h2><table id="changes/rows"><tbody>'
        '<tr id="changes/M-01"><td>M-01</td><td>Step {0}</td></tr></tbody></table></section>'
    ),
)


@pytest.mark.parametrize("letter", LETTERS)
def test_what_a_version_tells_of_its_changes_is_told_as_new(letter: str) -> None:
    """The new letter comes whole, then the former goes whole, nothing is told across both; alike, it is unmarked."""
    section, name = with_blocks, parse(letter.format(2)).id
    old, new = (section(page(1, drawing=False, logos=False), letter.format(number)) for number in (2, 3))
    made = redline(old, new)

    assert [("ins", name), ("del", "")] == [(change_of(block), block.id) for block in made.blocks]
    assert all("letter" in block.classes for block in made.blocks)
    assert ["3", "2"] == [re.findall(r"[23]", block.text())[0] for block in made.blocks]
    assert (lines(new), lines(old)) == (lines(accepted(made)), lines(rejected(made)))
    assert new == redline(new, new)


@pytest.mark.parametrize("letter", LETTERS)
def test_a_first_letter_comes_and_a_last_one_goes(letter: str) -> None:
    """A first version tells no changes, and a plan in which nothing moved has no letter."""
    plain = with_blocks(page(1, drawing=False, logos=False), "<p>Plan</p>")
    told = with_blocks(page(1, drawing=False, logos=False), letter.format(2), "<p>Plan</p>")

    assert ["ins"] == [change_of(block) for block in redline(plain, told).blocks if "letter" in block.classes]
    assert ["del"] == [change_of(block) for block in redline(told, plain).blocks if "letter" in block.classes]


def test_marks_that_a_text_has_of_its_own_are_no_changes() -> None:
    """What changed since the last version may be told in the plan itself, with `ins` and `del`."""
    own = parse("<p>Was <del>18 Dec</del> <ins>8 Jan</ins></p>")

    assert not any(change_of(element) for element in own.walk())
    assert "Was 18 Dec 8 Jan" == current(own)


def test_the_text_of_now_leaves_out_what_went() -> None:
    """For headings in the contents and labels of columns."""
    assert "Three days" == current(one("<h2>Two days</h2>", "<h2>Three days</h2>"))


words = st.lists(st.sampled_from(["a", "b", "c", "d", "\u05d0", "\u5c0e"]), max_size=6).map(" ".join)
inline = st.lists(st.tuples(st.sampled_from(["", "em", "strong", "ins", "code"]), words), max_size=4).map(
    lambda found: " ".join(f"<{tag}>{text}</{tag}>" if tag else text for tag, text in found)
)
paragraphs = st.lists(inline, max_size=5).map(lambda found: "".join(f"<p>{text}</p>" for text in found))
tables = st.lists(st.sampled_from("abcdef"), unique=True, max_size=6).map(lambda keys: rows(*keys))
contents = st.lists(st.one_of(paragraphs, tables, inline.map("<ul><li>{}</li></ul>".format)), max_size=4).map("".join)


@given(contents, contents)
def test_any_two_pages_are_told_without_loss(old: str, new: str) -> None:
    """Whatever stands on them: with all changes the one, without any the other."""
    before, after = section(old), section(new)
    made = redline(before, after)

    assert lines(after) == lines(accepted(made))
    assert lines(before) == lines(rejected(made))
