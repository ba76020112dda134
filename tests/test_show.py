"""What `schedule` tells: a table, sentences, side by side, JSON."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from mapdocs.schedule import schedule_of
from mapdocs.show import as_json, as_text, clean
from tests.samples import SMALL, TINY
from tests.test_study import studied

RANGED = (
    SMALL.replace("duration: 10bd", "duration: {best: 5bd, likely: 10bd, worst: 30bd}")
    .replace("due: 2027-01-29", "done_when: x")
    .replace("    done_when: The report is signed\n", "")
    .replace("    agreed: {on: 2026-11-12, by: [maria, tom]}\n", "")
)

DAY = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"}
DAY_OR_NONE = {"anyOf": [DAY, {"type": "null"}]}
WHOLE = {"type": "integer"}
SHARE = {"type": "number", "minimum": 0, "maximum": 1}
TEXT_OR_NONE = {"type": ["string", "null"]}
PERCENTILES = dict.fromkeys(("p10", "p50", "p80", "p90"), DAY_OR_NONE)


def only(**properties: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON Schema
    """An object with exactly these keys."""
    return {"type": "object", "properties": properties, "required": [*properties], "additionalProperties": False}


TASK = only(
    key={"type": "string", "pattern": r"^M-\d\d"},
    id={"type": "string"},
    title={"type": "string"},
    phase=TEXT_OR_NONE,
    party={"enum": ["buyer", "seller", "both", None]},
    duration=WHOLE,
    **dict.fromkeys(("start", "finish", "early_start", "early_finish", "late_start", "late_finish"), DAY),
    total_float={"type": ["integer", "null"]},
    free_float={"type": "integer", "minimum": 0},
    critical={"type": "boolean"},
    driver={
        "anyOf": [{"type": "null"}, only(kind={"type": "string"}, **{"from": TEXT_OR_NONE}, lag={"type": "string"})]
    },
    criticality=SHARE,
    status={"enum": ["not-started", "in-progress", "at-risk", "blocked", "done", "cancelled"]},
)
PROBLEM = only(
    code={"type": "string"},
    message={"type": "string"},
    where={"anyOf": [{"type": "null"}, only(file={"type": "string"}, line=WHOLE, column=WHOLE)]},
    hint={"type": "string"},
    severity={"enum": ["error", "warning", "info"]},
)
SCHEDULE = {
    "deal": {"type": "string"},
    "today": DAY,
    "target": DAY_OR_NONE,
    "plan": only(go_live=DAY, feasible={"type": "boolean"}, shortfall={"type": "integer", "minimum": 0}),
    "forecast": only(
        go_live=DAY,
        earliest=DAY,
        **PERCENTILES,
        chance={"anyOf": [SHARE, {"type": "null"}]},
        signature={"anyOf": [only(**PERCENTILES), {"type": "null"}]},
    ),
    "critical": {"type": "array", "items": {"type": "string"}},
    "findings": {"type": "array", "items": PROBLEM},
    "tasks": {"type": "array", "items": TASK},
}


def told(folder: Path, text: str, *changes: str) -> str:
    return as_text(studied(folder, text, *changes), colour=False)


@pytest.mark.parametrize("text", [SMALL, TINY, RANGED, TINY.replace("go_live: 2027-03-31\n", "")])
def test_json_has_exactly_the_keys_that_the_commands_page_lists(tmp_path: Path, text: str) -> None:
    """Dates ISO, floats whole numbers, null where there is nothing."""
    found = json.loads(json.dumps(as_json(studied(tmp_path, text))))

    jsonschema.validate(found, only(**SCHEDULE))
    keys = {task["key"] for task in found["tasks"]}
    assert keys >= set(found["critical"])
    assert keys >= {task["driver"]["from"] for task in found["tasks"] if task["driver"]["from"]}


def test_json_of_a_what_if_has_both(tmp_path: Path) -> None:
    """The new dates where the dates always are, the old ones under `was`."""
    found = as_json(studied(tmp_path, SMALL, "M-02+40bd"))

    jsonschema.validate(found, only(**SCHEDULE, what_if={"type": "array"}, was=only(**SCHEDULE)))
    assert as_json(studied(tmp_path, SMALL)) == found["was"]
    assert ["M-02+40bd"] == found["what_if"]


def test_the_table_has_a_line_a_task_under_its_phase(tmp_path: Path) -> None:
    """Aligned; key, task, owners, dates, float, what drives it; a mark on the driving chain."""
    lines = told(tmp_path, SMALL).splitlines()
    head = next(line for line in lines if "driven by" in line)
    proof = next(line for line in lines if "Proof on Marlow" in line)

    assert "F-01 Prove it" in lines
    assert proof.startswith("*  M-02")
    assert "Maria Keller, Tom Weiss" in proof
    assert head.index("start") == proof.index("Mon 18 Jan 2027")
    assert "M-01" == proof[head.index("driven by") :] or "due" in proof[head.index("driven by") :]


def test_the_driving_chain_is_a_sentence(tmp_path: Path) -> None:
    """From first to last, with keys."""
    chain = "What drives go-live: Proof on Marlow's data (M-02), then Contract signed (M-03), then Live (M-04)."
    assert chain in told(tmp_path, SMALL).splitlines()


def test_a_range_is_told_where_there_is_one_and_what_to_write_where_there_is_none(tmp_path: Path) -> None:
    """Go-live and signature, and the chance of the target."""
    ranged = told(tmp_path, RANGED)

    assert re.search(
        r"^Range of go-live: 10% by .*, of 2,000 runs. The target is kept in 100% of them.$", ranged, re.MULTILINE
    )
    assert "\nRange of signature: 10% by " in ranged
    assert "Range: none; no open task has best and worst durations" in told(tmp_path, SMALL)


def test_what_misses_the_target_says_by_how_much(tmp_path: Path) -> None:
    """In the plan's line, in the forecast's, and among the findings with a next step."""
    late = told(tmp_path, SMALL.replace("date: 2027-06-30", "date: 2027-01-15"))

    assert "business days after the target, Fri 15 Jan 2027." in late
    assert "Findings:\n- deal.yaml:3:17: warning: target-missed:" in late


def test_without_a_date_the_plan_is_a_proposal(tmp_path: Path) -> None:
    """And says so."""
    assert "a proposal; the deal has no go-live date." in told(tmp_path, TINY.replace("go_live: 2027-03-31\n", ""))


def test_side_by_side_shows_only_what_moves(tmp_path: Path) -> None:
    """Go-live first; each task as it is and as it would be; a dropped one says so."""
    lines = told(tmp_path, RANGED, "M-02+5bd").splitlines()
    none = told(tmp_path, SMALL, "M-02=2027-01-29")
    gone = told(tmp_path, SMALL, "drop proof")

    assert "What if: M-02+5bd" in lines
    assert any(re.match(r"forecast go-live +\w+ \d+ \w+ \d+ +\w+ \d+ \w+ \d+ +\+\d+ days$", line) for line in lines)
    assert ["M-02", "M-03", "M-04"] == [line[:4] for line in lines if line.startswith("M-")]
    assert "No task moves." in none
    assert "  dropped  " in gone


def test_colour_is_only_added(tmp_path: Path) -> None:
    """Without it the same text."""
    found = studied(tmp_path, SMALL)
    coloured = as_text(found, colour=True)

    assert "\x1b[" in coloured
    assert as_text(found, colour=False) == re.sub(r"\x1b\[\d*m", "", coloured)


def test_nothing_that_a_terminal_obeys_is_passed_on() -> None:
    """Titles and names are text."""
    assert "Clear [2J this" == clean("Clear\x1b[2J\n this\r")


def test_a_person_is_named_and_a_role_is_whoever_holds_it(tmp_path: Path) -> None:
    """Else in its words."""
    text = SMALL.replace("buyer: maria\n    seller: tom", "buyer: role:champion\n    seller: role:solution-engineer")

    assert "Maria Keller, solution engineer" in told(tmp_path, text)


NEAR = """\
buyer: {name: B}
seller: {name: S}
go_live: 2026-12-16
phases: {p: {title: P}}
tasks:
  a: {title: A, phase: p, duration: 15bd}
  b: {title: B, phase: p, duration: 13bd}
  c: {title: C, phase: p, duration: 12bd}
  z: {title: Live, phase: p, duration: 0, role: go-live, after: [a, b, c]}
