"""How much of a text has room."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mapdocs.lettering import shorten, text_width, wrap
from tests.drawings import LONG

WIDTH, SIZE = 480.0, 7.4


@given(st.text(max_size=80), st.floats(10, 300))
def test_a_shortened_text_fits(text: str, room: float) -> None:
    """It is the text itself, or its beginning and an ellipsis, and never wider than its room."""
    short = shorten(text, room, SIZE)

    assert text_width(short, SIZE) <= room
    assert short in ("", text) or (short.endswith("…") and text.startswith(short[:-1]))


def test_a_long_name_takes_two_lines_and_then_an_ellipsis() -> None:
    """The column of names holds sixty characters in two lines, or says that there is more."""
    assert ("Kick-off",) == wrap("Kick-off", 100, SIZE)
    assert LONG == " ".join(wrap(LONG, 150, SIZE))
    assert wrap(LONG, 80, SIZE)[1].endswith("…")
