"""Edits -> a deal file's new text: what they change is spliced in, every other byte stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mapdocs.deal import Deal, Task
from mapdocs.problems import DealError, Problem, brief, has_errors
from mapdocs.quoting import Value, flow, key, literal, quoted, scalar
from mapdocs.source import place, read_yaml
from mapdocs.spans import Piece, read_pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mapdocs.source import Node

Path = tuple[str | int, ...]
_STEP = 2
_BOM = "\ufeff"


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


@dataclass(frozen=True, slots=True, order=True)
class _Splice:
    start: int
    end: int
    text: str


class _Impossible(Exception):  # noqa: N818 - a signal inside this module
    pass


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
        expected = _edited(said(node), edit.path, edit)
        new = _spliced(text, _Splicer(text, read_pieces(text)).splices(edit))
        read = _read(new, file)
    except (_Impossible, DealError):
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
    batch = _Batch(_Splicer(text, read_pieces(text)))
    left: _Left = []
    expected = said(node)
    try:
        for edit in edits:
            if any(_related(edit, other) for other in left) or not batch.takes(edit):
                left.append(edit)
            else:
                expected = _edited(expected, edit.path, edit)
        new = _spliced(text, batch.splices)
        read = _read(new, file)
    except (_Impossible, DealError):
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


def said(node: Node) -> Value:
    """What a tree says, as maps, lists, texts and None."""
    if node.kind == "map":
        return {name: said(child) for name, child in node.entries.items()}
    if node.kind == "list":
        return [said(child) for child in node.items]
    return None if node.kind == "null" else str(node.value)


# ---------------------------------------------------------------- edits of what a file says


def _edited(old: Value, path: Path, edit: Edit | Rename) -> Value:
    """What a file will say, from what it said; the path is the rest of the edit's."""
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        return _edited_list([] if old is None else old, step, rest, edit)
    if old is not None and not isinstance(old, Mapping):
        raise _Impossible
    entries = dict(old or {})
    if rest:
        entries[step] = _edited(entries.get(step), rest, edit)
    elif isinstance(edit, Rename):
        if step not in entries or edit.name in entries:
            raise _Impossible
        return {edit.name if name == step else name: value for name, value in entries.items()}
    elif edit.value is not None:
        entries[step] = _settled(edit.value)
    elif entries.pop(step, _Impossible) is _Impossible:
        raise _Impossible
    return entries


def _settled(value: Value) -> Value:
    """The value in the kinds that are read back."""
    if isinstance(value, Mapping):
        return {key: _settled(child) for key, child in value.items()}
    return value if value is None or isinstance(value, str) else [_settled(item) for item in value]


def _edited_list(old: Value, step: int, rest: Path, edit: Edit | Rename) -> Value:
    if isinstance(old, str | Mapping) or old is None or isinstance(edit, Rename) or not 0 <= step <= len(old):
        raise _Impossible
    items = list(old)
    if rest:
        items[step : step + 1] = [_edited(items[step] if step < len(items) else None, rest, edit)]
    elif edit.value is not None:
        items[step : step + 1] = [_settled(edit.value)]
    elif step < len(items):
        del items[step]
    else:
        raise _Impossible
    return items


# ---------------------------------------------------------------- splices


class _Batch:
    """Splices of several edits of one text, none of which touches another."""

    def __init__(self, splicer: _Splicer) -> None:
        self.splices: list[_Splice] = []
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


def _spliced(text: str, splices: Iterable[_Splice]) -> str:
    for splice in sorted(splices, reverse=True):
        text = text[: splice.start] + splice.text + text[splice.end :]
    return text


