"""YAML text -> nodes with line, column and span; files in, and files out whole or not at all."""

from __future__ import annotations

import fcntl
import os
import re
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import yaml

from mapdocs.problems import Problem, UsageError, Where

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

MAX_BYTES = 1024 * 1024
MAX_NODES = 100_000
MAX_DEPTH = 60
# Control characters, and those that turn the direction of what follows, so that it reads as what it is not.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_TAGS = frozenset(f"tag:yaml.org,2002:{kind}" for kind in ("str", "int", "float", "bool", "null", "map", "seq"))
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Node(NamedTuple):
    """A value of a YAML file: text, null, a list or a map; `start` and `end` are character offsets in the file."""

    kind: Literal["text", "null", "list", "map"]
    value: Any
    where: Where
    start: int = 0
    end: int = 0
    keys: Mapping[str, Where] = {}

    @property
    def entries(self) -> dict[str, Node]:
        """The entries of a map; empty for anything else."""
        return self.value if self.kind == "map" else {}

    @property
    def items(self) -> tuple[Node, ...]:
        """The items of a list; empty for anything else."""
        return self.value if self.kind == "list" else ()


class _Refused(Exception):  # noqa: N818 - a signal inside this module
    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def read_file(path: Path, shown: str = "") -> str:
    """A UTF-8 file of at most 1 MiB; UsageError names what it is instead."""
    name = shown or str(path)
    try:
        if not path.is_file():
            raise UsageError(Problem("no-file", f"{name} is not a file.", Where(name), "Check the name."))
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        reason = error.strerror or "cannot be read"
        raise UsageError(Problem("no-file", f"{reason}.", Where(name), "Check its permissions.")) from None
    if len(data) > MAX_BYTES:
        hint = "Remove what does not belong to the plan."
        raise UsageError(Problem("too-large", "The file is larger than 1 MiB.", Where(name), hint))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        hint = "Save it as UTF-8."
        raise UsageError(Problem("bad-encoding", "The file is not UTF-8 text.", Where(name, line, 1), hint)) from None


