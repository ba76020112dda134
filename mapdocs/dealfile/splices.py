"""What to write where in a deal file's text, so that it says what an edit wants."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mapdocs.deal import Deal, Task
from mapdocs.dealfile.edits import Edit, Impossible, Path, Rename, edited, settled
from mapdocs.quoting import Value, flow, key, literal, quoted, scalar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mapdocs.spans import Piece

_STEP = 2


@dataclass(frozen=True, slots=True, order=True)
class Splice:
    """Text in the place of what stands from `start` to `end`, which is not part of it."""

    start: int
    end: int
    text: str


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """The text with these made, none of which touches another."""
    for splice in sorted(splices, reverse=True):
        text = text[: splice.start] + splice.text + text[splice.end :]
    return text


class Splicer:
    """What to write where for one edit of a text."""

    def __init__(self, text: str, root: Piece) -> None:
        self.text = text
        self.root = root
        self.pieces = list(root.inside())
        self.newline = "\r\n" if "\r\n" in text else "\n"

    def splices(self, edit: Edit | Rename) -> list[Splice]:
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

    def _own(self, edit: Edit | Rename, trail: list[Piece], depth: int) -> list[Splice]:
        holder, step = trail[-1], edit.path[depth]
        if holder.kind in ("null", "scalar"):  # a map begins where nothing stood
            outer, step = trail[-2], edit.path[depth]
            value = edited(holder.plain(), edit.path[depth + 1 :], edit)
            return self._set(outer, holder, step, value, in_flow=_in_flow(trail[:-1]), top=depth == 0)
        child, in_flow, last = holder.child(step), _in_flow(trail), depth == len(edit.path) - 1
        if last and isinstance(edit, Rename):
            return self._renamed(holder, edit, in_flow=in_flow)
        if last and isinstance(edit, Edit) and edit.value is None:
            return self._removed(holder, step)
        known = child.plain() if child else _under(holder, step)
        value = edited(known, edit.path[depth + 1 :], edit) if not last else settled(edit.value)  # type: ignore[union-attr]
        if child:
            return self._set(holder, child, step, value, in_flow=in_flow, top=depth == 0)
        return self._added(holder, step, value, edit.path[:depth])

    def _freed(self, trail: list[Piece], own: list[Splice]) -> Iterator[Splice]:
        """Aliases of what changes, written out with what they stood for."""
        if not any(piece.anchored for piece in self.pieces):
            return

        def goes(piece: Piece) -> bool:
            return any(s.start <= piece.start and piece.end <= s.end and s.start < s.end for s in own)

        changed = {id(piece) for piece in self.pieces if piece.anchored and (goes(piece) or piece in trail)}
        for piece in self.pieces:
            if piece.target and id(piece.target) in changed and not goes(piece):
                yield Splice(piece.start, piece.end, flow(piece.plain()))

    def _set(
        self, holder: Piece, child: Piece, step: str | int, value: Value, *, in_flow: bool, top: bool
    ) -> list[Splice]:
        """Another value for a key or item that is there."""
        start, end = child.start, child.end
        if child.kind == "null" and top and not in_flow and isinstance(value, Mapping | list) and value:
            block = self._block(value, _STEP + self._column(holder.first))
            at = self._line_end(end)
            return [Splice(start, end, ""), Splice(at, at, block)]
        mark = self.text[start : start + 1]
        if mark in ("'", '"') and isinstance(value, str) and "\n" not in value:
            written = quoted(value, mark)
        else:
            written = flow(value) if in_flow or not isinstance(value, str) else self._text(holder, step, end, value)
        before = self.text[start - 1 : start]
        bare = self._without_colon(holder, child)
        if bare:
            return [Splice(bare, bare, f": {written}")]
        if not child.flow and child.kind != "scalar" and self._column(child.first) <= self._column(holder.first):
            written = "  " + written
        return [Splice(start, end, written if not before or before.isspace() or before in "{[" else f" {written}")]

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

    def _added(self, holder: Piece, step: str | int, value: Value, path: Path) -> list[Splice]:
        """A new key or item."""
        text = flow(value)
        if holder.flow:
            written = f"{key(step, flow=True)}: {text}" if isinstance(step, str) else text
            return [self._into_brackets(holder, written)]
        column = self._column(holder.first)
        after = self._before(holder, path, step) if isinstance(step, str) else holder.items[-1]
        at = self._line_end(after.end)
        if isinstance(step, int):
            return [Splice(at, at, f"{self.newline}{' ' * column}- {text}")]
        block = not path and isinstance(value, Mapping | list) and bool(value)
        if block:
            text = self._block(value, column + _STEP)
        elif isinstance(value, str):
            text = " " + ((literal(value, column + _STEP, self.newline) if "\n" in value else None) or scalar(value))
        else:
            text = f" {text}"
        rest = self.text[at:].removeprefix(self.newline)
        apart = self.newline if block and rest != self.text[at:] and rest.startswith(self.newline) else ""
        return [Splice(at, at, f"{apart}{self.newline}{' ' * column}{key(step)}:{text}")]

    def _block(self, value: Value, indent: int) -> str:
        """A map or list whose entries have a line each."""
        rows = (
            [f"{key(name)}: {flow(child)}" for name, child in value.items()]
            if isinstance(value, Mapping)
            else [f"- {flow(item)}" for item in value or ()]
        )
        return "".join(f"{self.newline}{' ' * indent}{row}" for row in rows)

    def _into_brackets(self, holder: Piece, written: str) -> Splice:
        """Behind the last entry, and behind the comma that may follow it."""
        last = holder.entries[-1][1] if holder.entries else holder.items[-1] if holder.items else None
        if last is None:
            return Splice(holder.first + 1, holder.first + 1, written)
        rest = self.text[last.end : holder.end - 1]
        if rest.lstrip().startswith(","):
            at = last.end + rest.index(",") + 1
            return Splice(at, at, f" {written}")
        return Splice(last.end, last.end, f", {written}")

    def _before(self, holder: Piece, path: Path, name: str) -> Piece:
        """The value behind which a new key goes: of the keys that stand before it in the format, the last."""
        order = _order(path)
        rank = order.index(name) if name in order else len(order)
        before = [(order.index(name.named), value) for name, value in holder.entries if name.named in order[:rank]]
        return max(before, key=lambda item: item[0])[1] if before else holder.entries[-1][1]

    def _renamed(self, holder: Piece, edit: Rename, *, in_flow: bool) -> list[Splice]:
        found = next((name for name, _ in holder.entries if name.named == edit.path[-1]), None)
        if found is None:
            raise Impossible
        return [Splice(found.start, found.end, key(edit.name, flow=in_flow))]

    def _removed(self, holder: Piece, step: str | int) -> list[Splice]:
        spans = [(name.start, value.end) for name, value in holder.entries] or [(i.start, i.end) for i in holder.items]
        names: list[str | int] = [name.named for name, _ in holder.entries] or [*range(len(holder.items))]
        if step not in names:
            raise Impossible
        n = names.index(step)
        start, end = spans[n]
        if not holder.flow and len(spans) == 1:
            first = holder.first
            return [Splice(first, end, "{}" if holder.entries else "[]")]
        if holder.flow or (holder.entries and self.text[self._line_start(start) : start].strip()):
            if n + 1 < len(spans):
                return [Splice(start, spans[n + 1][0], "")]
            return [Splice(spans[n - 1][1] if n else start, end, "")]
        return [self._lines(start, end)]

    def _lines(self, start: int, end: int) -> Splice:
        """Whole lines, without the line end before them where nothing follows."""
        first, last = self._line_start(start), self._line_end(end)
        if last < len(self.text):
            return Splice(first, last + len(self.newline), "")
        return Splice(max(first - len(self.newline), 0), last, "")

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
