"""Lines of a block: what stands beside a field stands on lines of its own."""

from __future__ import annotations

import pytest

from mapdocs.layout import Run
from mapdocs.outline.inline import SIGNS, runs_of
from tests.outline.pages import layout, paras, table

DUE = '<span data-field="tasks.M-01.due" data-kind="date">Fri 4 Dec</span>'


def told(html: str) -> list[tuple[str, str]]:
    """Field and text of the paragraphs of one cell."""
    row = table(f'<tr id="r"><td class="key">M-01</td><td>{html}</td></tr>').rows[0]
    return [(para.field, para.text) for para in row.cells[1].paras]


def test_a_field_has_a_paragraph_of_its_own() -> None:
    """Whatever stands before and behind it."""
    assert [("", "was"), ("tasks.M-01.due", "Fri 4 Dec"), ("", "agreed twice")] == told(
        f"was {DUE} <span class='tag'>agreed</span> twice"
    )


def test_a_field_stays_one_in_emphasis_and_in_a_link() -> None:
    """Titles are strong, people are linked."""
    assert [("tasks.M-01.due", "Fri 4 Dec")] == told(f'<strong><a href="#people/P-01">{DUE}</a></strong>')


def test_a_field_without_a_value_is_an_empty_paragraph() -> None:
    """People type into it."""
    assert [("tasks.M-01.buyer", "")] == told('<span data-field="tasks.M-01.buyer" data-kind="person"></span>')


def test_a_field_has_one_place() -> None:
    """Where a template shows it again it is plain text."""
    assert [("tasks.M-01.due", "Fri 4 Dec"), ("", "Fri 4 Dec")] == told(DUE + DUE)


def test_the_shape_of_a_status_is_not_its_value() -> None:
    """The word is people's, the shape is ours; one whose day has passed has another shape."""
    field = '<span data-field="tasks.M-01.status" data-kind="status">Blocked</span>'
    (para,) = (
        table(f'<tr id="r"><td><span class="status status-blocked">{field}</span></td></tr>').rows[0].cells[0].paras
    )

    assert ("\u25a0\u00a0", "Blocked") == (para.sign, para.said)
    assert [("", "\u25cf\u00a0Done")] == told('<span class="status status-done">Done</span>')
    assert len(SIGNS) == len(set(SIGNS.values()))


def test_a_line_break_ends_a_paragraph_but_not_a_value() -> None:
    """A value that holds one keeps it."""
    assert [("", "a"), ("", "b")] == told("a<br/>b")
    field = '<div data-field="tasks.M-01.note" data-kind="markdown"><p>a<br/> b</p></div>'

    assert [("tasks.M-01.note", "a\vb")] == told(field)


def test_tones_and_links_are_kept() -> None:
    """Links inside the page are text: a document has its own outline."""
    (para,) = paras(
        '<p id="p">A <strong>b</strong> <em>c</em><span class="muted"> d</span> <a href="https://a.example/x">e</a>'
        ' <a href="#plan">f</a> <del>g</del> <code>h</code></p>'
    )

    assert (
        Run("A "),
        Run("b", "strong"),
        Run(" "),
        Run("c", "em"),
        Run(" d", "muted"),
        Run(" "),
        Run("e", "", "https://a.example/x"),
        Run(" f "),
        Run("g", "was"),
        Run(" "),
        Run("h", "code"),
    ) == para.runs


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        ((" a ",), "a"),
        (("a ", " b"), "a b"),
        (("a\n\t b", " "), "a b"),
        (("\u00a0a\u00a0",), "\u00a0a\u00a0"),
        (("a\u2028b",), "a b"),
        (("a\ue000b", "\U000f0000"), "ab\U000f0000"),
        ((" ", "\n"), ""),
    ],
)
def test_white_space_is_folded_as_a_browser_does(pieces: tuple[str, ...], expected: str) -> None:
    """No-break spaces stay; what a Google document doesn't take is left out."""
    assert expected == "".join(run.text for run in runs_of([(piece, "", "") for piece in pieces]))


def test_parties_and_spans_are_parted_by_more_than_a_distance() -> None:
    """Styles part them in print."""
    found = layout(
        '<p class="parties" id="p"><span class="party buyer">Marlow</span>'
        ' <span class="party seller">Fernhill</span></p>'
        '<h3 class="band" id="h">Prove it <span class="when">5 Oct</span></h3>'
    )

    assert ["Marlow \u00b7 Fernhill", "Prove it \u00b7 5 Oct"] == [para.text for para in found.paras()]
