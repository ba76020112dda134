"""The objective and the value summary: the deal's own words, else the template filled in from the parts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mapdocs.playbook import read_phase
from mapdocs.problems import DealError, Where
from mapdocs.prose import render_prose, unescape_markdown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mapdocs.assets import Template
    from mapdocs.deal import Value
    from mapdocs.plan.parts import Plan
    from mapdocs.playbook import PhaseFile
    from mapdocs.words import Wording

MOST_DRIVERS = 3


def summary_of(value: Value, plan: Plan, kind: str, templates: Mapping[str, Template], words: Wording) -> str:
    """Markdown of three to four sentences; empty where the deal says nothing that it could be made of."""
    if value.summary:
        return value.summary
    told = (value.problem, value.current_state, value.future_state, *value.impact.model_dump().values())
    if not (any(told) or value.drivers):
        return ""
    template = _template(kind, templates, words.language)
    if template is None:
        return ""
    return _filled(template.prose, _names(value, plan, words), template.prose_at)


def objective_of(value: Value, plan: Plan, kind: str, templates: Mapping[str, Template], words: Wording) -> str:
    """One sentence: buyer, solution, outcome, date. Plain text."""
    if value.objective:
        return value.objective
    names = {"buyer": plan.buyer.short, "seller": plan.seller.short}
    if plan.proposed:
        return words.t("front.objective_open", **names)
    template = _template(kind, templates, words.language)
    given = template.node.entries.get("objective") if template and (value.future_state or value.problem) else None
    if template and given and given.kind == "text":
        filled = _filled(given.value, _names(value, plan, words), given.where)
        return unescape_markdown(filled)
    day = words.day(plan.go_live, "long")
    if plan.go_live_why:
        return words.t("front.objective_why", date=day, why=plan.go_live_why.rstrip("."), **names)
    return words.t("front.objective_built", date=day, **names)


def _template(kind: str, templates: Mapping[str, Template], language: str) -> PhaseFile | None:
    file = templates.get(f"value-summary/{kind}.{language}.md") or templates.get(f"value-summary/{kind}.md")
    if file is None:
        return None
    template, problems = read_phase(file.text, file.path)
    if template is None:
        raise DealError(*problems)
    return template


def _filled(text: str, names: Mapping[str, object], where: Where) -> str:
    shown, problems = render_prose(text, names, where)
    if problems:
        raise DealError(*problems)
    return re.sub(r"[ \t\n]+", " ", shown).strip()


def _names(value: Value, plan: Plan, words: Wording) -> dict[str, object]:
    """What value-summary templates may name; docs/playbooks.md lists it."""
    lines = plan.value.drivers if plan.value else ()
    total = plan.value.total if plan.value else None

    def money(amount: object) -> str:
        return words.money(amount, plan.currency) if amount is not None else ""  # type: ignore[arg-type]

    drivers = [
        {
            "metric": line.metric,
            "unit": line.unit,
            "today": words.number(line.today) if line.today is not None else "",
            "target": words.number(line.target) if line.target is not None else "",
            "worth": money(line.worth),
            "confirmed": line.confirmed,
        }
        for line in sorted(lines, key=lambda line: -(line.worth or 0))[:MOST_DRIVERS]
    ]
    return {
        "buyer": {"name": plan.buyer.name, "short": plan.buyer.short},
        "seller": {"name": plan.seller.name, "short": plan.seller.short},
        "plan_name": plan.name,
        "go_live_date": "" if plan.proposed else words.day(plan.go_live, "long"),
        "go_live_why": plan.go_live_why,
        "value": {
            "problem": value.problem,
            "current_state": value.current_state,
            "future_state": value.future_state,
            "objective": value.objective,
            "impact": value.impact.model_dump(),
        },
        "drivers": drivers,
        "total_worth": money(total),
    }
