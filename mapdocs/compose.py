"""A deal's own file over its playbook over its workspace: one Deal in which every reference holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapdocs.conditions import ConditionError, holds
from mapdocs.deal import Deal, Phase, Task
from mapdocs.links import Link
from mapdocs.playbook import Base, Composed, base_of, with_purposes
from mapdocs.problems import DealError, Problem, brief, has_errors, in_order, nearest
from mapdocs.prose import dropped
from mapdocs.references import check_references
from mapdocs.source import Node, merge, place, without
from mapdocs.validation import Salvaged, salvage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mapdocs.assets import Template
    from mapdocs.dates import Span
    from mapdocs.playbook import Playbook
    from mapdocs.problems import Where


def compose(own: Node, templates: Mapping[str, Template], language: str, under: Node | None = None) -> Composed:
    """The whole deal. `own`: the deal file's tree; `under`: the workspace's defaults; `language` picks translations.

    Raises DealError with every problem of the deal and its templates; warnings are in `Composed.problems`.
    """
    settled = merge(under, own) if under else own
    base = base_of(_text(settled, "playbook"), templates, language, place(settled, ("playbook",)))
    kept, unset, problems = _unset(own, base)
    read = salvage(_ordered(_over(base, kept, under), settled, base), Deal)
    problems += [*base.problems, *read.problems]
    if read.model is None:
        raise DealError(*in_order(problems))
    composed, faults = _settle(read.model, read, base)
    problems += faults
    if has_errors(problems):
        raise DealError(*in_order(problems))
    sources = ("playbooks/" + _text(settled, "playbook"),) if _text(settled, "playbook") else ()
    left_out = _left_out(composed) | unset
    return Composed(composed, read.node, base.playbook, left_out, tuple(problems), sources)


def _unset(own: Node, base: Base) -> tuple[Node, frozenset[str], list[Problem]]:
    """The deal without its nulls for tasks and phases, and the playbook's tasks that they take out of the plan.

    Like those whose condition is false they stay in the deal, so that links pass through them.
    """
    problems: list[Problem] = []
    nulls: dict[str, frozenset[str]] = {}
    for part in ("phases", "tasks"):
        group, known = own.entries.get(part), base.node.entries.get(part)
        names = known.entries if known else {}
        if group is None:
            continue
        if group.kind == "null":
            nulls[part] = frozenset(names)
            own = without(own, (part,)) or own
        for name in [name for name, child in group.entries.items() if child.kind == "null"]:
            nulls[part] = nulls.get(part, frozenset()) | {name}
            own = without(own, (part, name)) or own
            if name not in names:
                message = f'"{brief(name)}" is not a {part[:-1]} of the playbook, and is empty.'
                problems.append(Problem(f"unknown-{part[:-1]}", message, group.keys.get(name), nearest(name, names)))
    return own, nulls.get("tasks", frozenset()) | _inside_of(nulls.get("phases", frozenset()), own, base), problems


def _inside_of(phases: frozenset[str], own: Node, base: Base) -> frozenset[str]:
    """The playbook's tasks in those phases, where the deal doesn't put them into another."""
    tasks = merge(base.node, own).entries.get("tasks") if phases else None
    known = base.node.entries.get("tasks")
    both = tasks.entries.items() if tasks and known else ()
    return frozenset(name for name, task in both if known and name in known.entries and _text(task, "phase") in phases)


def _over(base: Base, own: Node, under: Node | None) -> Node:
    """Workspace, playbook, deal: each over the one before."""
    return merge(merge(under, base.node) if under else base.node, own)


def _text(node: Node, key: str) -> str:
    child = node.entries.get(key)
    return child.value.strip() if child and child.kind == "text" else ""


def _ordered(node: Node, settled: Node, base: Base) -> Node:
    """The deal's own phases stand where the deal lists them, and tasks in the order of their phases."""
    phases, tasks = node.entries.get("phases"), node.entries.get("tasks")
    if not phases or phases.kind != "map" or not tasks or tasks.kind != "map":
        return node
    listed = settled.entries["phases"].entries if "phases" in settled.entries else {}
    order = _phase_order(list(base.prose), list(listed))
    rank = {phase: n for n, phase in enumerate(order)}
    by_phase = sorted(tasks.value.items(), key=lambda item: rank.get(_text(item[1], "phase"), len(rank)))
    entries = dict(node.value)
    entries["phases"] = phases._replace(value={name: phases.value[name] for name in order if name in phases.value})
    entries["tasks"] = tasks._replace(value=dict(by_phase))
    return node._replace(value=entries)


def _phase_order(known: list[str], listed: list[str]) -> list[str]:
    """The playbook's phases with the deal's own ones put behind the phase that the deal lists before them."""
    order = list(known)
    for n, name in enumerate(listed):
        if name in order:
            continue
        later = next((other for other in listed[n + 1 :] if other in known), None)
        if n:
            order.insert(order.index(listed[n - 1]) + 1, name)
        else:
            order.insert(order.index(later) if later else len(order), name)
    return order


