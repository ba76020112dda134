"""The pieces of a YAML text: where each stands, and in what style."""

from __future__ import annotations

import pytest

from mapdocs.dealfile import said
from mapdocs.source import read_yaml
from mapdocs.spans import read_pieces
from tests.dealfile.test_whole import FILES

TEXT = """\
a: &x {b: 1, c: , d}  # one
l:
- é😀
- &k
  e: 'f'

  # after

z: &q
  # before
  - *x
note: |
  text

keep: |+
  text

last: {<<: *x}
"""


def test_each_piece_ends_where_it_ends() -> None:
    """Comments and blank lines behind a block are not its own; anchors are."""
    root = read_pieces(TEXT)
    pieces = {key.value: TEXT[value.start : value.end] for key, value in root.entries}

    assert {
        "a": "&x {b: 1, c: , d}",
        "l": "- é😀\n- &k\n  e: 'f'",
        "z": "&q\n  # before\n  - *x",
        "note": "|\n  text",
        "keep": "|+\n  text\n",
        "last": "{<<: *x}",
    } == pieces
    assert "- *x" == TEXT[root.entries[2][1].first :][:4]


def test_steps_lead_to_what_is_written() -> None:
    """Not to what a merge key brings in."""
    root = read_pieces(TEXT)
    last, listed = root.child("last"), root.child("l")
    assert last
    assert listed

    assert (None, None) == (last.child("b"), root.child("nothing"))
    assert (["é😀", {"e": "f"}], None) == (listed.plain(), listed.child(2))
    assert {"b": "1", "c": None, "d": None} == last.plain()


@pytest.mark.parametrize("name", FILES)
def test_the_pieces_say_what_the_tree_says(name: str) -> None:
    """Both readings of a file agree, aliases and merge keys resolved."""
    node, _ = read_yaml(FILES[name], "deal.yaml")
    assert node

    assert said(node) == read_pieces(FILES[name]).plain()
