"""rename: an id, everything that names it, and its entry in keys.yaml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic_core import PydanticCustomError

from mapdocs.dealfile import Edit, Rename
from mapdocs.problems import DealError, Problem, UsageError, brief, nearest
from mapdocs.references import uses
from mapdocs.scalars import read_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mapdocs.deal import Deal
    from mapdocs.keys import Keys
    from mapdocs.source import Node

PARTS: dict[str, tuple[str, ...]] = {
    "phases": ("phases",),
    "tasks": ("tasks",),
    "people": ("people",),
    "drivers": ("value", "drivers"),
    "criteria": ("success_criteria",),
    "risks": ("risks",),
    "decisions": ("decisions",),
    "calendars": ("calendars",),
}
"""Part of keys.yaml -> where its rows stand in a deal file."""

_CALLED = {
    "phases": "a phase",
    "tasks": "a task",
    "people": "a person",
    "drivers": "a value driver",
    "criteria": "a success criterion",
    "risks": "a risk",
    "decisions": "a decision",
    "calendars": "a calendar",
    "actions": "an action",
}
_AIMS = ("drivers", "criteria")


@dataclass(frozen=True, slots=True)
class Named:
    """A row that has an id; `part` and `name` as in keys.yaml (`task/action` for an action)."""

    part: str
    name: str

    @property
    def path(self) -> tuple[str, ...]:
        """Where it stands in a deal file."""
        if self.part == "actions":
            task, _, action = self.name.partition("/")
            return "tasks", task, "actions", action
        return *PARTS[self.part], self.name

    @property
    def called(self) -> str:
        """What it is, with an article."""
        return _CALLED[self.part]


def find(deal: Deal, keys: Keys, text: str, parts: Sequence[str] = (*PARTS, "actions")) -> Named:
    """The row of this key or id among some parts; UsageError where there is none, or several."""
    rows = [row for row in _rows(deal) if row.part in parts]
    found = [row for row in rows if row.name == text] or [
        row for row in rows if key_of(keys, row).casefold() == text.strip().casefold()
    ]
    if len(found) == 1:
        return found[0]
    if not found:
        known = [*(row.name for row in rows), *filter(None, (key_of(keys, row) for row in rows))]
        raise UsageError(_unknown(brief(text), parts[0] if len(parts) < len(PARTS) else "", nearest(text, known)))
    what = " and ".join(row.called for row in found)
    shown = " or ".join(filter(None, (key_of(keys, row) for row in found)))
    raise UsageError(Problem("unclear-id", f'"{brief(text)}" is {what}.', None, f"Name it by its key, {shown}."))


def _unknown(text: str, part: str, hint: str) -> Problem:
    if part == "tasks":
        return Problem("unknown-task", f'"{text}" is not a task or action of this deal.', None, hint)
    if part == "people":
        return Problem("unknown-person", f'"{text}" is not a person of this deal.', None, hint)
    return Problem("unknown-id", f'"{text}" is neither a key nor an id of this deal.', None, hint)


def _rows(deal: Deal) -> Iterator[Named]:
    own = {"drivers": deal.value.drivers, "criteria": deal.success_criteria}
    for part in PARTS:
        rows = own[part] if part in own else getattr(deal, part)
        yield from (Named(part, name) for name in rows)
    for name, task in deal.tasks.items():
        yield from (Named("actions", f"{name}/{action}") for action in task.actions)


def keyed(deal: Deal, keys: Keys, part: str, key: str) -> Named | None:
    """The row of a part that people see under this key, if the deal has it."""
    return next((row for row in _rows(deal) if row.part == part and key_of(keys, row) == key), None)


def key_of(keys: Keys, row: Named) -> str:
    """The key that people see; calendars have none."""
    return "" if row.part == "calendars" else str(getattr(keys, row.part).get(row.name, ""))


def rename(own: Node, under: Sequence[Node], deal: Deal, row: Named, name: str) -> list[Edit | Rename]:
    """The edits of a deal file: the key, and everything that names it. `under`: what lies under the file."""
    path, problem = row.path, _unfit(own, under, deal, row, name)
    if problem:
        raise problem
    old = path[-1]
    edits: list[Edit | Rename] = []
    for use in uses(deal, row.part, old):
        place, text = _written(own, use)
        match = re.match(rf"\s*{re.escape(old)}(?![\w-])", text)
        if match and (row.part == "tasks" or match.end() == len(text.rstrip())):
            edits.append(Edit(place, name + text[match.end() :]))
    return [*edits, Rename(path, name)]


def _unfit(own: Node, under: Sequence[Node], deal: Deal, row: Named, name: str) -> UsageError | DealError | None:
    try:
        read_id(name)
    except PydanticCustomError as error:
        return UsageError(Problem("bad-id", error.message()))
    old = row.path[-1]
    among = [other.path[-1] for other in _rows(deal) if other.path[:-1] == row.path[:-1] or _both_aims(row, other)]
    taken = ("buyer", "seller", "both") if row.part == "calendars" else ()
    if name in among or name in taken:
        return UsageError(Problem("name-taken", f'"{name}" is {row.called} already.', None, "Choose another name."))
    if row.part in _AIMS and among.count(old) > 1:
        message = f'"{old}" is both a value driver and a success criterion; what serves it serves both.'
        return DealError(Problem("unclear-id", message, None, "Rename one of the two in the file by hand."))
    if not _stands(own, row.path) or any(_stands(node, row.path) for node in under):
        message = f'"{old}" comes from the playbook or the workspace, and other deals use it.'
        return DealError(Problem("not-own", message, None, "Give it another title: in this deal instead."))
    return None


def _both_aims(row: Named, other: Named) -> bool:
    return row.part in _AIMS and other.part in _AIMS


def _stands(node: Node, path: Sequence[str]) -> bool:
    found: Node | None = node
    for step in path:
        found = found.entries.get(step) if found else None
    return found is not None


def _written(own: Node, path: Sequence[str | int]) -> tuple[tuple[str | int, ...], str]:
    """Where a use stands in the file, and its text; a plain value may stand for a list or map of one."""
    node = own
    steps: list[str | int] = []
    for step in path:
        if node.kind == "map" and step != 0:
            child = node.entries.get(str(step))
        elif node.kind == "list":
            child = node.items[step] if isinstance(step, int) and step < len(node.items) else None
        else:
            continue
        if child is None:
            return (), ""
        node, steps = child, [*steps, step]
    if "task" in node.entries:
        node, steps = node.entries["task"], [*steps, "task"]
    return tuple(steps), node.value if node.kind == "text" else ""


def rekeyed(keys: Keys, row: Named, name: str) -> Keys:
    """The keys with the row's key under its new name; what that name had before is given to nobody again."""
    if row.part == "calendars":
        return keys
    new = f"{row.name.partition('/')[0]}/{name}" if row.part == "actions" else name
    moves = {row.part: {row.name: new}}
    if row.part == "tasks":
        steps = [path for path in keys.actions if path.startswith(f"{row.name}/")]
        moves["actions"] = {path: f"{name}/{path.partition('/')[2]}" for path in steps}
    update: dict[str, object] = {}
    retired = list(keys.retired)
    for part, names in moves.items():
        given: dict[str, str] = dict(getattr(keys, part))
        present = {old: to for old, to in names.items() if old in given}
        retired += [given.pop(to) for to in present.values() if to in given]
        update[part] = {present.get(old, old): key for old, key in given.items()}
    return keys.model_copy(update=update | {"retired": tuple(retired)})
