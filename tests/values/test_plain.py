"""Texts in one form."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mapdocs.values.plain import alike, folded, level, plain, trimmed, typed


def test_plain_has_one_line_ascii_digits_and_nothing_unseen() -> None:
    """Spaces, digits and dashes of all kinds become the usual ones."""
    assert "18 Dec 2026 - x" == plain("\uff11\u0668\u00a0Dec\v2026 \u2013\u200f x\u00ad")


def test_folded_words_compare() -> None:
    """Without case, accents, shapes."""
    assert "termine" == folded("\u25cf\u00a0Termin\u00c9!")
    assert "a.b@x.example" == folded("A.B@x.example")


@given(st.text())
def test_level_keeps_the_length(text: str) -> None:
    """So that places in it are places in the text."""
    assert len(text) == len(level(text))


def test_trimmed_takes_the_marks_between_a_value_and_words() -> None:
    """Dash, bracket, comma."""
    assert "ask Tom" == trimmed(" - (ask Tom)")


def test_typed_text_keeps_its_lines_where_it_may_have_some() -> None:
    """A title has one line; control characters are in no deal file."""
    assert "a b" == typed("a\v\x00b ", lines=False)
    assert "a\nb" == typed(" a \vb", lines=True)


def test_alike_texts_differ_in_spaces_only() -> None:
    """Line by line where lines mean something."""
    assert alike("a  b\nc") == alike("a b c")
    assert alike("- a\n- b", lines=True) != alike("- a - b", lines=True)
    assert alike("a \n\n\n\nb", lines=True) == alike("a\n\nb", lines=True)
