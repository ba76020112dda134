"""Lines of people's that stood beside ours at the last push: they are known again, so that no value takes them in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mapdocs.layout import Block, Layout, Para, Run

Theirs = Mapping[str, tuple[str, ...]]
"""As in Layout."""


def is_theirs(para: Para) -> bool:
    """Whether it stands for a line of people's: those have no id."""
    return not para.id


def woven(paras: Sequence[Para], within: str, theirs: Theirs) -> tuple[Para, ...]:
    """Paragraphs of ours in a cell, header or footer, with people's lines between them."""
    if not theirs:
        return tuple(paras)
    found = _lines(within, theirs)
    for para in paras:
        found += [para, *_lines(para.id, theirs)]
    return tuple(found)


def woven_body(layout: Layout, within: str) -> tuple[Block, ...]:
    """The blocks of a layout with people's lines between them."""
    if not layout.theirs:
        return layout.blocks
    found: list[Block] = [*_lines(within, layout.theirs)]
    for block in layout.blocks:
        found += [block, *_lines(block.id, layout.theirs)]
    return tuple(found)


def _lines(behind: str, theirs: Theirs) -> list[Para]:
    return [Para("", (Run(line),)) for line in theirs.get(behind, ())]