def _settle(deal: Deal, read: Salvaged[Deal], base: Base) -> tuple[Deal, list[Problem]]:
    deal = _with_one_phase(deal)
    node, lost = read.node, frozenset(str(path[-1]) for path in read.lost)
    damaged = frozenset(path[:2] for path in read.lost)
    problems = [
        *_titles(deal, node, base, damaged),
        *_conditions(deal, node),
        *_dropped(deal, node),
        *check_references(deal, node, lost),
    ]
    deal, faults = with_purposes(deal, base.prose)
    return _linked(deal, base.playbook), problems + faults


def _with_one_phase(deal: Deal) -> Deal:
    """A deal without any phases has one, named like the plan."""
    if deal.phases or not deal.tasks:
        return deal
    tasks = {name: task.model_copy(update={"phase": "plan"}) for name, task in deal.tasks.items() if not task.phase}
    return deal.model_copy(update={"phases": {"plan": Phase(title=deal.plan_name)}, "tasks": {**deal.tasks, **tasks}})


def _titles(deal: Deal, node: Node, base: Base, damaged: frozenset[tuple[str | int, ...]]) -> list[Problem]:
    """A task or phase without a title is one that the playbook doesn't have: most often a slip of the pen."""
    problems = []
    templates = base.node.entries.get("tasks")
    for name, task in deal.tasks.items():
        where = _key(node, "tasks", name)
        if ("tasks", name) in damaged:
            continue
        if not task.title:
            message = f'"{name}" is not a task of the playbook, and has no title.'
            hint = _or(nearest(name, templates.entries if templates else ()), "add title: and phase:.")
            problems.append(Problem("unknown-task", message, where, hint))
        elif not task.phase:
            message = f'The task "{name}" stands in no phase.'
            problems.append(Problem("missing-phase", message, where, f"Add phase:. {nearest(name, deal.phases)}"))
    for name, phase in deal.phases.items():
        if not phase.called and ("phases", name) not in damaged:
            message = f'"{name}" is not a phase of the playbook, and has no title.'
            hint = _or(nearest(name, base.prose), "add title:.")
            problems.append(Problem("unknown-phase", message, _key(node, "phases", name), hint))
    return problems


def _or(near: str, remedy: str) -> str:
    return f"{near} Or {remedy}" if near else remedy.capitalize()


def _key(node: Node, part: str, name: str) -> Where | None:
    group = node.entries.get(part)
    return group.keys.get(name) if group else None


def _conditions(deal: Deal, node: Node) -> list[Problem]:
    problems = []
    for name, task in deal.tasks.items():
        if not task.when:
            continue
        try:
            holds(task.when, {})
        except ConditionError as error:
            problems.append(Problem(error.code, error.fact, place(node, ("tasks", name, "when")), error.hint))
    return problems


def _dropped(deal: Deal, node: Node) -> list[Problem]:
    """Pictures and links in Markdown that no document shows."""
    texts: dict[tuple[str, ...], str] = {("value", "summary"): deal.value.summary}
    texts |= {("phases", name, "purpose"): phase.purpose for name, phase in deal.phases.items()}
    for name, task in deal.tasks.items():
        texts |= {("tasks", name, "note"): task.note, ("tasks", name, "internal_note"): task.internal_note}
    hint = "Write links as https:// or mailto:, and put pictures into a document that you link to."
    return [
        Problem("dropped-markup", f"No document shows {what}.", place(node, path), hint, "warning")
        for path, text in texts.items()
        for what in dropped(text)
    ]


def _left_out(deal: Deal) -> frozenset[str]:
    values = {
        "amount": deal.amount,
        "size": deal.size or None,
        "industry": deal.industry or None,
        "use_case": deal.use_case or None,
        "regions": deal.regions,
        "tags": deal.tags,
    }
    return frozenset(name for name, task in deal.tasks.items() if task.when and not holds(task.when, values))


def _linked(deal: Deal, playbook: Playbook) -> Deal:
    """The playbook's links between phases, as links between the tasks at their ends."""
    added: dict[str, list[Link]] = {}
    for link in playbook.links:
        for first in _starts(deal, link.to):
            added.setdefault(first, []).extend(_from(_ends(deal, link.from_), link.lag))
    if not added:
        return deal
    tasks = dict(deal.tasks)
    for name, links in added.items():
        tasks[name] = tasks[name].model_copy(update={"after": (*tasks[name].after, *links)})
    return deal.model_copy(update={"tasks": tasks})


def _from(tasks: Iterable[str], lag: Span | None) -> list[Link]:
    return [Link(task, lag=lag) if lag else Link(task) for task in tasks]


def _inside(deal: Deal, phase: str) -> dict[str, Task]:
    return {name: task for name, task in deal.tasks.items() if task.phase == phase}


def _starts(deal: Deal, phase: str) -> list[str]:
    tasks = _inside(deal, phase)
    return [name for name, task in tasks.items() if not any(link.task in tasks for link in task.after)]


def _ends(deal: Deal, phase: str) -> list[str]:
    tasks = _inside(deal, phase)
    waited = {link.task for task in tasks.values() for link in task.after}
    return [name for name in tasks if name not in waited]