def write_whole(path: Path, data: bytes, *, mode: int | None = None) -> None:
    """The file's new content, or, when anything fails or the process is killed, the old one.

    `mode`: who may read it; else as it is, and a new file is everybody's to read. OSError names the file itself,
    whatever it was that failed.
    """
    try:
        _write(path, data, mode)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def _write(path: Path, data: bytes, mode: int | None) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        kept = path.stat().st_mode & 0o777 if path.exists() else 0o644
        Path(name).chmod(kept if mode is None else mode)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """No other run changes what is kept in this folder meanwhile; the lock ends with the process."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def read_yaml(text: str, file: str, first_line: int = 0) -> tuple[Node | None, list[Problem]]:
    """The root node and what is wrong; None where nothing can be read. `first_line` shifts lines (front matter)."""
    forbidden = control_character(text, file, first_line)
    if forbidden:
        return None, [forbidden]
    builder = _Builder(file, first_line)
    try:
        return builder.document(text), builder.problems
    except _Refused as refused:
        return None, [*builder.problems, refused.problem]
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = Where(file, mark.line + 1 + first_line, mark.column + 1) if mark else Where(file)
        what = (error.problem or "cannot be read").removesuffix(".")
        hint = "Check indentation, colons and quotes here and in the line before."
        return None, [*builder.problems, Problem("bad-yaml", f"This is not YAML: {what}.", where, hint)]
    except yaml.YAMLError as error:
        return None, [Problem("bad-yaml", f"This is not YAML: {error}", Where(file), "Save it as plain UTF-8 text.")]


def control_character(text: str, file: str, first_line: int = 0) -> Problem | None:
    """The first character that no text of a plan may hold."""
    match = FORBIDDEN.search(text)
    if not match:
        return None
    line = text.count("\n", 0, match.start())
    column = match.start() - (text.rfind("\n", 0, match.start()) + 1) + 1
    message = f"The control character U+{ord(match[0]):04X} stands in the text."
    return Problem("control-character", message, Where(file, line + 1 + first_line, column), "Delete it.")


def _at(mark: Any) -> int:  # noqa: ANN401 - PyYAML's two kinds of mark
    return int(mark.index)


class _Builder:
    """Builds nodes from the parser's events, with bounds on depth and on what aliases expand to."""

    def __init__(self, file: str, first_line: int) -> None:
        self.file = file
        self.first_line = first_line
        self.problems: list[Problem] = []
        self.anchors: dict[str, tuple[Node, int, int]] = {}
        self.count = 0
        self.deepest = 0

    def document(self, text: str) -> Node | None:
        events = yaml.parse(text, Loader=_LOADER)
        root: Node | None = None
        for event in events:
            if not isinstance(event, yaml.events.NodeEvent):
                continue
            if root is not None:
                problem = Problem("two-documents", "The file has a second document.", self._where(event), "Remove it.")
                raise _Refused(problem)
            root = self._node(event, events, 0)
        if root is None or root.kind == "null":
            self.problems.append(Problem("empty-file", "The file is empty.", Where(self.file), "Write a map."))
            return None
        return root

    def _where(self, event: Any) -> Where:  # noqa: ANN401 - PyYAML's events have no common typed mark
        mark = event.start_mark
        return Where(self.file, mark.line + 1 + self.first_line, mark.column + 1)

    def _node(self, event: Any, events: Iterator[Any], depth: int) -> Node:  # noqa: ANN401
        where = self._where(event)
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event.anchor, where, depth)
        self._spend(1, where)
        above, self.deepest = self.deepest, depth
        self._dive(depth, where)
        if event.tag and event.tag != "!" and event.tag not in _TAGS:
            message = f'The tag "{event.tag}" is refused: a deal file is data only.'
            raise _Refused(Problem("unsafe-tag", message, where, "Remove the tag."))
        before = self.count
        if isinstance(event, yaml.ScalarEvent):
            node = self._scalar(event, where)
        elif isinstance(event, yaml.SequenceStartEvent):
            node = self._list(event, events, where, depth)
        else:
            node = self._map(event, events, where, depth)
        if event.anchor:
            self.anchors[event.anchor] = node, self.count - before + 1, self.deepest - depth
        self.deepest = max(above, self.deepest)
        return node

    def _dive(self, depth: int, where: Where) -> None:
        self.deepest = max(self.deepest, depth)
        if depth > MAX_DEPTH:
            raise _Refused(Problem("too-deep", "Maps and lists are nested too deep.", where, "Flatten them."))

    def _spend(self, nodes: int, where: Where) -> None:
        self.count += nodes
        if self.count > MAX_NODES:
            hint = "Write the values out instead of nesting aliases."
            raise _Refused(Problem("alias-bomb", f"The file expands to over {MAX_NODES} values.", where, hint))

    def _alias(self, anchor: str | None, where: Where, depth: int) -> Node:
        if anchor not in self.anchors:
            raise _Refused(Problem("bad-yaml", f"*{anchor} names no anchor before it.", where, "Check the name."))
        node, size, height = self.anchors[anchor]
        self._spend(size, where)
        self._dive(depth + height, where)
        return node

    def _scalar(self, event: Any, where: Where) -> Node:  # noqa: ANN401
        start, end = _at(event.start_mark), _at(event.end_mark)
        if FORBIDDEN.search(event.value):
            message = "An escape makes a control character."
            self.problems.append(Problem("control-character", message, where, "Remove it."))
        if not event.style and event.value in NULLS and not event.tag:
            return Node("null", None, where, start, end)
        return Node("text", event.value, where, start, end)

    def _list(self, event: Any, events: Iterator[Any], where: Where, depth: int) -> Node:  # noqa: ANN401
        items: list[Node] = []
        for item in events:
            if isinstance(item, yaml.SequenceEndEvent):
                return Node("list", tuple(items), where, _at(event.start_mark), _at(item.end_mark))
            items.append(self._node(item, events, depth + 1))
        raise AssertionError  # the parser closes each sequence or raises

    def _map(self, event: Any, events: Iterator[Any], where: Where, depth: int) -> Node:  # noqa: ANN401
        entries: dict[str, Node] = {}
        keys: dict[str, Where] = {}
        merged: list[Node] = []
        for key in events:
            if isinstance(key, yaml.MappingEndEvent):
                for source in merged:
                    for name, value in source.entries.items():
                        entries.setdefault(name, value)
                        keys.setdefault(name, source.keys[name])
                return Node("map", entries, where, _at(event.start_mark), _at(key.end_mark), keys)
            name, place = self._key(key, events, depth)
            value = self._node(next(events), events, depth + 1)
            if name == "<<":
                merged += self._merged(value)
            elif name in entries:
                first = keys[name]
                message = f'"{name}" stands twice in this map, first in line {first.line}.'
                self.problems.append(Problem("duplicate-key", message, place, "Keep one of them."))
            else:
                entries[name], keys[name] = value, place
        raise AssertionError  # the parser closes each mapping or raises

    def _merged(self, value: Node) -> list[Node]:
        """The maps that a merge key brings in, the first over the others."""
        found = list(value.items) if value.kind == "list" else [value]
        for node in found:
            if node.kind != "map":
                hint = "Write <<: *name, with the name of a map that has &name."
                self.problems.append(Problem("bad-merge", "What << merges is not a map.", node.where, hint))
        return [node for node in found if node.kind == "map"]

    def _key(self, event: Any, events: Iterator[Any], depth: int) -> tuple[str, Where]:  # noqa: ANN401
        node = self._node(event, events, depth + 1)
        if node.kind not in ("text", "null"):
            raise _Refused(
                Problem("bad-yaml", "A map or list stands as a key.", node.where, "Use plain words as keys.")
            )
        return node.value or "", node.where


