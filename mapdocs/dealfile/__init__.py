"""Edits -> a deal file's new text: what they change is spliced in, every other byte stays."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mapdocs.dealfile.edits import Edit, Impossible, Path, Rename, edited, said
from mapdocs.dealfile.splices import Splice, Splicer, spliced
from mapdocs.problems import DealError, Problem, brief, has_errors
from mapdocs.source import place, read_yaml
from mapdocs.spans import read_pieces

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mapdocs.source import Node

__all__ = ["Edit", "Rename", "apply_edits", "said"]

_BOM = "\ufeff"


def apply_edits(text: str, edits: Iterable[Edit | Rename], file: str = "deal.yaml") -> str:
    """The text with the edits made, in their order.

    DealError where the text can't be read, or where an edit can't be made so that nothing else changes.
    """
    mark = _BOM if text.startswith(_BOM) else ""
    text = text.removeprefix(_BOM)
    node = _read(text, file)
    left = list(edits)
    while left:
        if made := _together(text, node, left, file):
            text, node, left = made
        else:
            text, node = _applied(text, node, left[0], file)
            left = left[1:]
    return mark + text


def _read(text: str, file: str) -> Node:
    node, problems = read_yaml(text, file)
    if node is None or has_errors(problems):
        raise DealError(*problems)
    return node


def _applied(text: str, node: Node, edit: Edit | Rename, file: str) -> tuple[str, Node]:
    """Text and tree after one edit; the text is read again, and must say what it said, but for the edit."""
    try:
        expected = edited(said(node), edit.path, edit)
        new = spliced(text, Splicer(text, read_pieces(text)).splices(edit))
        read = _read(new, file)
    except (Impossible, DealError):
        raise DealError(_not_editable(node, edit)) from None
    if said(read) != expected:
        raise DealError(_not_editable(node, edit))
    return new, read


_Left = list[Edit | Rename]


def _together(text: str, node: Node, edits: _Left, file: str) -> tuple[str, Node, _Left] | None:
    """All edits that lie apart, made at once: text, tree, and the edits that are left; None where that is only one.

    Reading a file takes far longer than an edit. The text must say afterwards what it said, but for these edits.
    """
    if len(edits) < 2:  # noqa: PLR2004 - one is made by itself, and its problems are told
        return None
    batch = _Batch(Splicer(text, read_pieces(text)))
    left: _Left = []
    expected = said(node)
    try:
        for edit in edits:
            if any(_related(edit, other) for other in left) or not batch.takes(edit):
                left.append(edit)
            else:
                expected = edited(expected, edit.path, edit)
        new = spliced(text, batch.splices)
        read = _read(new, file)
    except (Impossible, DealError):
        return None
    return (new, read, left) if said(read) == expected else None


def _related(one: Edit | Rename, other: Edit | Rename) -> bool:
    """Whether the order of two edits matters: they are of one map or list, or one lies in the other."""
    depth = min(len(one.path), len(other.path))
    return one.path[:-1] == other.path[:-1] or one.path[:depth] == other.path[:depth]


def _not_editable(node: Node, edit: Edit | Rename) -> Problem:
    path = brief(".".join(map(str, edit.path)), 100)
    message = f"{path} can't be changed here without changing something else."
    return Problem("not-editable", message, place(node, edit.path), "Change it in the file by hand.")


class _Batch:
    """Splices of several edits of one text, none of which touches another."""

    def __init__(self, splicer: Splicer) -> None:
        self.splices: list[Splice] = []
        self._splicer = splicer
        self._appended: dict[Path, int] = {}

    def takes(self, edit: Edit | Rename) -> bool:
        """Adds an edit, unless it lies where another has been made: then that must be made first."""
        new = self._splicer.splices(edit)
        path = edit.path[:-1]
        if path in self._appended and self._splicer.appends(edit):
            n = self._appended[path]
            self.splices[n] = replace(self.splices[n], text=self.splices[n].text + new[0].text)
            return True
        if any(one.start <= other.end and other.start <= one.end for one in new for other in self.splices):
            return False
        if self._splicer.appends(edit):
            self._appended[path] = len(self.splices)
        self.splices += new
        return True
