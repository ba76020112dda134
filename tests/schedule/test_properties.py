"""What must hold for every plan, tried on random ones."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from mapdocs.deal import Deal
from mapdocs.problems import DealError, Problem
from mapdocs.schedule import make_schedule
from mapdocs.timetable import Schedule

TODAY = date(2026, 11, 2)
TARGET = date(2028, 3, 31)
ONE, TWO = ("week",), ("week", "short")
CALENDARS: dict[str, dict[str, Any]] = {
    "week": {},
    "short": {"work_days": ["mon", "tue", "thu"], "closures": ["2026-12-24", "2027-04-01"]},
}
FEW = settings(max_examples=60, deadline=None)


@dataclass(frozen=True)
class Plan:
    """Tasks as (days, calendar), links as (source, target, type, lag), go-live, and not-before dates of some."""

    tasks: tuple[tuple[int, str], ...]
    links: tuple[tuple[int, int, str, str], ...]
    target: date = TARGET
    not_before: tuple[tuple[int, date], ...] = ()

    def schedule(self, *, backwards: bool = False) -> Schedule:
        """Its schedule; `backwards`: from a file that lists its tasks the other way round."""
        return make_schedule(self.deal(backwards=backwards), TODAY)

    def deal(self, *, backwards: bool = False) -> Deal:
        """The deal that the file holds."""
        tasks: dict[str, dict[str, Any]] = {
            f"t{k}": {"duration": f"{days}bd", "calendar": calendar, "after": []}
            for k, (days, calendar) in enumerate(self.tasks)
        }
        for source, target, kind, lag in self.links:
            tasks[f"t{target}"]["after"].append({"task": f"t{source}", "type": kind, "lag": lag})
        for k, day in self.not_before:
            tasks[f"t{k}"]["not_before"] = day
        if backwards:
            tasks = dict(reversed(tasks.items()))
        deal = {
            "buyer": {"name": "B"},
            "seller": {"name": "S"},
            "go_live": {"date": self.target},
            "buffer": "5bd",
            "calendars": CALENDARS,
            "tasks": tasks,
        }
        return Deal.model_validate(deal)


@st.composite
def plans(draw: st.DrawFn, calendars: tuple[str, ...], units: tuple[str, ...] = ("bd",)) -> Plan:
    first = draw(st.tuples(st.integers(1, 9), st.sampled_from(calendars)))
    tasks = draw(st.lists(st.tuples(st.integers(0, 9), st.sampled_from(calendars)), min_size=1, max_size=59))
    return Plan((first, *tasks), tuple(draw(st.lists(links(len(tasks) + 1, units), max_size=120))))


@st.composite
def links(draw: st.DrawFn, tasks: int, units: tuple[str, ...]) -> tuple[int, int, str, str]:
    target = draw(st.integers(1, tasks - 1))
    lag = f"{draw(st.integers(-2, 5))}{draw(st.sampled_from(units))}"
    return draw(st.integers(0, target - 1)), target, draw(st.sampled_from(("FS", "SS", "FF", "SF"))), lag


def worked(plan: Plan) -> list[int]:
    """The tasks that take time: for these, days read and days counted are the same."""
    return [k for k, (days, _) in enumerate(plan.tasks) if days]


def later(day: date, days: int) -> date:
    """So many weekdays on."""
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < 5
    return day


@FEW
@given(plans(ONE), st.data())
def test_a_task_can_slip_by_its_total_float_and_no_further(plan: Plan, data: st.DataObject) -> None:
    """With one calendar, delaying a task by its total float keeps the target, and one more day misses it."""
    first = plan.schedule()
    k = data.draw(st.sampled_from(worked(plan)))
    task = first.tasks[f"t{k}"]
    assert task.total_float is not None
    last = later(task.early_start, task.total_float)

    assert last == task.late_start
    assert 0 == replace(plan, not_before=((k, last),)).schedule().shortfall
    assert 1 == replace(plan, not_before=((k, later(last, 1)),)).schedule().shortfall


@FEW
@given(plans(ONE), st.data())
def test_a_task_can_slip_by_its_free_float_without_moving_another(plan: Plan, data: st.DataObject) -> None:
    """With one calendar, delaying a task by its free float leaves all other early dates as they are."""
    first = plan.schedule()
    k = data.draw(st.sampled_from(worked(plan)))
    task = first.tasks[f"t{k}"]
    moved = replace(plan, not_before=((k, later(task.early_start, task.free_float)),)).schedule()

    others = [name for name in first.tasks if name != f"t{k}"]
    assert [first.tasks[n].early_start for n in others] == [moved.tasks[n].early_start for n in others]


@FEW
@given(plans(ONE), st.integers(1, 30))
def test_moving_go_live_moves_every_task_with_it(plan: Plan, days: int) -> None:
    """With one calendar, go-live n working days later plans and allows every task n working days later."""
    before, after = plan.schedule(), replace(plan, target=later(TARGET, days)).schedule()

    for name, task in before.tasks.items():
        moved = after.tasks[name]
        assert (later(task.start, days), later(task.late_start, days)) == (moved.start, moved.late_start)
        assert (later(task.finish, days), later(task.late_finish, days)) == (moved.finish, moved.late_finish)


@FEW
@given(plans(TWO, ("bd", "cd")), st.data())
def test_another_link_only_tightens(plan: Plan, data: st.DataObject) -> None:
    """With any calendars, a link more makes no early date earlier and no late date later."""
    more = replace(plan, links=(*plan.links, data.draw(links(len(plan.tasks), ("bd", "cd")))))
    before, after = plan.schedule(), more.schedule()

    for name, task in before.tasks.items():
        linked = after.tasks[name]
        assert task.early_start <= linked.early_start
        assert task.early_finish <= linked.early_finish
        # A milestone that its own side's days off would show before what it waits for is shown on that day.
        moved = [] if linked.duration else [linked.finish]
        assert max([task.late_start, *moved]) >= linked.late_start
        assert max([task.late_finish, *moved]) >= linked.late_finish


@FEW
@given(plans(TWO, ("bd", "cd")))
def test_the_order_of_the_file_does_not_matter(plan: Plan) -> None:
    """Tasks written the other way round have the same dates and floats."""
    one, other = plan.schedule(), plan.schedule(backwards=True)

    for name, task in one.tasks.items():
        assert replace(task, driver=None) == replace(other.tasks[name], driver=None)


@FEW
@given(plans(TWO, ("bd", "cd")))
def test_what_is_planned_keeps_logic_and_lies_between_early_and_late(plan: Plan) -> None:
    """No task is planned before it can be; where the target is kept, none later than it may be, and free <= total."""
    schedule = plan.schedule()

    assert TODAY <= min(task.start for task in schedule.tasks.values())
    for task in schedule.tasks.values():
        assert task.early_start <= task.start
        assert task.early_finish <= task.finish
        assert task.finish <= task.late_finish or schedule.shortfall
        assert task.free_float >= 0


@FEW
@given(plans(TWO, ("bd", "cd")))
def test_the_driving_chain_ends_with_go_live(plan: Plan) -> None:
    """The last task of the chain finishes with the forecast, and the first one waits for no other."""
    schedule = plan.schedule()

    assert schedule.forecast in [schedule.tasks[name].early_finish for name in schedule.critical]
    first = schedule.tasks[schedule.critical[0]].driver
    assert first is not None
    assert first.kind == "start" or first.source in schedule.critical


DAYS = st.integers(-40, 150).map(lambda n: later(TODAY - timedelta(days=56), n + 40))
PAST = st.integers(1, 40).map(lambda n: TODAY - timedelta(days=n))
ANY_TASK = st.fixed_dictionaries(
    {"duration": st.sampled_from(("0", "1bd", "3bd", "8bd", "10cd"))},
    optional={
        "calendar": st.sampled_from(("week", "short", "committee", "both", "buyer")),
        "due": DAYS,
        "deadline": DAYS,
        "not_before": DAYS,
        "fixed": st.booleans(),
        "milestone": st.sampled_from(("start", "finish")),
        "status": st.sampled_from(("in-progress", "done", "cancelled", "blocked")),
        "started": PAST,
        "finished": PAST,
        "remaining": st.sampled_from(("0", "3bd", "4cd")),
        "tags": st.just(["change"]),
        "role": st.just("go-live"),
        "after_target": st.booleans(),
        "off_path": st.booleans(),
    },
)


@st.composite
def deals(draw: st.DrawFn) -> Deal:
    """Anything that a deal file can say of its tasks, contradictions included."""
    tasks = draw(st.lists(ANY_TASK, min_size=1, max_size=12))
    found = draw(st.lists(links(len(tasks), ("bd", "cd")), max_size=20)) if len(tasks) > 1 else []
    after: list[list[dict[str, str]]] = [[] for _ in tasks]
    for source, target, kind, lag in found:
        after[target].append({"task": f"t{source}", "type": kind, "lag": lag})
    go_live = draw(st.none() | DAYS)
    freeze = {"from": "2026-12-11", "to": "2027-01-08", "binds": ["change"]}
    deal = {
        "buyer": {"name": "B", "country": "GB", "freezes": [freeze]},
        "seller": {"name": "S", "country": "DE", "closures": [{"from": "2026-12-24", "to": "2027-01-01"}]},
        "calendars": CALENDARS | {"committee": {"only": ["2026-12-03", "2027-01-14", "2027-06-10"]}},
        "progress": draw(st.sampled_from(("retained", "override"))),
        "buffer": draw(st.sampled_from(("0", "10%", "30bd", "7cd"))),
        "go_live": {"date": go_live, "at": draw(st.sampled_from(("end", "morning")))} if go_live else {},
        "tasks": {f"t{k}": {**task, "after": after[k]} for k, task in enumerate(tasks)},
    }
    return Deal.model_validate(deal)


def attempt(deal: Deal, left_out: frozenset[str]) -> tuple[Schedule | None, tuple[Problem, ...]]:
    try:
        schedule = make_schedule(deal, TODAY, left_out=left_out)
    except DealError as error:
        return None, error.problems
    return schedule, schedule.findings


@settings(max_examples=300, deadline=None)
@given(deals(), st.sets(st.integers(0, 11)))
def test_any_plan_has_dates_or_says_what_is_wrong(deal: Deal, left_out: set[int]) -> None:
    """Every problem has a next step; nothing unfinished is shown before today, and no finish before its start."""
    schedule, problems = attempt(deal, frozenset(f"t{k}" for k in left_out))

    assert all(problem.hint for problem in problems)
    if schedule is None:
        assert problems
        return
    for name, task in schedule.tasks.items():
        assert task.start <= task.finish
        assert task.early_start <= task.early_finish
        assert task.late_start <= task.late_finish
        assert task.free_float >= 0
        assert task.total_float is None or task.finish >= max(TODAY, task.early_finish), name
