"""Where a template's markup breaks off, told from its text alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapdocs.wellformed import blank, first_break
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

TEMPLATES = sorted((ROOT / "templates").rglob("*.j2"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_what_ships_breaks_nowhere(path: Path) -> None:
    """Each part is whole by itself, whichever way its conditions turn."""
    assert None is first_break(path.read_text("utf-8"))


@pytest.mark.parametrize(
    ("text", "line", "column", "why"),
    [
        ("<p>unclosed\n", 1, 1, "<p> is not closed"),
        ("<p>a<br>b</p>", 1, 5, "<br> is not closed"),
        ("a\n <img src='x'>\n<p></p>", 2, 2, "<img> is not closed"),
        ("<div>\n<p></div>", 2, 1, "<p> is not closed"),
        ("<p></p></p>", 1, 8, "</p> closes nothing"),
        ("<p>&nbsp;</p>", 1, 4, "&nbsp; is not known: write the character itself"),
        ("<p>a & b</p>", 1, 6, "& must be &amp;"),
        ("<p class=x>a</p>", 1, 9, "a value in <p> has no quotes"),
        ("<p class={{ x }}>a</p>", 1, 9, "a value in <p> has no quotes"),
        ("{# {% <b> #}\n<p", 2, 1, "a tag has no end"),
    ],
)
def test_a_break_is_told_at_its_place(text: str, line: int, column: int, why: str) -> None:
    """Line and column of what has to change, not of where a reader gave up."""
    assert (line, column, why) == first_break(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<p>a &amp; b &#160;</p><br/>",
        '<p {% if a > 1 %}class="x"{% endif %}>a</p>',
        "{% if a < b and c %}<p>{{ '<' ~ d }}</p>{% endif %}",
        "<!-- <b> & --><td data-x='>'/>",
    ],
)
def test_jinja_comments_and_quotes_break_nothing(text: str) -> None:
    """Signs inside them are no markup."""
    assert None is first_break(text)


@given(st.text("<>/&;p=\"' {%}#\n", max_size=60))
def test_any_text_is_whole_or_told(text: str) -> None:
    """And every character keeps its place without Jinja."""
    found = first_break(text)

    assert len(blank(text)) == len(text)
    assert found is None or (found.line >= 1 and found.column >= 1 and found.why)
