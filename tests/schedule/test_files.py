"""What is wrong with a deal file's dates is told at its line; bad input of any size ends soon, with problems only."""

from __future__ import annotations

import time
from typing import Any

import pytest
import yaml

from mapdocs.compose import compose
from mapdocs.problems import DealError, MapdocsError, Problem
from mapdocs.schedule import make_schedule
from mapdocs.source import read_yaml
from mapdocs.timetable import Schedule
from tests.conftest import ROOT
from tests.reading import shipped
from tests.samples import TODAY

HEAD = "buyer: {name: B, country: GB}\nseller: {name: S, country: DE}\nphases: {p: {title: P}}\n"
CASES = yaml.load((ROOT / "tests/schedule_files/cases.yaml").read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - text


def scheduled(text: str) -> Schedule:
    """The schedule of a deal file with this text under the heads of two companies."""
    node, problems = read_yaml(HEAD + text, "deal.yaml")
    if node is None or problems:
        raise DealError(*problems)
    composed = compose(node, shipped().templates, "en")
    return make_schedule(composed.deal, TODAY, composed.place, composed.left_out)


def told(problems: tuple[Problem, ...]) -> list[str]:
    lines = sorted((p.where.line if p.where else 0, p.code) for p in problems)
    return [f"{code} at {line}" for line, code in lines]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_is_wrong_is_told_at_its_line(case: dict[str, Any]) -> None:
    """Each error and finding with its code and line, and a next step."""
    try:
        schedule = scheduled(case["file"])
    except MapdocsError as error:
        kind, problems = "errors", error.problems
    else:
        kind, problems = "findings", schedule.findings

    assert sorted(case.get(kind, []), key=by_line) == sorted(told(problems), key=by_line)
    assert all(problem.hint for problem in problems)


def by_line(told: str) -> tuple[int, str]:
    code, _, line = told.partition(" at ")
    return int(line), code


def fan(count: int) -> str:
    """Many tasks that wait for one, and one that waits for them all."""
    rows = "".join(f"  t{k}: {{title: T, phase: p, after: [first]}}\n" for k in range(count))
    names = ", ".join(f"t{k}" for k in range(count))
    return f"tasks:\n  first: {{title: A, phase: p}}\n{rows}  last: {{title: Z, phase: p, after: [{names}]}}\n"


def test_a_fan_of_ten_thousand_links_is_scheduled_soon() -> None:
    """Five thousand tasks between two."""
    start = time.process_time()
    schedule = scheduled(fan(5000))

    assert schedule.forecast == schedule.tasks["last"].early_finish
    assert 5002 == len(schedule.critical)
    assert time.process_time() - start < 30


def test_a_ring_of_thousands_is_found_soon() -> None:
    """The shortest one, in bounded work."""
    rows = "".join(
        f"  t{k}: {{title: T, phase: p, after: [t{(k + 1) % 3000}, t{(k * 7 + 1) % 3000}]}}\n" for k in range(3000)
    )
    start = time.process_time()
    with pytest.raises(DealError) as caught:
        scheduled(f"tasks:\n{rows}")

    assert {"cycle", "self-link"} >= {problem.code for problem in caught.value.problems}
    assert time.process_time() - start < 30