class _Splicer:
    """What to write where for one edit of a text."""

    def __init__(self, text: str, root: Piece) -> None:
        self.text = text
        self.root = root
        self.pieces = list(root.inside())
        self.newline = "\r\n" if "\r\n" in text else "\n"

    def splices(self, edit: Edit | Rename) -> list[_Splice]:
        """The edit's own splices, and those that keep what else used an anchor that changes."""
        trail = [self.root]
        depth = 0
        for depth, step in enumerate(edit.path):
            child = trail[-1].child(step)
            if child is None or child.kind == "alias" or depth == len(edit.path) - 1:
                break
            if child.kind in ("null", "scalar"):
                trail.append(child)
                break
            trail.append(child)
        own = self._own(edit, trail, depth)
        return [*own, *self._freed(trail, own)]

    def appends(self, edit: Edit | Rename) -> bool:
        """Whether it adds an item below the others of a list."""
        holder: Piece | None = self.root
        for step in edit.path[:-1]:
            holder = holder.child(step) if holder else None
        step = edit.path[-1]
        return bool(holder and holder.items and not holder.flow and isinstance(step, int) and step >= len(holder.items))

    def _own(self, edit: Edit | Rename, trail: list[Piece], depth: int) -> list[_Splice]:
        holder, step = trail[-1], edit.path[depth]
        if holder.kind in ("null", "scalar"):  # a map begins where nothing stood
            outer, step = trail[-2], edit.path[depth]
            value = _edited(holder.plain(), edit.path[depth + 1 :], edit)
            return self._set(outer, holder, step, value, in_flow=_in_flow(trail[:-1]), top=depth == 0)
        child, in_flow, last = holder.child(step), _in_flow(trail), depth == len(edit.path) - 1
        if last and isinstance(edit, Rename):
            return self._renamed(holder, edit, in_flow=in_flow)
        if last and isinstance(edit, Edit) and edit.value is None:
            return self._removed(holder, step)
        known = child.plain() if child else _under(holder, step)
        value = _edited(known, edit.path[depth + 1 :], edit) if not last else _settled(edit.value)  # type: ignore[union-attr]
        if child:
            return self._set(holder, child, step, value, in_flow=in_flow, top=depth == 0)
        return self._added(holder, step, value, edit.path[:depth])

    def _freed(self, trail: list[Piece], own: list[_Splice]) -> Iterator[_Splice]:
        """Aliases of what changes, written out with what they stood for."""
        if not any(piece.anchored for piece in self.pieces):
            return

        def goes(piece: Piece) -> bool:
            return any(s.start <= piece.start and piece.end <= s.end and s.start < s.end for s in own)

        changed = {id(piece) for piece in self.pieces if piece.anchored and (goes(piece) or piece in trail)}
        for piece in self.pieces:
            if piece.target and id(piece.target) in changed and not goes(piece):
                yield _Splice(piece.start, piece.end, flow(piece.plain()))

    def _set(
        self, holder: Piece, child: Piece, step: str | int, value: Value, *, in_flow: bool, top: bool
    ) -> list[_Splice]:
        """Another value for a key or item that is there."""
        start, end = child.start, child.end
        if child.kind == "null" and top and not in_flow and isinstance(value, Mapping | list) and value:
            block = self._block(value, _STEP + self._column(holder.first))
            at = self._line_end(end)
            return [_Splice(start, end, ""), _Splice(at, at, block)]
        mark = self.text[start : start + 1]
        if mark in ("'", '"') and isinstance(value, str) and "\n" not in value:
            written = quoted(value, mark)
        else:
            written = flow(value) if in_flow or not isinstance(value, str) else self._text(holder, step, end, value)
        before = self.text[start - 1 : start]
        bare = self._without_colon(holder, child)
        if bare:
            return [_Splice(bare, bare, f": {written}")]
        if not child.flow and child.kind != "scalar" and self._column(child.first) <= self._column(holder.first):
            written = "  " + written
        return [_Splice(start, end, written if not before or before.isspace() or before in "{[" else f" {written}")]

    def _without_colon(self, holder: Piece, child: Piece) -> int:
        """The end of a key that has neither value nor colon, as in `{a, b}`; else 0."""
        found = next((name for name, value in holder.entries if value is child), None)
        bare = (
            found
            and child.kind == "null"
            and child.start == child.end
            and ":" not in self.text[found.end : child.start]
        )
        return found.end if found and bare else 0

    def _text(self, holder: Piece, step: str | int, end: int, value: str) -> str:
        """A scalar in a block; text of several lines as a literal block, where nothing follows on its line."""
        alone = not self.text[end : self._line_end(end)].strip()
        indent = self._column(holder.first) + _STEP
        block = literal(value, indent, self.newline) if alone and isinstance(step, str) and "\n" in value else None
        return block or scalar(value)

    def _added(self, holder: Piece, step: str | int, value: Value, path: Path) -> list[_Splice]:
        """A new key or item."""
        text = flow(value)
        if holder.flow:
            written = f"{key(step, flow=True)}: {text}" if isinstance(step, str) else text
            return [self._into_brackets(holder, written)]
        column = self._column(holder.first)
        after = self._before(holder, path, step) if isinstance(step, str) else holder.items[-1]
        at = self._line_end(after.end)
        if isinstance(step, int):
            return [_Splice(at, at, f"{self.newline}{' ' * column}- {text}")]
        block = not path and isinstance(value, Mapping | list) and bool(value)
        if block:
            text = self._block(value, column + _STEP)
        elif isinstance(value, str):
            text = " " + ((literal(value, column + _STEP, self.newline) if "\n" in value else None) or scalar(value))
        else:
            text = f" {text}"
        rest = self.text[at:].removeprefix(self.newline)
        apart = self.newline if block and rest != self.text[at:] and rest.startswith(self.newline) else ""
        return [_Splice(at, at, f"{apart}{self.newline}{' ' * column}{key(step)}:{text}")]

    def _block(self, value: Value, indent: int) -> str:
        """A map or list whose entries have a line each."""
        rows = (
            [f"{key(name)}: {flow(child)}" for name, child in value.items()]
            if isinstance(value, Mapping)
            else [f"- {flow(item)}" for item in value or ()]
        )
        return "".join(f"{self.newline}{' ' * indent}{row}" for row in rows)

    def _into_brackets(self, holder: Piece, written: str) -> _Splice:
        """Behind the last entry, and behind the comma that may follow it."""
        last = holder.entries[-1][1] if holder.entries else holder.items[-1] if holder.items else None
        if last is None:
            return _Splice(holder.first + 1, holder.first + 1, written)
        rest = self.text[last.end : holder.end - 1]
        if rest.lstrip().startswith(","):
            at = last.end + rest.index(",") + 1
            return _Splice(at, at, f" {written}")
        return _Splice(last.end, last.end, f", {written}")

    def _before(self, holder: Piece, path: Path, name: str) -> Piece:
        """The value behind which a new key goes: of the keys that stand before it in the format, the last."""
        order = _order(path)
        rank = order.index(name) if name in order else len(order)
        before = [(order.index(name.named), value) for name, value in holder.entries if name.named in order[:rank]]
        return max(before, key=lambda item: item[0])[1] if before else holder.entries[-1][1]

    def _renamed(self, holder: Piece, edit: Rename, *, in_flow: bool) -> list[_Splice]:
        found = next((name for name, _ in holder.entries if name.named == edit.path[-1]), None)
        if found is None:
            raise _Impossible
        return [_Splice(found.start, found.end, key(edit.name, flow=in_flow))]

    def _removed(self, holder: Piece, step: str | int) -> list[_Splice]:
        spans = [(name.start, value.end) for name, value in holder.entries] or [(i.start, i.end) for i in holder.items]
        names: list[str | int] = [name.named for name, _ in holder.entries] or [*range(len(holder.items))]
        if step not in names:
            raise _Impossible
        n = names.index(step)
        start, end = spans[n]
        if not holder.flow and len(spans) == 1:
            first = holder.first
            return [_Splice(first, end, "{}" if holder.entries else "[]")]
        if holder.flow or (holder.entries and self.text[self._line_start(start) : start].strip()):
            if n + 1 < len(spans):
                return [_Splice(start, spans[n + 1][0], "")]
            return [_Splice(spans[n - 1][1] if n else start, end, "")]
        return [self._lines(start, end)]

    def _lines(self, start: int, end: int) -> _Splice:
        """Whole lines, without the line end before them where nothing follows."""
        first, last = self._line_start(start), self._line_end(end)
        if last < len(self.text):
            return _Splice(first, last + len(self.newline), "")
        return _Splice(max(first - len(self.newline), 0), last, "")

    def _column(self, at: int) -> int:
        return at - self._line_start(at)

    def _line_start(self, at: int) -> int:
        return self.text.rfind("\n", 0, at) + 1

    def _line_end(self, at: int) -> int:
        end = self.text.find("\n", at)
        if end < 0:
            return len(self.text)
        return end - 1 if end > at and self.text[end - 1] == "\r" else end


def _in_flow(trail: Sequence[Piece]) -> bool:
    return any(piece.flow for piece in trail)


def _under(holder: Piece, step: str | int) -> Value:
    """What a merge key brings in under a name."""
    found = holder.plain()
    return found.get(step) if isinstance(found, Mapping) and isinstance(step, str) else None


def _order(path: Path) -> list[str]:
    """The format's order of keys, where a new key had better keep to it."""
    if not path:
        return list(Deal.model_fields)
    is_task = path[0] == "tasks" and len(path) == len(("tasks", "id"))
    return list(Task.model_fields) if is_task else []
