"""The shipped playbooks, phase templates and value summaries hold together, in every language."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from mapdocs.assets import Template
from mapdocs.conditions import holds
from mapdocs.deal import Task
from mapdocs.links import Link
from mapdocs.playbook import base_of
from mapdocs.problems import Where
from mapdocs.prose import render_prose

TEMPLATES = Path(__file__).parent.parent / "templates"
PHASES = sorted(p.stem for p in (TEMPLATES / "phases").glob("*.md") if "." not in p.stem)
PLAYBOOKS = sorted(p.stem for p in (TEMPLATES / "playbooks").glob("*.yaml") if "." not in p.stem)
SUMMARIES = ("gap", "narrative", "quantified")
LANGUAGES = ("de", "fr")
TASK_TEXTS = ("title", "done_when", "why", "deliverable", "note")
MAX_TITLE = 60
MAX_LIGHT = 8
MAX_SENTENCES = 4
BUYER_ROLES = {
    "champion",
    "change-lead",
    "clinical-lead",
    "compliance",
    "data-protection",
    "economic-buyer",
    "end-user-lead",
    "evaluation-committee",
    "executive-sponsor",
    "finance",
    "it-operations",
    "legal",
    "procurement",
    "project-manager",
    "security",
    "technical-lead",
    "works-council",
}
SELLER_ROLES = {
    "account-executive",
    "customer-success",
    "deal-desk",
    "executive-sponsor",
    "implementation-lead",
    "legal",
    "partner",
    "project-manager",
    "security",
    "solution-engineer",
}
NO_IMPACT = {"users": "", "customers": "", "productivity": "", "margin": ""}
NOTHING = {"problem": "", "current_state": "", "future_state": "", "objective": "", "impact": NO_IMPACT}
HOURS = {"metric": "Hours", "unit": "h", "today": "90", "target": "30", "worth": "£9", "confirmed": True}
FINES = {"metric": "Fines", "unit": "", "today": "", "target": "", "worth": "£1", "confirmed": False}
TOLD = {
    "problem": "too slow.",
    "current_state": "Two days",
    "future_state": "One hour.",
    "objective": "",
    "impact": {
        "users": "Calm days",
        "customers": "Fewer calls",
        "productivity": "Twice the cases",
        "margin": "More left",
    },
}
KNOWN: dict[str, dict[str, object]] = {
    "nothing": {"value": NOTHING, "drivers": [], "total_worth": "", "go_live_date": "", "go_live_why": ""},
    "problem": {
        "value": {**NOTHING, "problem": "Too slow"},
        "drivers": [],
        "total_worth": "",
        "go_live_date": "1 May",
        "go_live_why": "",
    },
    "one driver": {"value": NOTHING, "drivers": [HOURS], "total_worth": "£9", "go_live_date": "", "go_live_why": ""},
    "all": {
        "value": TOLD,
        "drivers": [HOURS, FINES, {**FINES, "metric": "Stops"}],
        "total_worth": "£11",
        "go_live_date": "1 May",
        "go_live_why": "The rule starts.",
    },
}
# Business days from kick-off to go-live, without the buffer, that a practitioner would believe.
PLAUSIBLE = {
    "enterprise-saas": (95, 130),
    "mid-market-saas": (45, 70),
    "light": (30, 42),
    "regulated-industry": (100, 165),
    "renewal-expansion": (40, 75),
    "hardware-and-services": (85, 130),
    "public-sector": (120, 175),
}


def load(text: str) -> Any:  # noqa: ANN401 - YAML is what it is
    """YAML with every scalar as text, as mapdocs reads it."""
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - makes text, lists and maps only


def read(name: str) -> tuple[dict[str, Any], str]:
    """Front matter and prose of a Markdown template."""
    opening, front, prose = (TEMPLATES / name).read_text("utf-8").split("---\n", 2)

    assert opening == ""

    return load(front), prose.strip()


def phase(name: str) -> dict[str, Any]:
    """A phase's front matter."""
    return read(f"phases/{name}.md")[0]


def playbook(name: str) -> dict[str, Any]:
    """A playbook as written."""
    return dict(load((TEMPLATES / "playbooks" / f"{name}.yaml").read_text("utf-8")))


def tasks_of(name: str) -> dict[str, Task]:
    """All tasks of a playbook, as the deal's own type, which refuses keys and values that the format lacks."""
    return {
        key: Task.model_validate(task)
        for name in playbook(name)["phases"]
        for key, task in phase(name)["tasks"].items()
    }


def links_of(tasks: dict[str, Task]) -> list[tuple[str, str, Link]]:
    """Every link as predecessor, successor, link."""
    after = [(link.task, key, link) for key, task in tasks.items() for link in task.after]
    return after + [(key, link.task, link) for key, task in tasks.items() for link in task.before]


