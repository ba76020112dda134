"""What beside a value makes it uncertain, and what is only a note."""

from __future__ import annotations

import pytest

from mapdocs.values.doubt import hedged, hedged_date, questioned, signs_beside


@pytest.mark.parametrize(
    "text", ["?", "tbc", "TBC", "not sure", "~", "circa", "Sp\u00e4testens", "peut-\u00eatre", "KW 51"]
)
def test_a_word_that_leaves_a_value_open_counts_anywhere(text: str) -> None:
    """Whatever its case and its accents."""
    assert hedged(text)


@pytest.mark.parametrize("text", ["ask Tom", "signed by Tom", "from the office", "Tom or Ruth", "cab", "notes"])
def test_a_note_leaves_nothing_open(text: str) -> None:
    """Nor does a word that only has another within it."""
    assert not hedged(text)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("by ", "", True),
        ("end of the ", "", True),
        ("vor dem ", "", True),
        ("signed by Tom, ", "", False),
        ("", " or so", True),
        ("", " oder", True),
        ("", " by Tom", False),
    ],
)
def test_small_words_count_right_beside_a_date(before: str, after: str, *, expected: bool) -> None:
    """Elsewhere they belong to a note."""
    assert expected == hedged_date(before, f"{before}{after}", after)


def test_signs_that_are_no_part_of_a_value() -> None:
    """At its edges; brackets, quotes and what sets words apart are none. A question is asked anywhere."""
    assert "!" == signs_beside("Maria!")
    assert "\u2714 !" == signs_beside("\u2714 Maria !")
    assert "!" == signs_beside("\u2714 Done!", before=False)
    assert "" == signs_beside('"Maria" (Keller).')
    assert [True, False] == [questioned(text) for text in ("? Done", "Done")]
