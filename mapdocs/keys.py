"""Keys people see (`M-07`): allotted once, in file order, kept beside the deal, never given again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from pydantic import Field

from mapdocs.deal import Deal
from mapdocs.model import Model
from mapdocs.problems import Problem, brief
from mapdocs.scalars import Day
from mapdocs.source import Node, place, read_yaml
from mapdocs.validation import validate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

LETTERS = {
    "phases": "F",
    "tasks": "M",
    "people": "P",
    "drivers": "V",
    "criteria": "C",
    "risks": "R",
    "decisions": "Q",
}
_NUMBER = r"-\d{2,5}"
_STEP = r"\.I?\d{1,4}"
_HEAD = "# Keys that people see in the plan. Kept by mapdocs: commit this file with deal.yaml, and don't edit it.\n"


class Keys(Model):
    """The plan's first day, and part -> id -> key; `retired` keys belong to nothing any more."""

    start: Day | None = None
    phases: Mapping[str, str] = {}
    tasks: Mapping[str, str] = {}
    people: Mapping[str, str] = {}
    drivers: Mapping[str, str] = {}
    criteria: Mapping[str, str] = {}
    risks: Mapping[str, str] = {}
    decisions: Mapping[str, str] = {}
    actions: Mapping[str, str] = Field({}, description="task id/action id -> M-07.1")
    retired: tuple[str, ...] = ()


def read_keys(text: str, file: str) -> tuple[Keys, list[Problem]]:
    """keys.yaml; a key that stands twice is a problem, as after a merge of two branches."""
    node, problems = read_yaml(text, file)
    if node is None:
        return Keys(), [] if any(p.code == "empty-file" for p in problems) else problems
    keys, faults = validate(node, Keys)
    return keys or Keys(), [*problems, *faults, *(_twice(keys, node) if keys else ())]


def _twice(keys: Keys, node: Node) -> Iterable[Problem]:
    hint = "Give the later of the two the next free number."
    seen: dict[str, str] = {}
    for path, owner, key, form in _all(keys):
        where = place(node, path)
        if not re.fullmatch(form, key, re.ASCII):
            yield Problem("bad-key", f'"{brief(key)}" is not a key of this part.', where, "Restore the file from git.")
        elif key in seen:
            yield Problem("duplicate-key", f"{key} belongs to both {seen[key]} and {owner}.", where, hint)
        seen.setdefault(key, owner)


def _all(keys: Keys) -> Iterator[tuple[tuple[str | int, ...], str, str, str]]:
    """Place, owner, key and the form that it must have."""
    for part, letter in LETTERS.items():
        for name, key in getattr(keys, part).items():
            yield (part, name), name, key, f"I?{letter}{_NUMBER}"
    for name, key in keys.actions.items():
        yield ("actions", name), name, key, f"I?M{_NUMBER}{_STEP}"
    letters = "".join(LETTERS.values())
    for key, n in {key: n for n, key in enumerate(keys.retired)}.items():  # two branches may retire the same
        yield ("retired", n), "what was there before", key, f"I?[{letters}]{_NUMBER}({_STEP})?"


def write_keys(keys: Keys) -> bytes:
    """keys.yaml's bytes: one line a key, so that git merges what two people added."""
    lines = [_HEAD]
    if keys.start:
        lines.append(f"start: {keys.start.isoformat()}\n")
    for part in (*LETTERS, "actions"):
        given: Mapping[str, str] = getattr(keys, part)
        if given:
            lines.append(f"{part}:\n")
            lines += [f"  {name}: {key}\n" for name, key in given.items()]
    if keys.retired:
        lines.append("retired:\n")
        lines += [f"  - {key}\n" for key in keys.retired]
    return "".join(lines).encode()


def allot(deal: Deal, keys: Keys, left_out: frozenset[str], today: date) -> Keys:
    """Keys for all that is shown and has none yet; those there are stay, whatever became of their owners."""
    retired = list(keys.retired)
    given: dict[str, dict[str, str]] = {}
    for part, rows in _rows(deal, left_out).items():
        given[part] = _allot(dict(getattr(keys, part)), rows, LETTERS[part], retired)
    actions = dict(keys.actions)
    for name, task in deal.tasks.items():
        if name in given["tasks"] and name not in left_out:
            steps = [(step, action.audience == "internal") for step, action in task.actions.items()]
            _steps(actions, name, steps, given["tasks"][name], retired)
    start = keys.start or deal.start or today
    return Keys(start=start, actions=actions, retired=tuple(retired), **given)


def _rows(deal: Deal, left_out: frozenset[str]) -> dict[str, list[tuple[str, bool]]]:
    """Part -> (id, internal) in file order."""
    shown = {name: task for name, task in deal.tasks.items() if name not in left_out}
    inside = {task.phase: False for task in shown.values() if task.audience == "all"}
    return {
        "phases": [(name, name not in inside) for name in deal.phases],
        "tasks": [(name, task.audience == "internal") for name, task in shown.items()],
        "people": [(name, False) for name in deal.people],
        "drivers": [(name, False) for name in deal.value.drivers],
        "criteria": [(name, False) for name in deal.success_criteria],
        "risks": [(name, risk.audience == "internal") for name, risk in deal.risks.items()],
        "decisions": [(name, row.audience == "internal") for name, row in deal.decisions.items()],
    }


def _allot(given: dict[str, str], rows: list[tuple[str, bool]], letter: str, retired: list[str]) -> dict[str, str]:
    numbers = {series: _last(series, (*given.values(), *retired)) for series in (letter, f"I{letter}")}
    for name, internal in rows:
        series = f"I{letter}" if internal else letter
        old = given.get(name)
        if old and old.startswith(f"{series}-"):
            continue
        if old:
            retired.append(old)
        numbers[series] += 1
        given[name] = f"{series}-{numbers[series]:02d}"
    return given


def _last(series: str, taken: Iterable[str]) -> int:
    """The highest number of a series."""
    return max(
        (int(key[len(series) + 1 :]) for key in taken if key.startswith(f"{series}-") and "." not in key), default=0
    )


def _steps(actions: dict[str, str], task: str, steps: list[tuple[str, bool]], key: str, retired: list[str]) -> None:
    """`M-07.1`; internal ones `M-07.I1`, so that no gap betrays them."""
    for name, internal in steps:
        path, series = f"{task}/{name}", f"{key}.I" if internal else f"{key}."
        old = actions.get(path)
        if old and _of(old, series):
            continue
        if old:
            retired.append(old)
        taken = [k for k in (*actions.values(), *retired) if _of(k, series)]
        number = max((int(k.removeprefix(series)) for k in taken), default=0) + 1
        actions[path] = f"{series}{number}"


def _of(key: str, series: str) -> bool:
    return key.startswith(series) and key.removeprefix(series).isdecimal()