def in_order(tasks: dict[str, Task]) -> list[str]:
    """Ids with each predecessor before its successors; fails on a cycle."""
    waits = {key: {first for first, then, _ in links_of(tasks) if then == key} for key in tasks}
    done: list[str] = []
    while ready := [key for key in waits if key not in done and waits[key] <= set(done)]:
        done += ready

    assert set(tasks) == set(done), f"cycle among {sorted(set(tasks) - set(done))}"

    return done


def business_days(days: int, unit: str) -> float:
    """A number of days in business days."""
    return days * 5 / 7 if unit == "cd" else days


def applies(when: str, name: str) -> bool:
    """Whether a condition holds for an ordinary deal of the playbook."""
    fit = playbook(name)["for"]
    deal = {"amount": Decimal(100_000), "size": fit["size"][-1], "industry": "".join(fit["industry"][:1])}
    return not when or holds(when, {**deal, "use_case": "", "regions": ["EU"], "tags": []})


def path_to_go_live(name: str) -> float:
    """Business days from the first task to go-live for an ordinary deal; a task left out takes none."""
    tasks = tasks_of(name)
    finish: dict[str, float] = {}
    start: dict[str, float] = {}
    for key in in_order(tasks):
        span = tasks[key].duration
        took = business_days(span.days, span.likely.unit) if span and applies(tasks[key].when, name) else 0.0
        start[key] = max(
            [0.0]
            + [
                (start if link.type in ("SS", "SF") else finish)[first]
                + business_days(link.lag.days, link.lag.unit)
                - (took if link.type in ("FF", "SF") else 0)
                for first, then, link in links_of(tasks)
                if then == key
            ]
        )
        finish[key] = start[key] + took
    return next(finish[key] for key, task in tasks.items() if task.role == "go-live")


def texts(front: dict[str, Any]) -> dict[str, str]:
    """Every printed text of a phase by its path."""
    found: dict[str, str] = {key: front[key] for key in ("title", "buyer_title") if key in front}
    found |= {f"exit.{number}": text for number, text in enumerate(front.get("exit", []))}
    for key, task in front.get("tasks", {}).items():
        found |= {f"{key}.{part}": task[part] for part in TASK_TEXTS if part in task}
        found |= {f"{key}.actions.{step}": action["title"] for step, action in task.get("actions", {}).items()}
    return found


def owners(task: dict[str, Any]) -> list[tuple[str, str]]:
    """Each side and role named for a task or one of its steps."""
    rows = [task, *task.get("actions", {}).values()]
    return [(side, row[side]) for row in rows for side in ("buyer", "seller") if side in row]


@pytest.mark.parametrize("name", PLAYBOOKS)
def test_playbook_is_complete(name: str) -> None:
    """A playbook has the keys of its format, its phases and its value summary exist, no task id occurs twice."""
    book = playbook(name)
    keys = [key for part in book["phases"] for key in phase(part)["tasks"]]

    assert set(book) == {"title", "version", "for", "phases", "value_summary", "defaults"}
    assert set(book["phases"]) <= set(PHASES)
    assert book["value_summary"] in SUMMARIES
    assert sorted(set(keys)) == sorted(keys)


@pytest.mark.parametrize("name", PLAYBOOKS)
def test_network_is_sound(name: str) -> None:
    """Links name tasks of the playbook, there is no cycle, and every task but the kick-off waits for something."""
    tasks = tasks_of(name)

    assert {first for first, _, _ in links_of(tasks)} | {then for _, then, _ in links_of(tasks)} <= set(tasks)
    assert in_order(tasks)
    assert [key for key, task in tasks.items() if not task.after] == ["kick-off"]


@pytest.mark.parametrize("name", PLAYBOOKS)
def test_milestones_that_carry_the_plan(name: str) -> None:
    """One kick-off, signature, go-live and first value each, all without a duration; what follows go-live is marked."""
    tasks = tasks_of(name)
    roles = [task.role for task in tasks.values()]
    after_go_live = {next(key for key, task in tasks.items() if task.role == "go-live")}
    for key in in_order(tasks):
        if any(then == key and first in after_go_live for first, then, _ in links_of(tasks)):
            after_go_live.add(key)
            assert tasks[key].after_target, key

    assert [roles.count(role) for role in ("kick-off", "signature", "go-live", "first-value")] == [1, 1, 1, 1]
    assert all(t.is_milestone for t in tasks.values() if t.role in ("kick-off", "signature", "go-live", "first-value"))
    assert all(task.milestone == "finish" or task.is_milestone for task in tasks.values())


@pytest.mark.parametrize("name", PLAYBOOKS)
def test_every_row_says_who_and_when_done(name: str) -> None:
    """Each task has a title, a sign that it is done, a duration and an owner; its work leads to go-live or past it."""
    tasks = tasks_of(name)
    leads_on = {first for first, _, _ in links_of(tasks)}

    for key, task in tasks.items():
        assert task.title, key
        assert task.done_when, key
        assert task.duration is not None, key
        assert task.buyer or task.seller, key
        assert key in leads_on or task.after_target or task.off_path or task.role == "go-live", key


