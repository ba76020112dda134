from __future__ import annotations

from datetime import date

from mapdocs.problems import Problem
from mapdocs.schedule import make_schedule
from tests.schedule.plans import deal, schedule


def test_every_finding_has_a_next_step() -> None:
    """A plan with much wrong: each finding is a warning, names its task and says what to do."""
    tasks = {
        "a": {"duration": "9bd", "title": "Security review", "deadline": "2026-11-06"},
        "b": {"duration": "2bd", "due": "2026-11-09", "after": ["a FS+30cd"]},
        "c": {"duration": "2bd", "due": "2026-11-12", "fixed": "true", "after": ["a"]},
        "d": {"started": "2026-10-29", "after": ["a"]},
        "live": {"duration": "0", "role": "go-live", "after": ["b"]},
    }
    found = schedule(tasks, go_live="2026-11-15").findings
    codes = {finding.code for finding in found}

    expected = {"target-nonworking", "target-missed", "deadline-missed", "pin-broken", "link-violated"}
    assert expected | {"out-of-sequence", "negative-float", "open-end", "long-lag"} == codes
    assert all(finding.hint and finding.severity == "warning" for finding in found)
    assert any('"Security review"' in finding.message for finding in found)


def test_a_plan_that_works_has_none() -> None:
    """No finding where target, dates and links agree."""
    tasks = {"a": {"due": "2026-11-13"}, "live": {"duration": "0", "role": "go-live", "after": ["a"]}}

    assert () == schedule(tasks, go_live="2026-12-18").findings


def test_what_is_all_done_finds_nothing_missed() -> None:
    """A target that was missed is history once the plan is done."""
    tasks = {"live": {"duration": "0", "role": "go-live", "status": "done", "finished": "2026-11-20"}}
    found: tuple[Problem, ...] = make_schedule(deal(tasks, go_live="2026-11-13"), date(2026, 11, 30)).findings

    assert () == found