"""


def test_what_is_nearly_critical_is_marked(tmp_path: Path) -> None:
    """Five days of float or less, and not on the chain itself."""
    marks = {line[3:7]: line[0] for line in told(tmp_path, NEAR).splitlines() if line[3:5] == "M-"}

    assert {"M-01": "*", "M-02": "~", "M-03": " ", "M-04": "*"} == marks


def test_what_runs_side_by_side_is_told_so(tmp_path: Path) -> None:
    """Ties are no sequence; of very many the first, and how many more."""
    tied = NEAR.replace("13bd", "15bd")
    row = "  b%d: {title: B%d, phase: p, duration: 2bd}\n"
    wide = "".join(row % (k, k) for k in range(40))
    many = NEAR.partition("  a:")[0] + wide + "  z: {title: Live, phase: p, duration: 0, role: go-live, after: [%s]}\n"
    assert "What drives go-live: A (M-01) and B (M-02) side by side, then Live (M-04)." in told(tmp_path, tied)

    fan = told(tmp_path, many % ", ".join(f"b{k}" for k in range(40)))

    assert re.search(
        r"go-live: B0 \(M-\d+\), B1 \(M-\d+\), B2 \(M-\d+\) and 37 more side by side, then Live \(M-\d+\)\.", fan
    )


def test_the_forecast_says_how_it_stands_to_a_target_that_is_missed(tmp_path: Path) -> None:
    """Not that it is as planned."""
    late = told(tmp_path, NEAR.replace("2026-12-16", "2026-12-04"))

    assert re.search(
        r"^Forecast: .* if all goes as estimated, \d+ business days? after the target\.$", late, re.MULTILINE
    )


def test_only_the_target_is_called_the_target(tmp_path: Path) -> None:
    """What was live before it says by how much."""
    rows = (
        NEAR.partition("  a:")[0] + "  z: {title: Live, phase: p, duration: 0, role: go-live, finished: 2026-11-12}\n"
    )

    assert "Plan: live on Thu 12 Nov 2026, 34 days before the target, Wed 16 Dec 2026." in told(tmp_path, rows)
    assert "Plan: live on Wed 16 Dec 2026, the target." in told(tmp_path, NEAR)


def test_what_holds_go_live_after_go_live_makes_the_plan_infeasible(tmp_path: Path) -> None:
    """In JSON, in the plan's line, and as a finding."""
    rows = (
        "  z: {title: Live, phase: p, duration: 0, role: go-live}\n"
        "  v: {title: V, phase: p, after_target: true}\n"
        "  w: {title: W, phase: p, after: [v]}\n"
    )
    text = NEAR.partition("  a:")[0] + rows
    plan = as_json(studied(tmp_path, text))["plan"]

    assert isinstance(plan, dict)
    assert not plan["feasible"]
    assert plan["shortfall"] == 10
    assert "10 business days after the target, Wed 16 Dec 2026." in told(tmp_path, text)


def test_an_agreed_start_that_keeps_a_task_is_called_that(tmp_path: Path) -> None:
    """And not a not_before that the file does not have."""
    found = studied(tmp_path, NEAR)
    held = {"a": date(2027, 1, 11)}
    prepared = replace(found.opened.prepared, held=held)
    now = replace(found.now, schedule=schedule_of(prepared))
    lines = as_text(replace(found, opened=replace(found.opened, prepared=prepared), now=now), colour=False).splitlines()

    assert next(line for line in lines if "M-01" in line).endswith("  its agreed start")
    assert "not before this day" not in "".join(lines)