def test_ships_the_seven_playbooks() -> None:
    """The seven playbooks are there, and no phase file is used by none of them."""
    assert sorted(PLAUSIBLE) == PLAYBOOKS
    assert {part for name in PLAYBOOKS for part in playbook(name)["phases"]} == set(PHASES)


@pytest.mark.parametrize("name", PLAYBOOKS)
def test_path_to_go_live_is_plausible(name: str) -> None:
    """Kick-off to go-live takes as long as people in the field would expect."""
    low, high = PLAUSIBLE[name]

    assert low <= path_to_go_live(name) <= high


def test_light_is_light() -> None:
    """The light playbook has at most eight tasks in all."""
    assert len(tasks_of("light")) <= MAX_LIGHT


@pytest.mark.parametrize("name", PHASES)
def test_owners_are_known_roles(name: str) -> None:
    """Owners are roles of their side's list, so that the locale file has words for them."""
    known = {"buyer": BUYER_ROLES, "seller": SELLER_ROLES}
    for key, task in phase(name)["tasks"].items():
        for side, owner in owners(task):
            assert owner.removeprefix("role:") in known[side], key
        for owner in [task[k] for k in ("approver",) if k in task] + task.get("contributors", []):
            assert owner.removeprefix("role:") in BUYER_ROLES, key


@pytest.mark.parametrize("name", [f"{p}{ext}" for p in PHASES for ext in (".md", ".de.md", ".fr.md")])
def test_texts_are_short_and_plain(name: str) -> None:
    """Titles fit a table cell, no text speaks of people in the seller's words, front matter holds no markup."""
    front, prose = read(f"phases/{name}")
    printed = texts(front)

    assert prose
    for path, text in printed.items():
        if path.endswith("title"):
            assert len(text) <= MAX_TITLE, text
        assert "{{" not in text, text
        assert path.endswith(".note") == text.endswith("."), text
    assert "champion" not in " ".join([*printed.values(), prose]).casefold()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PHASES)
def test_translations_are_whole(name: str, language: str) -> None:
    """A translation has every text of its phase and no other, nothing left in English, and texts only."""
    front, prose = read(f"phases/{name}.md")
    overlay, translated = read(f"phases/{name}.{language}.md")
    allowed = {*TASK_TEXTS, "actions"}

    assert set(texts(overlay)) == set(texts(front))
    assert ("guidance" in overlay) == ("guidance" in front)
    assert all(set(task) <= allowed for task in overlay["tasks"].values())
    assert [path for path, text in texts(front).items() if texts(overlay)[path] == text] == []
    assert prose != translated


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
@pytest.mark.parametrize("name", PLAYBOOKS)
def test_mapdocs_reads_them_without_a_problem(name: str, language: str) -> None:
    """Composing finds nothing wrong in a shipped playbook, in any language, and every phase has its purpose."""
    files = {path.relative_to(TEMPLATES).as_posix(): path for path in TEMPLATES.glob("p*/*.*")}
    templates = {key: Template(path.read_text("utf-8"), key) for key, path in files.items()}
    base = base_of(name, templates, language, Where("deal.yaml", 1, 1))
    party = {"name": "Marlow Bank", "short": "Marlow"}
    values = {"buyer": party, "seller": party, "plan_name": "Plan", "use_case": ""}

    assert base.problems == ()
    for text, where in base.prose.values():
        assert render_prose(text, values, where)[1] == []


@pytest.mark.parametrize("known", KNOWN)
@pytest.mark.parametrize("name", [f"{s}{ext}" for s in SUMMARIES for ext in (".md", ".de.md", ".fr.md")])
def test_value_summaries_are_prose_whatever_is_known(name: str, known: str) -> None:
    """Objective and summary are whole sentences, at most four, in one paragraph, also where parts are missing."""
    front, prose = read(f"value-summary/{name}")
    parties = {"buyer": {"name": "Marlow Bank", "short": "Marlow"}, "seller": {"name": "Fernhill", "short": "Fernhill"}}
    values = {**KNOWN[known], **parties, "plan_name": "Plan"}
    objective, objective_faults = render_prose(front["objective"], values, Where(name, 1, 1))
    summary, faults = render_prose(prose, values, Where(name, 1, 1))
    sentences = re.findall(r"[^.]+\.", str(summary).replace("\\", ""))

    assert front["title"]
    assert objective_faults + faults == []
    assert str(objective).endswith(".")
    assert "\n\n" not in summary
    assert bool(summary) == (known != "nothing")
    assert not summary or str(summary).endswith(".")
    assert len(sentences) <= MAX_SENTENCES
    assert not re.search(r"  |\.\.|None| [,.]", f"{objective} {summary}")
