"""Playbooks and phase templates, and how they are laid under a deal."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from mapdocs.deal import Deal, Phase, Task
from mapdocs.model import Model, Texts
from mapdocs.problems import Problem, Where, brief, nearest
from mapdocs.prose import escape_markdown, render_prose
from mapdocs.scalars import Id, SpanValue, Text, Whole
from mapdocs.source import Node, merge, place, read_yaml, tree
from mapdocs.validation import validate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mapdocs.assets import Template


class Suits(Model):
    """The deals that a playbook is for."""

    size: Texts = ()
    industry: Texts = ()
    use_case: Texts = ()


class Defaults(Model):
    """What a playbook's tasks and meetings are where nothing else is said."""

    duration: Text = "5bd"
    buyer: Text = ""
    seller: Text = ""
    cadence: Text = ""
    buffer: Text = ""


class PhaseLink(Model):
    """Every end of one phase comes before every start of another."""

    from_: Id = Field(alias="from")
    to: Id
    lag: SpanValue | None = None


class Playbook(Model):
    """Phases and defaults for a size, an industry and a use case."""

    title: Text
    version: Whole = 1
    for_: Suits = Field(Suits(), alias="for")
    phases: tuple[Id, ...] = ()
    value_summary: Literal["quantified", "narrative", "gap"] = "narrative"
    defaults: Defaults = Defaults()
    links: tuple[PhaseLink, ...] = ()


class PhaseTemplate(Model):
    """The front matter of a phase template."""

    title: Text
    buyer_title: Text = ""
    exit: Texts = ()
    tasks: dict[Id, Task] = {}
    guidance: Text = ""


@dataclass(frozen=True, slots=True)
class PhaseFile:
    """A phase template as read: its front matter's node, its prose and where that starts."""

    node: Node
    prose: str
    prose_at: Where


@dataclass(frozen=True, slots=True)
class Composed:
    """A deal with its playbook's phases and tasks under it; `node` tells where each value was written.

    `left_out`: tasks whose `when:` is false; they are still there so that links pass through them.
    `sources`: names of the templates that shaped it.
    """

    deal: Deal
    node: Node
    playbook: Playbook
    left_out: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()
    sources: tuple[str, ...] = field(default=())

    def place(self, path: tuple[str | int, ...]) -> Where:
        """Where the value at the path was written."""
        return place(self.node, path)


@dataclass(frozen=True, slots=True)
class Base:
    """A playbook ready to lie under a deal: its tree, prose by phase, and what was wrong in its files."""

    playbook: Playbook
    node: Node
    prose: Mapping[str, tuple[str, Where]]
    problems: tuple[Problem, ...]


NO_PLAYBOOK = Playbook(title="")


@lru_cache(maxsize=64)
def read_playbook(file: Template, words: Template | None = None) -> tuple[Playbook | None, tuple[Problem, ...]]:
    """A playbook file with its words in another language over it, or what is wrong with them."""
    node, problems = read_yaml(file.text, file.path)
    if node is None:
        return None, tuple(problems)
    overlay, faults = read_yaml(words.text, words.path) if words else (None, [])
    playbook, wrong = validate(merge(node, overlay) if overlay else node, Playbook)
    return playbook, (*problems, *faults, *wrong)


@lru_cache(maxsize=512)
def read_phase(text: str, path: str) -> tuple[PhaseFile | None, tuple[Problem, ...]]:
    """A phase template or overlay: front matter between two lines of ---, then prose."""
    lines = text.split("\n")
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), 0)
    if lines[0].rstrip() != "---" or not end:
        hint = "Start it with a line ---, YAML, and a line ---."
        return None, (Problem("no-front-matter", "The template has no front matter.", Where(path, 1, 1), hint),)
    node, problems = read_yaml("\n".join(lines[1:end]), path, first_line=1)
    if node is None:
        return None, tuple(problems)
    prose = "\n".join(lines[end + 1 :])
    return PhaseFile(node, prose, Where(path, end + 2, 1)), tuple(problems)


@lru_cache(maxsize=512)
def _faults(text: str, path: str, kind: type[Model]) -> tuple[Problem, ...]:
    phase, _ = read_phase(text, path)
    return tuple(validate(phase.node, kind)[1]) if phase else ()


def base_of(name: str, templates: Mapping[str, Template], language: str, named_at: Where) -> Base:
    """The playbook of that name with its phases in the language; problems where files are missing or wrong."""
    if not name:
        return Base(NO_PLAYBOOK, tree({}, named_at), {}, ())
    known = [n[10:-5] for n in templates if n.startswith("playbooks/") and n.count(".") == 1]
    if name not in known:
        message = f'"{brief(name)}" is not a playbook.'
        return Base(
            NO_PLAYBOOK, tree({}, named_at), {}, (Problem("unknown-playbook", message, named_at, nearest(name, known)),)
        )
    file = templates[f"playbooks/{name}.yaml"]
    words = templates.get(f"playbooks/{name}.{language}.yaml")
    playbook, problems = read_playbook(file, words)
    if playbook is None:
        return Base(NO_PLAYBOOK, tree({}, named_at), {}, problems)
    return _assemble(playbook, templates, language, Where(file.path), list(problems))


