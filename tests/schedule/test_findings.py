from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from mapdocs.problems import Problem
from mapdocs.schedule import make_schedule
from tests.schedule.plans import MONDAY, deal, schedule


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


def go(*after: str) -> dict[str, Any]:
    return {"duration": "0", "role": "go-live", "after": list(after)}


def hints(tasks: dict[str, Any], target: str, held: dict[str, date] | None = None, **more: object) -> list[str]:
    found = make_schedule(deal(tasks, go_live=target, **more), MONDAY, held=held or {}).findings
    return [f"{finding.message} {finding.hint}" for finding in found if finding.code == "target-missed"]


@pytest.mark.parametrize(
    ("tasks", "target", "hint"),
    [
        (
            {"a": {"duration": "10bd", "due": "2026-12-23"}, "g": go("a")},
            "2026-12-18",
            'Move the due date of "a" to Fri 18 Dec 2026, or agree go-live on Wed 23 Dec 2026.',
        ),
        (
            {"a": {}, "b": {"duration": "20bd", "after": ["a"]}, "c": {"duration": "25bd"}, "g": go("b", "c")},
            "2026-12-01",
            'Shorten "c" by 3 business days and "b" by 3 business days, or agree go-live on Fri 4 Dec 2026.',
        ),
        (
            {"a": {"duration": "10cd"}, "g": go("a")},
            "2026-11-06",
            'Shorten "a" by 5 calendar days, or agree go-live on Wed 11 Nov 2026.',
        ),
        (
            {"a": {"duration": "2bd"}, "g": go("a")},
            "2026-10-30",
            ": the work ends Tue 3 Nov 2026. Agree go-live on Tue",
        ),
        ({"a": {"duration": "2bd"}, "b": {"not_before": "2026-11-26"}, "g": go("b")}, "2026-11-20", "Agree go-live on"),
    ],
)
def test_only_what_keeps_the_target_is_offered(tasks: dict[str, Any], target: str, hint: str) -> None:
    """A shorter task that its due date or another chain holds up would not help; a new date always does."""
    [found] = hints(tasks, target)

    assert hint in found


def test_a_start_that_was_agreed_can_be_earlier() -> None:
    """Where nothing but that keeps the target from being kept."""
    tasks = {"a": {"duration": "5bd"}, "b": {"duration": "2bd", "after": ["a"]}, "g": go("b")}
    held = {"a": date(2026, 11, 16), "b": date(2026, 11, 23)}

    [one] = hints(tasks, "2026-11-20", {"a": date(2026, 11, 16)})
    [both] = hints(tasks, "2026-11-18", held)
    [pull] = hints(tasks, "2026-11-04", held, forecast="pull")

    assert 'Start "a" before its agreed start, ' in one
    assert 'Start "a", "b" before their agreed starts, ' in both
    assert "agreed start" not in pull


def test_work_that_holds_go_live_and_waits_for_it_is_told() -> None:
    """The plan is not feasible, and says by how much."""
    tasks = {
        "g": go(),
        "v": {"duration": "5bd", "after_target": "true"},
        "w": {"duration": "3bd", "title": "Handover", "after": ["v"]},
    }
    found = schedule(tasks, go_live="2026-12-18")

    assert 8 == found.shortfall
    assert date(2026, 12, 30) == found.go_live
    assert ['"Handover" holds go-live, but waits for what comes after it: go-live is 8 business days late.'] == [
        finding.message for finding in found.findings if finding.code == "target-missed"
    ]


@pytest.mark.parametrize(
    ("link", "source", "target", "word"),
    [
        ("a", {}, {"started": "2026-10-29"}, "done"),
        ("a SS", {}, {"started": "2026-10-29"}, "under way"),
        ("a FF", {}, {"finished": "2026-10-29"}, "done"),
        ("a SF", {}, {"finished": "2026-10-29"}, "under way"),
        ("a SS", {"started": "2026-10-29"}, {"started": "2026-10-29"}, ""),
        ("a FF", {}, {"started": "2026-10-29"}, ""),
    ],
)
def test_progress_against_a_link_is_told_whatever_its_kind(
    link: str, source: dict[str, str], target: dict[str, str], word: str
) -> None:
    """Each kind asks for the end that it binds; also past a task that was cancelled."""
    plain = {"a": source, "b": {"after": [link], **target}}
    onward = f"x F{link[-1]}" if link != "a" else "x"
    past = {"a": source, "x": {"status": "cancelled", "after": [link]}, "b": {"after": [onward], **target}}
    for tasks in (plain, past):
        told = [f.message for f in schedule(tasks).findings if f.code == "out-of-sequence"]

        assert (
            [f'"b" is {"done" if "finished" in target else "under way"}, but "a", which it waits for, is not {word}.']
            if word
            else []
        ) == told


def test_a_fixed_date_that_can_not_stand_says_what_keeps_it() -> None:
    """Today, or its own earliest start."""
    tasks = {
        "a": {"duration": "10bd", "due": "2026-11-06", "fixed": "true"},
        "b": {"duration": "3bd", "due": "2026-11-20", "fixed": "true", "not_before": "2026-11-19"},
    }
    told = [finding.message for finding in schedule(tasks).findings if finding.code == "pin-broken"]

    assert '"a" is fixed on Fri 6 Nov 2026, but ' in told[0]
    assert "keeps it until Fri 13 Nov 2026, 5 business days later." in told[0]
    assert "but its earliest start keeps it until Mon 23 Nov 2026, 1 business day later." in told[1]


def test_a_date_missed_on_listed_days_is_counted_in_these() -> None:
    """Two committee days are two months, not two business days."""
    calendars = {"committee": {"only": ["2026-11-12", "2026-12-10", "2027-01-14", "2027-02-11"]}}
    a = {"duration": "3bd", "due": "2026-11-12", "calendar": "committee"}
    told = [f for f in schedule({"a": a}, calendars=calendars).findings if f.code == "pin-broken"]

    assert (
        '"a" can\'t be done by Thu 12 Nov 2026; it needs 2 days of "committee" more, until Thu 14 Jan 2027.'
    ) == told[0].message
    assert 'by 2 days of "committee"' in told[0].hint
