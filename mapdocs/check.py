"""check: every problem of the deals, and the forms in which other programs read them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import quote

from mapdocs.documents import document_of
from mapdocs.problems import MapdocsError, Problem, in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from pathlib import Path

    from mapdocs.workspace import DealPlace, Workspace

_LEVELS = {"error": "error", "warning": "warning", "info": "notice"}
_SARIF = "https://json.schemastore.org/sarif-2.1.0.json"


def check_deal(workspace: Workspace, place: DealPlace, today: date, current: Path) -> list[Problem]:
    """All that is wrong with a deal and what shapes its documents; nothing is written."""
    try:
        document = document_of(workspace, place, today, "internal", "full", "", current, keep=False)
    except MapdocsError as error:
        return in_order(error.problems)
    return in_order(document.problems)


def as_text(problems: Sequence[Problem], _tool: str) -> str:
    """One line a problem."""
    return "\n".join(map(str, problems))


def as_json(problems: Sequence[Problem], _tool: str) -> str:
    """One document: the problems as docs/commands.md has them."""
    return json.dumps({"problems": [problem.as_json() for problem in problems]}, indent=2, ensure_ascii=False)


def as_github(problems: Sequence[Problem], _tool: str) -> str:
    """Workflow commands, which show each problem at its line of a pull request."""
    lines = []
    for problem in problems:
        where = problem.where
        place = ",".join(
            [
                f"file={_escaped(where.file, more=True)}",
                *([f"line={where.line},col={where.column}"] if where.line else []),
            ]
            if where
            else []
        )
        text = _escaped(f"{problem.message} {problem.hint}".strip())
        lines.append(f"::{_LEVELS[problem.severity]} {place},title={problem.code}::{text}".replace(" ,", " "))
    return "\n".join(lines)


def _escaped(text: str, *, more: bool = False) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if more else text


def as_sarif(problems: Sequence[Problem], tool: str) -> str:
    """SARIF 2.1.0, which code-scanning views read."""
    rules = sorted({problem.code for problem in problems})
    results = [_result(problem) for problem in problems]
    driver = {"name": "mapdocs", "version": tool, "rules": [{"id": rule} for rule in rules]}
    run = {"tool": {"driver": driver}, "results": results}
    return json.dumps({"$schema": _SARIF, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False)


def _result(problem: Problem) -> dict[str, object]:
    level = {"info": "note"}.get(problem.severity, problem.severity)
    text = f"{problem.message} {problem.hint}".strip()
    result: dict[str, object] = {"ruleId": problem.code, "level": level, "message": {"text": text}}
    if problem.where:
        file = quote(problem.where.file)
        uri = f"file://{file}" if file.startswith("/") else file
        physical: dict[str, object] = {"artifactLocation": {"uri": uri}}
        if problem.where.line:
            physical["region"] = {"startLine": problem.where.line, "startColumn": max(1, problem.where.column)}
        result["locations"] = [{"physicalLocation": physical}]
    return result


FORMATS: dict[str, Callable[[Sequence[Problem], str], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}
