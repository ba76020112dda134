"""The engine's budgets: against bare passes over the same arrays, a tenth of the tasks, drawing the samples alone."""
# ruff: noqa: PLR1730 - a call of max() in a bare loop would make the engine look faster than it is

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date
from functools import cache

from benchmarks.harness import Case
from mapdocs.deal import Deal
from mapdocs.schedule import Prepared, prepare
from mapdocs.schedule.answers import Range
from mapdocs.schedule.chances import chances, generator_of
from mapdocs.schedule.confidence import confidence
from mapdocs.schedule.floats import total_floats
from mapdocs.schedule.grid import Grid
from mapdocs.schedule.network import topological
from mapdocs.schedule.passes import Lagged, backward, forward
from mapdocs.schedule.prepared import run
from mapdocs.schedule.whatif import Change, Outcome, as_it_is, read_changes, what_if

TODAY = date(2026, 11, 2)
MANY, FEW, ONE_DEAL = 10_000, 1_000, 200
SAMPLES = 10_000


@cache
def prepared(tasks: int) -> Prepared:
    """A random plan on two companies' calendars: three links a task, of all types, some with a lag."""
    pick, found = random.Random(tasks), {}  # noqa: S311 - the same plan each time
    for k in range(tasks):
        days = pick.randint(1, 10)
        before = pick.sample(range(max(0, k - 40), k), min(3, k))
        found[f"t{k}"] = {
            "duration": {"best": f"{max(1, days // 2)}bd", "likely": f"{days}bd", "worst": f"{days * 2}bd"},
            "buyer": "x" if k % 2 else "",
            "after": [_link(pick, j) for j in sorted(before)],
        }
    parties = {"buyer": {"name": "B", "country": "GB"}, "seller": {"name": "S", "country": "DE"}}
    return prepare(Deal.model_validate({**parties, "go_live": {"date": "2028-03-31"}, "tasks": found}), TODAY)


def _link(pick: random.Random, source: int) -> dict[str, str]:
    kind = pick.choice(["FS"] * 7 + ["SS", "FF", "SF"])
    return {"task": f"t{source}", "type": kind, "lag": f"{pick.choice((0, 0, 0, 1, 2, -1))}bd"}


@dataclass(frozen=True)
class Arrays:
    """A plan laid out, with what the passes need besides: where late dates end."""

    grid: Grid
    cap: list[int]


@cache
def arrays(tasks: int) -> Arrays:
    """The plan on tables long enough for it."""
    grid, answers = run(prepared(tasks))
    return Arrays(grid, [answers.ends] * tasks)


def engine(tasks: int) -> object:
    """Sort the links, pass forward and back, total float of every task."""
    found = arrays(tasks)
    grid, network = found.grid, found.grid.network
    order = topological(tasks, network.arcs)
    early, late = Range(grid.start.copy(), grid.finish.copy()), Range(grid.start.copy(), grid.finish.copy())
    forward(grid.steps, order, grid.floor, early.start, early.finish)
    backward(grid.steps, order, found.cap, late.start, late.finish)
    return total_floats(grid, early, late, found.cap[0])


def bare(tasks: int) -> object:  # noqa: C901 - one loop each way
    """The same passes as plain loops, in working order: no sorting, no float, nothing checked."""
    found = arrays(tasks)
    grid, steps, start, finish = found.grid, found.grid.steps, found.grid.start.copy(), found.grid.finish.copy()
    for j in grid.order:
        (days, index), d, s = steps.works[j], steps.length[j], grid.floor[j]
        for i in steps.plain_in[j]:
            if finish[i] > s:
                s = finish[i]
        for link in steps.lagged_in[j]:
            x = _moved(link, start[link[0]] if link[1] else finish[link[0]], 1)
            if link[2]:
                x = days[index[x] - d]
            if x > s:
                s = x
        start[j] = days[index[s]]
        finish[j] = days[index[s] + d - 1] + 1
    late_start, late_finish = start.copy(), finish.copy()
    for i in reversed(grid.order):
        (days, index), d, f = steps.late[i], steps.length[i], found.cap[i]
        for j in steps.plain_out[i]:
            if late_start[j] < f:
                f = late_start[j]
        for link in steps.lagged_out[i]:
            x = _moved(link, late_finish[link[0]] if link[2] else late_start[link[0]], -1)
            if link[1]:
                x = days[index[x] + d - 1] + 1
            if x < f:
                f = x
        late_finish[i] = days[index[f] - 1] + 1
        late_start[i] = days[index[f] - d]
    return start, finish, late_start, late_finish


def _moved(link: Lagged, x: int, sign: int) -> int:
    lag, days, index = link[3] * sign, link[4], link[5]
    if not lag or days is None:
        return x + lag
    return days[index[x] + lag - 1] + 1 if lag > 0 else days[index[x] + lag]


@cache
def base() -> Outcome:
    """One deal as it is."""
    return as_it_is(prepared(ONE_DEAL))


@cache
def changes(text: str) -> list[Change]:
    """What is asked of that deal."""
    return read_changes([text], prepared(ONE_DEAL).deal, {})


def asked(text: str) -> Case:
    """A what-if against bare passes over that deal."""
    name = f"schedule: what if {text}, {ONE_DEAL} tasks"
    return Case(name, lambda: what_if(base(), changes(text)), "bare passes", lambda: bare(ONE_DEAL), 3.0)


def draw() -> object:
    """All durations of all samples."""
    grid = arrays(ONE_DEAL).grid
    nodes = grid.network.nodes
    return [c.draw(generator_of(nodes[k].id, 1), SAMPLES) for k, c in chances(grid, {}).items()]


CASES = [
    Case(
        f"schedule: {MANY:,} tasks, sorting, both passes, float",
        lambda: engine(MANY),
        "bare passes",
        lambda: bare(MANY),
        3.0,
    ),
    Case(
        f"schedule: {MANY:,} tasks",
        lambda: engine(MANY),
        f"{FEW:,} tasks",
        lambda: engine(FEW),
        12.0,
    ),
    Case(
        f"schedule: the range of {ONE_DEAL} tasks, {SAMPLES:,} samples",
        lambda: confidence(prepared(ONE_DEAL), samples=SAMPLES),
        "drawing them",
        draw,
        2.0,
    ),
    asked("t100+5bd"),
    asked("t100=2027-06-16"),
    asked("drop t100"),
]