def plain(node: Node) -> Any:  # noqa: ANN401 - maps, lists and text, as the models take them
    """The node as dicts, lists and text; what is null counts as left out."""
    if node.kind == "map":
        return {name: plain(child) for name, child in node.value.items() if child.kind != "null"}
    if node.kind == "list":
        return [plain(child) for child in node.value]
    return node.value


def place(node: Node, path: Sequence[str | int]) -> Where:
    """Where the value at the path stands, or the nearest thing above it."""
    for step in path:
        child = _child(node, step)
        if child is None:
            break
        node = child
    return node.where


def key_place(node: Node, path: Sequence[str | int]) -> Where:
    """Where the key at the end of the path stands, else as `place`."""
    for step in path[:-1]:
        child = _child(node, step)
        if child is None:
            return node.where
        node = child
    return node.keys.get(str(path[-1])) or place(node, path[-1:]) if path else node.where


def _child(node: Node, step: str | int) -> Node | None:
    if isinstance(step, str):
        return node.entries.get(step)
    if step == 0 and node.kind != "list":
        return node  # a single value stands for a list of one
    return node.items[step] if step < len(node.items) else None


def without(node: Node, path: Sequence[str | int]) -> Node | None:
    """The node without what stands at the path, or the nearest thing above it; None where that is all of it."""
    if not path:
        return None
    step, rest = path[0], path[1:]
    if node.kind == "map" and step in node.value:
        child = without(node.value[step], rest)
        entries = {**node.value, step: child} if child else {k: v for k, v in node.value.items() if k != step}
        return node._replace(value=entries)
    if node.kind == "list" and isinstance(step, int) and step < len(node.value):
        child = without(node.value[step], rest)
        return node._replace(value=(*node.value[:step], *([child] if child else ()), *node.value[step + 1 :]))
    return without(node, rest) if step == 0 and rest and node.kind == "map" else None


def merge(under: Node, over: Node) -> Node:
    """Maps merge by key, all else is replaced; null unsets (it stays, so that it unsets further down too)."""
    if under.kind != "map" or over.kind != "map":
        return over
    entries = dict(under.value)
    for name, value in over.value.items():
        entries[name] = merge(entries[name], value) if name in entries else value
    return Node("map", entries, over.where, over.start, over.end, {**under.keys, **over.keys})


def tree(value: Any, where: Where) -> Node:  # noqa: ANN401 - the inverse of plain
    """Plain data as a node, all of it at one place."""
    if isinstance(value, dict):
        entries = {str(name): tree(child, where) for name, child in value.items()}
        return Node("map", entries, where, keys=dict.fromkeys(entries, where))
    if isinstance(value, (list, tuple)):
        return Node("list", tuple(tree(child, where) for child in value), where)
    return Node("null", None, where) if value is None else Node("text", str(value), where)
