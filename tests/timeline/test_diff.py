"""What moved, told by case files with shares worked out by hand; and what holds for any two states of a deal."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mapdocs.history import Snapshot
from mapdocs.timeline.diff import diff_timelines
from mapdocs.timeline.parts import Cause, TimelineDiff
from tests.timeline.states import plan, random_pair, snapshot


class Plain(yaml.SafeLoader):
    """Every scalar is text; merge keys work."""


Plain.yaml_implicit_resolvers = {"<": yaml.SafeLoader.yaml_implicit_resolvers["<"]}

FILES = sorted((Path(__file__).parent.parent / "timeline_cases").glob("*.yaml"))
READ = [(file.stem, case) for file in FILES for case in yaml.load(file.read_text("utf-8"), Plain)]  # noqa: S506
CASES = [pytest.param(case, id=f"{name}: {case['name']}") for name, case in READ]


@pytest.mark.parametrize("case", CASES)
def test_the_slip_and_its_causes_are_as_the_case_says(case: dict[str, Any]) -> None:
    """Slip, causes with their shares, and the float that was used come out as worked out by hand."""
    between = [state(given) for given in case.get("between", ())]
    found = diff_timelines(state(case["was"]), state(case["now"], case.get("out", ())), between)

    assert int(case["slip"]) == found.go_live.days
    assert case["causes"] == [told(cause) for cause in found.causes]
    if "floats" in case:
        assert case["floats"] == [f"{used.task.id} {used.days}" for used in found.floats]


def state(given: dict[str, Any], out: tuple[str, ...] = ()) -> Snapshot:
    deal = {"start": "2026-11-02"} | {key: value for key, value in given.items() if key not in ("today", "held")}
    held = {name: date.fromisoformat(day) for name, day in given.get("held", {}).items()}
    return snapshot(deal, date.fromisoformat(given.get("today", "2026-11-02")), out=tuple(out), held=held)


def told(cause: Cause) -> str:
    name = cause.task.id if cause.task else cause.title
    return f"{cause.kind} {name} {cause.party} {cause.share} {cause.alone} {cause.without}"


def test_there_are_enough_cases() -> None:
    """Every kind of cause is worked out by hand in one of at least 25 cases."""
    kinds = {text.split()[0] for _, case in READ for text in case["causes"]}

    assert len(CASES) >= 25
    assert kinds == {"duration", "start", "actual", "link", "scope-added", "scope-removed", "calendar", "pin",
                     "target", "time", "setting"}  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 10**9))
def test_shares_add_up_for_any_two_states(seed: int) -> None:
    """Whatever changed between two schedules, the shares are the slip, and no rest is left unexplained."""
    was, now = random_pair(seed)
    found = diff_timelines(was, now)

    assert found.go_live.days == sum(cause.share for cause in found.causes)
    assert not [cause for cause in found.causes if cause.title == "rules"]


@settings(deadline=None, max_examples=60)
@example(18003)  # two removed tasks may take the same link with them
@given(st.integers(0, 10**9))
def test_the_order_of_tasks_does_not_matter(seed: int) -> None:
    """The same deals with their tasks in another order have the same causes."""
    was, now = random_pair(seed)
    shuffled = diff_timelines(mixed(was, seed), mixed(now, seed))

    assert sorted(map(told, diff_timelines(was, now).causes)) == sorted(map(told, shuffled.causes))


def mixed(given: Snapshot, seed: int) -> Snapshot:
    names = list(given.deal.tasks)
    random.Random(seed).shuffle(names)  # noqa: S311 - an example, no secret
    tasks = {name: given.deal.tasks[name] for name in names}
    return snapshot(given.deal.model_copy(update={"tasks": tasks}), given.today, held=given.held)


def test_all_that_moved_is_told() -> None:
    """Go-live, the plan, the target, the signature and the tasks, each with was and now."""
    tasks = {"sign": {"duration": "5bd", "role": "signature"}, "live": {"duration": "5bd", "after": ["sign"]}}
    later = tasks | {"sign": {"duration": "8bd", "role": "signature"}}
    was = snapshot({"start": "2026-11-02", "go_live": "2026-12-18", "tasks": tasks})
    found = diff_timelines(was, snapshot({"start": "2026-11-02", "go_live": "2026-12-18", "tasks": later}))

    assert found.signature
    assert (5, 3) == (found.go_live.days, found.go_live.business_days)
    assert (5, 3) == (found.signature.days, found.signature.business_days)
    assert not found.target.moved
    assert "working" == found.to


def test_the_log_gives_the_reason_that_buyers_may_read() -> None:
    """A cause quotes `reason` of entries for all; what was noted is kept apart."""
    log = [
        {"on": "2026-11-03", "what": "They forgot", "reason": "More time is needed", "task": "a", "audience": "all"},
        {"on": "2026-11-04", "what": "Nobody answers", "reason": "Not for buyers", "task": "a"},
    ]
    tasks = {"a": {"duration": "5bd"}}
    was, now = snapshot({"tasks": tasks}), snapshot({"log": log, "tasks": {"a": {"duration": "8bd"}}})
    (cause,) = diff_timelines(was, now).causes

    assert "More time is needed" == cause.reason
    assert "They forgot; Not for buyers (Nobody answers)" == cause.note


def test_an_internal_task_makes_an_internal_cause() -> None:
    """What a buyer may not see is marked, whether it is internal now or was."""
    was = plan(a={"duration": "5bd", "audience": "internal"})
    (cause,) = diff_timelines(was, plan(a={"duration": "8bd"})).causes

    assert cause.internal


def many(longer: int) -> Snapshot:
    tasks: dict[str, Any] = {f"t{k}": {"duration": "8bd" if k < longer else "5bd"} for k in range(14)}
    return plan(**tasks)


def test_many_causes_are_shared_by_seeded_orders() -> None:
    """Above 12 causes 2,000 orders stand for all: the diff says so, and the shares come close to the exact ones."""
    found: TimelineDiff = diff_timelines(many(0), many(14))

    assert "2,000 permutations" == found.method
    assert found == diff_timelines(many(0), many(14))
    assert all(abs(float(cause.share) - 5 / 14) < 0.05 for cause in found.causes)


def test_twelve_causes_are_shared_exactly() -> None:
    """Up to 12 causes in one recording count in every order there is."""
    found = diff_timelines(many(0), many(12))

    assert "exact" == found.method


def test_a_calendar_has_its_reason_from_the_log() -> None:
    """An entry may be about a side's working days; it is quoted with what changed them, and with nothing else."""
    closed = {"name": "B", "closures": [{"from": "2026-11-05", "name": "Stocktaking"}]}
    log = [
        {"on": "2026-11-03", "reason": "All are in the stores that day", "calendar": "buyer", "audience": "all"},
        {"on": "2026-11-03", "reason": "Nothing to do with it", "calendar": "seller", "audience": "all"},
        {"on": "2026-11-03", "reason": "Neither", "audience": "all"},
    ]
    tasks = {"a": {"duration": "5bd", "buyer": "x"}}
    was = snapshot({"tasks": tasks})
    (cause,) = diff_timelines(was, snapshot({"tasks": tasks, "buyer": closed, "log": log})).causes

    assert "Stocktaking" == cause.title
    assert 3 == cause.share
    assert "All are in the stores that day" == cause.reason


def test_an_entry_about_both_calendars_is_about_either() -> None:
    """A holiday that was missed on both sides is told once, with both."""
    closed = {"closures": [{"from": "2026-11-05", "name": "Holiday"}]}
    log = [{"on": "2026-11-03", "reason": "A public holiday", "calendar": "both", "audience": "all"}]
    tasks = {"a": {"duration": "5bd", "buyer": "x"}, "b": {"duration": "5bd", "seller": "y"}}
    sides = {"buyer": {"name": "B"} | closed, "seller": {"name": "S"} | closed}
    found = diff_timelines(snapshot({"tasks": tasks}), snapshot({"tasks": tasks, "log": log} | sides))

    assert ["A public holiday"] * 2 == [cause.reason for cause in found.causes]
