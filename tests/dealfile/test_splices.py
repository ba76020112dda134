"""Where an edit is written in a text."""

from __future__ import annotations

import pytest

from mapdocs.dealfile.edits import Edit, Rename
from mapdocs.dealfile.splices import Splice, Splicer, spliced
from mapdocs.spans import read_pieces

TEXT = "a: x  # why\nb:\n  - one\n"


def splicer(text: str = TEXT) -> Splicer:
    return Splicer(text, read_pieces(text))


@pytest.mark.parametrize(
    ("edit", "splices"),
    [
        (Edit(("a",), "y"), [Splice(3, 4, "y")]),
        (Rename(("a",), "c"), [Splice(0, 1, "c")]),
        (Edit(("b", 1), "two"), [Splice(22, 22, "\n  - two")]),
        (Edit(("a",), None), [Splice(0, 12, "")]),
    ],
)
def test_an_edit_touches_no_more_than_its_value(edit: Edit | Rename, splices: list[Splice]) -> None:
    """Comments, and all that stands beside it, keep their bytes."""
    assert splices == splicer().splices(edit)


def test_an_anchor_that_changes_leaves_others_what_they_said() -> None:
    """What named it says it itself then."""
    text = "a: &n x\nb: *n\n"
    found = splicer(text).splices(Edit(("a",), "y"))

    assert "a: y\nb: x\n" == spliced(text, found)


def test_an_item_below_the_others_is_known() -> None:
    """It may be made with others at one place."""
    one = splicer()

    assert [True, False, False] == [one.appends(Edit(path, "x")) for path in (("b", 1), ("b", 0), ("a",))]


def test_splices_are_made_from_the_end() -> None:
    """So that none moves the place of another."""
    assert "1bc2" == spliced("abcd", [Splice(0, 1, "1"), Splice(3, 4, "2")])
