"""How long it takes to say why go-live moved, measured by forward passes run one by one."""

from __future__ import annotations

from datetime import date, timedelta

from benchmarks.harness import Case
from mapdocs.deal import Deal
from mapdocs.history import Snapshot
from mapdocs.keys import Keys, allot
from mapdocs.schedule import make_schedule, prepare
from mapdocs.schedule.passes import forward
from mapdocs.schedule.prepared import run
from mapdocs.timeline.causes import attribute

START = date(2026, 11, 2)
TASKS, PASSES = 200, 4096


def snapshot(changes: int) -> Snapshot:
    """200 tasks in ten strands, each waiting for up to three others; so many of them take longer than at first."""
    longer = {k * TASKS // changes for k in range(changes)} if changes else set()
    tasks = {}
    for k in range(TASKS):
        after = [f"t{j}" for j in (k - 10, k - 13, k - 17) if j >= 0]
        side = "buyer" if k % 3 else "seller"
        days = 3 + k * 7 % 11 + (4 if k in longer else 0)
        tasks[f"t{k}"] = {"duration": f"{days}bd", "after": after, side: "role:x"}
    given = {"buyer": {"name": "B", "country": "GB"}, "seller": {"name": "S", "country": "DE"}, "start": str(START)}
    go_live = str(START + timedelta(400))
    deal = Deal.model_validate({**given, "go_live": {"date": go_live}, "tasks": tasks})
    none = frozenset[str]()
    return Snapshot(deal, none, allot(deal, Keys(), none, START), START, make_schedule(deal, START))


WAS, TWELVE, SIXTY = snapshot(0), snapshot(12), snapshot(60)
GRID = run(prepare(WAS.deal, START))[0]


def passes() -> None:
    """The forecast's forward pass, 4,096 times."""
    for _ in range(PASSES):
        forward(GRID.steps, GRID.order, GRID.floor, GRID.start.copy(), GRID.finish.copy())


PASSED = f"{PASSES:,} forward passes"
CASES = [
    Case("timeline: 12 causes, exact", lambda: attribute(WAS, TWELVE, ()), PASSED, passes, 0.4, 3),
    Case("timeline: 60 causes, 2,000 orders", lambda: attribute(WAS, SIXTY, ()), PASSED, passes, 1.5, 3),
]
