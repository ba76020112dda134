"""Every name in a deal that stands for something else of the deal must stand for something."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mapdocs.problems import Problem, brief, nearest
from mapdocs.source import Node, place

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from mapdocs.deal import Deal, Task

Path = tuple[str | int, ...]
_SIDES = ("buyer", "seller", "both")
_MOST_TOLD = 50
_MOST_HINTS = 20  # each is a search through all names
_ROLE = re.compile(r"[a-z][a-z0-9-]{1,40}")
_URL = re.compile(r"(https?://|mailto:)[^\s<>\"]+", re.IGNORECASE)


def check_references(deal: Deal, node: Node, lost: Collection[str] = ()) -> list[Problem]:
    """All names that stand for nothing, each at its place; `lost` are names of what could not be read."""
    people, phases = _Used(_people(deal), deal.people), _Used(_phases(deal), deal.phases)
    tasks = _Used(_tasks(deal), deal.tasks)
    calendars = _Used(_calendars(deal), [*_SIDES, *deal.calendars])
    aims = _Used(_aims(deal), [*deal.value.drivers, *deal.success_criteria])
    found = [
        *_check(node, "unknown-person", "a person of this deal", people, "Add it under people:, or", lost),
        *_check(node, "unknown-phase", "a phase of this deal", phases, "Add it under phases:, or", lost),
        *_check(node, "unknown-task", "a task of this deal", tasks, "", lost),
        *_check(node, "unknown-calendar", "a calendar", calendars, "Add it under calendars:, or", lost),
        *_check(node, "unknown-aim", "a value driver or success criterion", aims, "", lost),
    ]
    others = [*_roles(deal, node), *_sides(deal, node), *_urls(deal, node)]
    return found + [problem for problem in others if problem.message.split('"')[1] not in lost]


@dataclass(frozen=True, slots=True)
class _Used:
    """Names with their places, and those that there are."""

    names: Iterable[tuple[Path, str]]
    known: Iterable[str]


def _check(node: Node, code: str, what: str, used: _Used, first: str, lost: Collection[str]) -> Iterator[Problem]:
    """Names that nothing is called; of very many the first, and how many more there are."""
    names = frozenset(used.known)
    wrong = [(path, name) for path, name in used.names if name and name not in names and name not in lost]
    near: dict[str, str] = {}
    for path, name in wrong[:_MOST_TOLD]:
        if name not in near:
            near[name] = nearest(name, names) if len(near) < _MOST_HINTS else "Use a name that there is."
        yield Problem(code, f'"{brief(name)}" is not {what}.', place(node, path), _hint(first, near[name]))
    if len(wrong) > _MOST_TOLD:
        more = len(wrong) - _MOST_TOLD
        message = f"{more} more {'name is' if more == 1 else 'names are'} not {what}."
        yield Problem(code, message, place(node, wrong[_MOST_TOLD][0]), "Correct those before first.")


def _hint(first: str, near: str) -> str:
    """What to do first, or the right name; where there is neither, there is nothing that it could stand for."""
    if first and near:
        return f"{first} {near[:1].lower()}{near[1:]}"
    return near or (first.removesuffix(", or") or "Remove it").rstrip(".") + "."


def _owners(deal: Deal) -> Iterator[tuple[Path, str]]:
    """Everywhere a person or `role:x` may stand."""
    for name, task in deal.tasks.items():
        at: Path = ("tasks", name)
        for key in ("buyer", "seller", "approver"):
            yield (*at, key), getattr(task, key)
        for key in ("contributors", "informed"):
            for n, who in enumerate(getattr(task, key)):
                yield (*at, key, n), who
        for step, action in task.actions.items():
            yield (*at, "actions", step, "buyer"), action.buyer
            yield (*at, "actions", step, "seller"), action.seller
    for part in ("risks", "decisions", "success_criteria"):
        for name, row in getattr(deal, part).items():
            yield (part, name, "owner"), row.owner
    for name, driver in deal.value.drivers.items():
        yield ("value", "drivers", name, "owner"), driver.owner


def _people(deal: Deal) -> Iterator[tuple[Path, str]]:
    for path, who in _owners(deal):
        if not who.startswith("role:"):
            yield path, who
    yield ("buyer", "lead"), deal.buyer.lead
    yield ("seller", "lead"), deal.seller.lead
    yield ("crm", "owner"), deal.crm.owner
    for name, person in deal.people.items():
        yield ("people", name, "handed_to"), person.handed_to
    for name, task in deal.tasks.items():
        for n, who in enumerate(task.agreed.by if task.agreed else ()):
            yield ("tasks", name, "agreed", "by", n), who
    for name, driver in deal.value.drivers.items():
        yield ("value", "drivers", name, "confirmed", "by"), driver.confirmed.by if driver.confirmed else ""
    for n, entry in enumerate(deal.log):
        yield ("log", n, "by"), entry.by


def _phases(deal: Deal) -> Iterator[tuple[Path, str]]:
    return ((("tasks", name, "phase"), task.phase) for name, task in deal.tasks.items())


def _tasks(deal: Deal) -> Iterator[tuple[Path, str]]:
    yield ("signature",), deal.signature
    for name, task in deal.tasks.items():
        for side in ("after", "before"):
            for n, link in enumerate(getattr(task, side)):
                yield ("tasks", name, side, n), link.task
    for n, entry in enumerate(deal.log):
        yield ("log", n, "task"), entry.task


def _calendars(deal: Deal) -> Iterator[tuple[Path, str]]:
    for n, entry in enumerate(deal.log):
        yield ("log", n, "calendar"), entry.calendar
    for name, task in deal.tasks.items():
        yield ("tasks", name, "calendar"), task.calendar
        yield from _lags(name, task)


def _lags(name: str, task: Task) -> Iterator[tuple[Path, str]]:
    for side in ("after", "before"):
        for n, link in enumerate(getattr(task, side)):
            yield ("tasks", name, side, n, "lag_calendar"), link.lag_calendar


def _aims(deal: Deal) -> Iterator[tuple[Path, str]]:
    for name, task in deal.tasks.items():
        for n, aim in enumerate(task.serves):
            yield ("tasks", name, "serves", n), aim


def _roles(deal: Deal, node: Node) -> Iterator[Problem]:
    for path, who in _owners(deal):
        role = who.removeprefix("role:")
        if who.startswith("role:") and not _ROLE.fullmatch(role):
            message = f'"{brief(role)}" is not the name of a role.'
            yield Problem("bad-role", message, place(node, path), "Use small letters and -, such as role:security.")


def _sides(deal: Deal, node: Node) -> Iterator[Problem]:
    """A buyer's owner is a buyer's person, a seller's one a seller's."""
    for name, task in deal.tasks.items():
        for side, other in (("buyer", "seller"), ("seller", "buyer")):
            person = deal.people.get(getattr(task, side))
            if person and person.party != side:
                message = f'"{getattr(task, side)}" is of the {other}, but stands as the {side}\'s owner of "{name}".'
                hint = f"Use {other}: instead, or a person of the {side}."
                yield Problem("wrong-side", message, place(node, ("tasks", name, side)), hint)


def _urls(deal: Deal, node: Node) -> Iterator[Problem]:
    for n, resource in enumerate(deal.resources):
        if resource.url and not _URL.fullmatch(resource.url):
            message = f'"{brief(resource.url)}" is not a web address.'
            yield Problem("bad-url", message, place(node, ("resources", n, "url")), "Start it with https://.")


def unknown_roles(deal: Deal, node: Node, known: Iterable[str]) -> list[Problem]:
    """Warnings for roles that are nearly those that have words: buyers would read them as they are written.

    Any other is a role of the deal's own, which is printed as it is.
    """
    names = set(known)
    used: list[tuple[Path, str]] = [(("people", name, "role"), person.role) for name, person in deal.people.items()]
    used += [(path, who.removeprefix("role:")) for path, who in _owners(deal) if who.startswith("role:")]
    problems: dict[str, Problem] = {}
    for path, role in used:
        hint = nearest(role, names) if role and role not in names and role not in problems else ""
        if hint.startswith("Did you mean"):
            message = f'"{brief(role)}" is not a role that has words, and is printed as it is.'
            problems[role] = Problem("unknown-role", message, place(node, path), hint, "warning")
    return list(problems.values())


_USED: Mapping[str, Callable[[Deal], Iterator[tuple[Path, str]]]] = {
    "people": _people,
    "phases": _phases,
    "tasks": _tasks,
    "calendars": _calendars,
    "drivers": _aims,
    "criteria": _aims,
}


def uses(deal: Deal, part: str, name: str) -> list[Path]:
    """Where an id of a part (as keys.yaml names the parts) is used, as paths of the composed deal."""
    return [path for path, used in _USED[part](deal) if used == name] if part in _USED else []
