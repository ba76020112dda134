"""Tracked changes: runs, paragraphs and rows that came or went, each with its author and the status date."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from mapdocs.redline import change_of
from mapdocs.writers.word.xml import attribute

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mapdocs.markup import Element
    from mapdocs.writers.word.state import State

_FIRST_ID = 1_000_000
"""Above all bookmarks, which count in the same range."""


@contextmanager
def changing(state: State, element: Element) -> Iterator[None]:
    """What is written meanwhile came or went with the element."""
    before = state.change
    state.change = change_of(element) or before
    yield
    state.change = before


def tracked(state: State, runs: str, change: str = "") -> str:
    """Runs as an insertion or a deletion: of their own, or with the block that they stand in; else as they are."""
    change = change or state.change
    if not change or not runs:
        return runs
    if change == "del":
        runs = runs.replace("<w:t>", "<w:delText>").replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
    return f"<w:{change} {_who(state)}>{runs}</w:{change}>"


def mark_of(state: State) -> str:
    """What goes into the properties of a row, or of a paragraph's end, that came or went."""
    return f"<w:{state.change} {_who(state)}/>" if state.change else ""


def _who(state: State) -> str:
    """A number that no other change has, whose change it is, and when: the clock has no say."""
    state.revisions += 1
    page = state.page
    return (
        f'w:id="{_FIRST_ID + state.revisions}" w:author="{attribute(page.author)}"'
        f' w:date="{page.created.isoformat()}T00:00:00Z"'
    )
