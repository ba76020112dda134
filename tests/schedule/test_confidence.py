"""The range of a forecast, against networks whose answer is known by hand."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from mapdocs.deal import Deal
from mapdocs.schedule import prepare, schedule_of
from mapdocs.schedule.confidence import _spread, confidence
from mapdocs.timetable import Confidence, Spread
from tests.conftest import ROOT
from tests.schedule.plans import MONDAY, deal, laid_out
from tests.schedule.test_properties import TWO, Plan, attempt, deals, plans

GO = {"duration": "0", "role": "go-live"}


def sure(tasks: dict[str, Any], samples: int = 2000, seed: int = 1, **more: object) -> Confidence:
    return confidence(prepare(deal(tasks, **more), MONDAY), samples=samples, seed=seed)


def three(best: int, likely: int, worst: int, **more: object) -> dict[str, object]:
    return {"duration": {"best": f"{best}bd", "likely": f"{likely}bd", "worst": f"{worst}bd"}, **more}


def in_order(*days: date | None) -> bool:
    """Whether all are known, none before the one ahead of it."""
    known = [day for day in days if day]
    return len(known) == len(days) and known == sorted(known)


def only(day: str) -> Spread:
    """A range of one day."""
    return Spread(*[date.fromisoformat(day)] * 4)


def test_a_chain_of_fixed_tasks_has_no_range() -> None:
    """Its forecast is certain, and so is whether the target is kept."""
    tasks = {"a": {"duration": "5bd"}, "b": {"duration": "5bd", "after": ["a"]}, "c": {**GO, "after": ["b"]}}
    kept = sure(tasks, go_live="2026-11-13")
    missed = sure(tasks, go_live="2026-11-12")

    assert (only("2026-11-13"), 1.0, 0) == (kept.go_live, kept.chance, kept.uncertain)
    assert {"a": 1.0, "b": 1.0, "c": 1.0} == kept.criticality
    assert 0.0 == missed.chance


def test_without_a_go_live_date_there_is_no_chance_of_it() -> None:
    """But a range."""
    found = sure({"a": three(2, 5, 9)})

    assert found.chance is None
    assert found.go_live.p10 is not None


def test_one_task_has_the_mean_and_spread_of_its_beta_distribution() -> None:
    """PERT: mean (best + 4 likely + worst) / 6; the chance of a day is the share of samples up to it."""
    spread = {}
    for days in range(10, 41):
        target = prepare(deal({"a": {"duration": f"{days}bd"}}), MONDAY)
        day = schedule_of(target).forecast
        spread[days] = sure({"a": three(10, 20, 40)}, 20_000, go_live=str(day)).chance or 0.0
    mean = sum(days * (spread[days] - spread.get(days - 1, 0.0)) for days in spread)

    assert pytest.approx((10 + 4 * 20 + 40) / 6, abs=0.1) == mean
    assert 1.0 == spread[40]
    assert 0.0 < spread[20] < 0.5


def test_percentiles_are_days_that_were_drawn_by_the_higher_method() -> None:
    """Of 11 of them P10 is the second, P50 the sixth, P80 the ninth, P90 the tenth; of 4 never one between two."""
    grid, _ = laid_out({"a": {}})

    def day(boundary: int) -> date:
        return date.fromordinal(boundary)

    eleven = _spread(np.arange(11, 0, -1), grid, day)
    four = _spread(np.array([40, 10, 30, 20]), grid, day)

    assert Spread(day(2), day(6), day(9), day(10)) == eleven
    assert Spread(day(20), day(30), day(40), day(40)) == four


def test_two_even_paths_drive_half_of_the_time_each_and_end_later_than_one() -> None:
    """The later of two uncertain paths decides: what a single estimate does not show."""
    one = sure({"a": three(5, 10, 30), "z": {**GO, "after": ["a"]}}, 8000, go_live="2026-11-18")
    both = {"a": three(5, 10, 30), "b": three(5, 10, 30), "z": {**GO, "after": ["a", "b"]}}
    two = sure(both, 8000, go_live="2026-11-18")

    assert pytest.approx((one.chance or 0) ** 2, abs=0.02) == two.chance
    assert pytest.approx(two.criticality["a"], abs=0.03) == two.criticality["b"]
    assert 1.0 < two.criticality["a"] + two.criticality["b"] < 1.3
    assert 1.0 == two.criticality["z"]


def test_a_path_that_is_never_the_longest_is_never_critical() -> None:
    """Nor is one that leads nowhere."""
    tasks = {
        "a": three(20, 25, 40),
        "b": three(1, 2, 5),
        "side": three(30, 60, 90, off_path=True),
        "z": {**GO, "after": ["a", "b"]},
    }

    assert {"a": 1.0, "b": 0.0, "side": 0.0, "z": 1.0} == sure(tasks).criticality


def test_what_is_done_is_certain_and_what_is_under_way_has_only_its_rest() -> None:
    """Work started four days ago that takes 5 to 9 days has 1 to 5 left; done tasks are as they were."""
    tasks = {
        "a": three(3, 5, 90, status="done", started="2026-10-19", finished="2026-10-23"),
        "b": three(5, 6, 9, started="2026-10-27", after=["a"]),
    }
    found = sure(tasks)

    assert 1 == found.uncertain
    assert (0.0, 1.0) == (found.criticality["a"], found.criticality["b"])
    assert in_order(date(2026, 11, 2), found.go_live.p10, found.go_live.p90, date(2026, 11, 6))


def test_what_remains_keeps_the_estimates_proportions() -> None:
    """2 of 4 days left, and 4 to 16 estimated: 2 to 8 left."""
    tasks = {"a": three(4, 4, 16, started="2026-10-12", remaining="2bd")}
    days = [sure(tasks, 500, go_live=f"2026-11-{day:02}").chance for day in (2, 3, 11)]

    assert 0.0 == days[0]
    assert 0.0 < (days[1] or 0) < 1.0
    assert 1.0 == days[2]


def test_the_same_seed_gives_the_same_numbers_in_any_order_of_the_file() -> None:
    """Another seed gives others; a further task does not change what the first ones draw."""
    tasks = {"a": three(2, 6, 20), "b": three(1, 9, 30, after=["a"]), "c": three(3, 4, 9, after=["a SS+2bd"])}
    first = sure(tasks, go_live="2026-11-27")
    turned = sure(dict(reversed(tasks.items())), go_live="2026-11-27")
    other = sure(tasks, seed=2, go_live="2026-11-27")
    more = sure({**tasks, "d": three(1, 2, 3)}, go_live="2026-11-27")

    assert first == turned
    assert first.criticality != other.criticality
    assert (first.go_live, first.chance) == (more.go_live, more.chance)


def test_signature_has_a_range_of_its_own() -> None:
    """Earlier than go-live; none where no task is the signature."""
    tasks = {
        "a": three(2, 6, 20),
        "sign": {"duration": "0", "role": "signature", "after": ["a"]},
        "b": three(5, 9, 12, after=["sign"]),
    }
    found = sure(tasks)

    assert found.signature is not None
    assert in_order(found.signature.p10, found.signature.p90, date(2026, 11, 17), found.go_live.p90)
    assert sure({"a": three(2, 6, 20)}).signature is None


def test_samples_after_the_last_committee_day_have_no_date() -> None:
    """They miss the target, and a percentile among them is not known."""
    tasks = {"a": three(1, 4, 30), "b": {"duration": "0", "calendar": "committee", "after": ["a"], "role": "go-live"}}
    calendars = {"committee": {"only": ["2026-11-09", "2026-11-16"]}}
    found = sure(tasks, calendars=calendars, go_live="2026-11-16")

    assert date(2026, 11, 9) == found.go_live.p10
    assert found.go_live.p90 is None
    assert 0.0 < (found.chance or 0) < 1.0


def test_a_due_date_holds_early_finishes_back_and_late_ones_break_it() -> None:
    """Work agreed for a day is not taken to be done before it."""
    found = sure({"a": three(2, 4, 12, due="2026-11-05")})

    assert date(2026, 11, 5) == found.go_live.p10
    assert in_order(date(2026, 11, 6), found.go_live.p90)


def test_what_comes_after_go_live_does_not_move_it() -> None:
    """Nor is it ever on the chain that decides it."""
    tasks = {
        "a": three(2, 4, 12),
        "z": {**GO, "after": ["a"]},
        "b": three(9, 20, 80, after=["z"], after_target=True),
    }
    found = sure(tasks)

    assert found.go_live == sure({"a": tasks["a"], "z": tasks["z"]}).go_live
    assert 0.0 == found.criticality["b"]


def test_experience_counts_where_a_task_has_no_range_of_its_own() -> None:
    """Any share of the estimate that finished tasks of its kind took, each as likely as another."""
    made = deal({"a": {"duration": "10bd", "phase": "p", "buyer": "x"}, "b": three(4, 4, 5, phase="p", buyer="x")})
    shares = {("p", "buyer"): (0.5,) * 4 + (1.5,) * 4}
    found = confidence(prepare(made, MONDAY), shares)
    without = confidence(prepare(made, MONDAY))

    assert {date(2026, 11, 6), date(2026, 11, 20)} == {found.go_live.p10, found.go_live.p90}
    assert (2, 1) == (found.uncertain, without.uncertain)
    assert date(2026, 11, 13) == without.go_live.p10 == without.go_live.p90


def test_decades_of_work_still_have_a_range() -> None:
    """The tables grow as far as the worst durations need."""
    found = sure({"a": three(10, 200, 3650), "b": three(10, 200, 3650, after=["a"])}, 50)

    assert in_order(date(2028, 1, 1), found.go_live.p90)


@settings(max_examples=40, deadline=None)
@given(plans(TWO, ("bd", "cd")))
def test_one_certain_sample_is_the_forecast(plan: Plan) -> None:
    """With all link types, lags and calendars, a run without any uncertainty is the schedule itself."""
    prepared = prepare(plan.deal(), date(2026, 11, 2))
    schedule, found = schedule_of(prepared), confidence(prepared)

    assert Spread(*[schedule.forecast] * 4) == found.go_live
    assert {name: float(name in schedule.critical) for name in schedule.tasks} == found.criticality
    assert float(not schedule.shortfall) == found.chance


@settings(max_examples=100, deadline=None)
@given(deals())
def test_one_certain_sample_is_the_forecast_of_any_plan(made: Deal) -> None:
    """With what has happened, dates of all kinds, freezes and committees, too."""
    schedule, _ = attempt(made, frozenset())
    if schedule is None:
        return
    found = confidence(prepare(made, date(2026, 11, 2)))

    assert Spread(*[schedule.forecast] * 4) == found.go_live
    assert {name: float(name in schedule.critical) for name in schedule.tasks} == found.criticality


@pytest.mark.parametrize(("samples", "seed"), list(product((1, 2, 4097), (0, 7))))
def test_any_number_of_samples_will_do(samples: int, seed: int) -> None:
    """Also one, and one more than are run at a time."""
    found = sure({"a": three(2, 6, 20), "b": three(1, 9, 30, after=["a"])}, samples, seed)

    assert found.samples == samples
    assert 1.0 == found.criticality["b"]


def test_memory_stays_small() -> None:
    """Ten thousand samples of two hundred tasks, in a process of their own: under 300 MB with all libraries.

    Linux hands the peak in getrusage(2) on from the process that forked, here the one of all tests, so there the
    peak of the new address space is read (VmHWM, proc_pid_status(5)).
    """
    lines = (
        "import re, resource, sys",
        "from pathlib import Path",
        "from benchmarks.bench_schedule import prepared",
        "from mapdocs.schedule.confidence import confidence",
        "assert confidence(prepared(200), samples=10_000).uncertain == 200",
        "status = Path('/proc/self/status')",
        "own = re.search(r'VmHWM:\\s+(\\d+) kB', status.read_text()) if status.exists() else None",
        "peak = int(own[1]) * 2**10 if own else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss",
        "print(peak // 2**20)",
    )
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)], check=True, capture_output=True, text=True, cwd=ROOT
    )

    assert 50 < int(done.stdout) < 300


def test_go_live_is_on_the_chain_also_where_the_last_work_ends_on_a_day_off() -> None:
    """A go-live whose own calendar rests on the day on which the last work ends decides all the same."""
    tasks = {"a": {"duration": "6cd"}, "live": {"after": ["a"], **GO}}

    assert {"a": 1.0, "live": 1.0} == sure(tasks).criticality
