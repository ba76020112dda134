"""What a deal file says after an edit, told before its text is touched."""

from __future__ import annotations

import pytest

from mapdocs.dealfile.edits import Edit, Impossible, Rename, edited, said
from mapdocs.quoting import Value
from mapdocs.source import read_yaml

WAS: Value = {"a": "x", "b": {"c": ["one", "two"]}}


@pytest.mark.parametrize(
    ("edit", "now"),
    [
        (Edit(("a",), "y"), {"a": "y", "b": {"c": ["one", "two"]}}),
        (Edit(("b", "c", 0), "1"), {"a": "x", "b": {"c": ["1", "two"]}}),
        (Edit(("b", "c", 2), "three"), {"a": "x", "b": {"c": ["one", "two", "three"]}}),
        (Edit(("b", "c", 0), None), {"a": "x", "b": {"c": ["two"]}}),
        (Edit(("a",), None), {"b": {"c": ["one", "two"]}}),
        (Edit(("d", "e"), ("y",)), {"a": "x", "b": {"c": ["one", "two"]}, "d": {"e": ["y"]}}),
        (Rename(("a",), "z"), {"z": "x", "b": {"c": ["one", "two"]}}),
        (Rename(("b", "c"), "d"), {"a": "x", "b": {"d": ["one", "two"]}}),
    ],
)
def test_an_edit_changes_what_its_path_names(edit: Edit | Rename, now: Value) -> None:
    """Set, appended, taken away or renamed, in its place; maps above it that are missing are made."""
    assert now == edited(WAS, edit.path, edit)
    assert list(now or ()) == list(edited(WAS, edit.path, edit) or ())


@pytest.mark.parametrize(
    "edit",
    [
        Edit(("a", "b"), "y"),
        Edit(("b", "c", 3), "y"),
        Edit(("b", 0), "y"),
        Edit(("d",), None),
        Edit(("b", "c", 2), None),
        Rename(("a",), "b"),
        Rename(("d",), "e"),
    ],
)
def test_what_is_not_there_can_not_be_edited(edit: Edit | Rename) -> None:
    """Nothing below a text, no gap in a list, no key away or renamed that is not there, none over another."""
    with pytest.raises(Impossible):
        edited(WAS, edit.path, edit)


def test_a_tree_says_texts() -> None:
    """Numbers and dates as they are written; nothing as None."""
    node, _ = read_yaml("a: 1.50\nb: [2026-11-23, ]\nc:\n", "deal.yaml")
    assert node

    assert {"a": "1.50", "b": ["2026-11-23"], "c": None} == said(node)