def _assemble(
    playbook: Playbook, templates: Mapping[str, Template], language: str, where: Where, problems: list[Problem]
) -> Base:
    phases: dict[str, Node] = {}
    tasks: dict[str, Node] = {}
    prose: dict[str, tuple[str, Where]] = {}
    for link in playbook.links:
        for phase_id in {link.from_, link.to}.difference(playbook.phases):
            message = f'"{phase_id}" stands under links: but is not a phase of the playbook.'
            problems.append(Problem("unknown-phase", message, where, nearest(phase_id, playbook.phases)))
    for phase_id in playbook.phases:
        file = templates.get(f"phases/{phase_id}.md")
        if file is None:
            known = [n[7:-3] for n in templates if n.startswith("phases/") and n.count(".") == 1]
            message = f'"{phase_id}" is not a phase template.'
            problems.append(Problem("unknown-phase", message, where, nearest(phase_id, known)))
            continue
        phase, faults = read_phase(file.text, file.path)
        problems += [*faults, *_faults(file.text, file.path, PhaseTemplate)]
        if phase is None:
            continue
        node, said = _translated(phase, phase_id, templates, language, problems)
        prose[phase_id] = said
        entries = {name: child for name, child in node.entries.items() if name != "tasks"}
        phases[phase_id] = node._replace(value=entries)
        tasks.update(_tasks(node, phase_id, playbook.defaults))
    root = {"phases": phases, "tasks": tasks}
    node = Node("map", {name: _map(value, where) for name, value in root.items()}, where)
    return Base(playbook, merge(_defaults(playbook.defaults, where), node), prose, tuple(problems))


def _map(entries: dict[str, Node], where: Where) -> Node:
    return Node("map", entries, where, keys={name: child.where for name, child in entries.items()})


def _translated(
    phase: PhaseFile, phase_id: str, templates: Mapping[str, Template], language: str, problems: list[Problem]
) -> tuple[Node, tuple[str, Where]]:
    """The phase with the overlay of the language over it, where there is one."""
    file = templates.get(f"phases/{phase_id}.{language}.md")
    overlay, faults = read_phase(file.text, file.path) if file else (None, ())
    problems += faults
    if file is None or overlay is None:
        return phase.node, (phase.prose, phase.prose_at)
    problems += [fault for fault in _faults(file.text, file.path, PhaseTemplate) if fault.code != "missing-key"]
    known = phase.node.entries.get("tasks")
    ours = overlay.node.entries.get("tasks")
    for name in ours.entries if ours and known else ():
        if known and name not in known.entries and ours:
            message = f'"{name}" is not a task of the phase that this file translates.'
            problems.append(Problem("unknown-task", message, ours.keys[name], nearest(name, known.entries)))
    said = (overlay.prose, overlay.prose_at) if overlay.prose.strip() else (phase.prose, phase.prose_at)
    return merge(phase.node, overlay.node), said


def _tasks(phase: Node, phase_id: str, defaults: Defaults) -> dict[str, Node]:
    tasks = phase.entries.get("tasks")
    found = {}
    for name, task in (tasks.entries if tasks else {}).items():
        given: dict[str, Any] = {"phase": phase_id, "duration": defaults.duration}
        if not task.entries.keys() & {"buyer", "seller"}:
            given |= {side: owner for side in ("buyer", "seller") if (owner := getattr(defaults, side))}
        found[name] = merge(tree(given, task.where), task)
    return found


def _defaults(defaults: Defaults, where: Where) -> Node:
    given: dict[str, Any] = {}
    if defaults.buffer:
        given["buffer"] = defaults.buffer
    if defaults.cadence:
        given["meetings"] = {"cadence": defaults.cadence}
    return tree(given, where)


def describe(deal: Deal) -> dict[str, object]:
    """What a phase template's prose may name."""
    parties = {
        side: {"name": p.name, "short": p.called} for side, p in (("buyer", deal.buyer), ("seller", deal.seller))
    }
    return {**parties, "plan_name": deal.plan_name, "use_case": deal.use_case}


def with_purposes(deal: Deal, prose: Mapping[str, tuple[str, Where]]) -> tuple[Deal, list[Problem]]:
    """The deal with each phase's purpose: the template's prose filled in, or the deal's own text as typed."""
    phases: dict[str, Phase] = {}
    problems: list[Problem] = []
    values = describe(deal)
    for phase_id, phase in deal.phases.items():
        purpose = str(escape_markdown(phase.purpose))
        if not purpose and phase_id in prose:
            text, where = prose[phase_id]
            purpose, faults = render_prose(text, values, where)
            problems += faults
        phases[phase_id] = phase.model_copy(update={"purpose": purpose})
    return deal.model_copy(update={"phases": phases}), problems


__all__ = ["Base", "Composed", "PhaseTemplate", "Playbook", "base_of", "read_phase", "with_purposes"]
