"""Edits, and what a deal file says before and after one; not a word of its text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mapdocs.quoting import Value

if TYPE_CHECKING:
    from mapdocs.source import Node

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Edit:
    """The value at a path becomes this one; maps above it that are missing are made. None takes key or item away.

    A path that ends with the length of a list appends to it.
    """

    path: Path
    value: Value


@dataclass(frozen=True, slots=True)
class Rename:
    """The key at a path gets another name, and keeps its place."""

    path: tuple[str, ...]
    name: str


class Impossible(Exception):  # noqa: N818 - a signal inside this folder
    """The edit can't be made of what is there."""


def said(node: Node) -> Value:
    """What a tree says, as maps, lists, texts and None."""
    if node.kind == "map":
        return {name: said(child) for name, child in node.entries.items()}
    if node.kind == "list":
        return [said(child) for child in node.items]
    return None if node.kind == "null" else str(node.value)


def edited(old: Value, path: Path, edit: Edit | Rename) -> Value:
    """What a file will say, from what it said; the path is the rest of the edit's."""
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        return _edited_list([] if old is None else old, step, rest, edit)
    if old is not None and not isinstance(old, Mapping):
        raise Impossible
    entries = dict(old or {})
    if rest:
        entries[step] = edited(entries.get(step), rest, edit)
    elif isinstance(edit, Rename):
        if step not in entries or edit.name in entries:
            raise Impossible
        return {edit.name if name == step else name: value for name, value in entries.items()}
    elif edit.value is not None:
        entries[step] = settled(edit.value)
    elif entries.pop(step, Impossible) is Impossible:
        raise Impossible
    return entries


def settled(value: Value) -> Value:
    """The value in the kinds that are read back."""
    if isinstance(value, Mapping):
        return {key: settled(child) for key, child in value.items()}
    return value if value is None or isinstance(value, str) else [settled(item) for item in value]


def _edited_list(old: Value, step: int, rest: Path, edit: Edit | Rename) -> Value:
    if isinstance(old, str | Mapping) or old is None or isinstance(edit, Rename) or not 0 <= step <= len(old):
        raise Impossible
    items = list(old)
    if rest:
        items[step : step + 1] = [edited(items[step] if step < len(items) else None, rest, edit)]
    elif edit.value is not None:
        items[step : step + 1] = [settled(edit.value)]
    elif step < len(items):
        del items[step]
    else:
        raise Impossible
    return items
