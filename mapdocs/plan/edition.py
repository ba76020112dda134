"""What an edition may know: everything internal is taken out of the deal before a buyer's Plan is made from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from mapdocs.deal import Crm, Google, Internal, State

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mapdocs.deal import Action, Deal, Decision, LogEntry, Phase, Risk, Task, Value
    from mapdocs.plan.parts import Edition

    Audienced = TypeVar("Audienced", Action, Decision, Risk, Task)


def for_edition(deal: Deal, edition: Edition, left_out: frozenset[str]) -> Deal:
    """The deal as the edition may know it, without the tasks that a condition leaves out."""
    tasks = {name: task for name, task in deal.tasks.items() if name not in left_out}
    deal = deal.model_copy(update={"tasks": tasks, "google": Google()})
    return deal if edition == "internal" else _for_buyer(deal)


def _for_buyer(deal: Deal) -> Deal:
    tasks = {name: _task(task) for name, task in _shown(deal.tasks).items()}
    used = {task.phase for task in tasks.values()}
    hidden = {task.phase for task in deal.tasks.values()} - used
    update = {
        "tasks": tasks,
        "phases": {name: _phase(phase) for name, phase in deal.phases.items() if name not in hidden},
        "risks": _shown(deal.risks),
        "decisions": _shown(deal.decisions),
        "log": tuple(_entry(entry) for entry in deal.log if entry.audience == "all"),
        "people": {name: person.model_copy(update={"cares_about": ""}) for name, person in deal.people.items()},
        "value": _value(deal.value),
        "amount": deal.amount if deal.value.investment and deal.value.investment.audience == "all" else None,
        "state": State.model_validate({"is": deal.state.is_}),
        "crm": Crm(),
        "internal": Internal(),
        "industry": "",
        "size": "",
        "tags": (),
    }
    return deal.model_copy(update=update)


def _shown(rows: Mapping[str, Audienced]) -> dict[str, Audienced]:
    return {name: row for name, row in rows.items() if row.audience == "all"}


def _task(task: Task) -> Task:
    update = {"internal_note": "", "when": "", "tags": (), "actions": _shown(task.actions)}
    return task.model_copy(update=update)


def _phase(phase: Phase) -> Phase:
    return phase.model_copy(update={"guidance": ""})


def _entry(entry: LogEntry) -> LogEntry:
    """Buyers read the reason, never what was noted."""
    return entry.model_copy(update={"what": ""})


def _value(value: Value) -> Value:
    shown = value.investment if value.investment and value.investment.audience == "all" else None
    return value.model_copy(update={"investment": shown})
