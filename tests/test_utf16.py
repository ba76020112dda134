"""Texts as UTF-16 code units."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mapdocs.utf16 import is_broken, narrow, splits_pair, units, widen


@given(st.text())
def test_texts_come_back(text: str) -> None:
    """And have the length that the API counts."""
    wide = widen(text)
    assert text == narrow(wide)
    assert len(text.encode("utf-16-le")) // 2 == len(wide) == units(text)
    assert not is_broken(wide)


def test_halves_of_pairs_are_known() -> None:
    """Between them nothing may be put, and none stands alone."""
    wide = widen("a😀b")
    assert [False, False, True, False, False] == [splits_pair(wide, at) for at in range(5)]
    assert is_broken(wide[:2])
    assert is_broken(wide[2:])
    assert narrow(wide[:2]).startswith("a")
    assert units(wide[:2]) == 2
