"""Small deals as they stood on two days, for the tests of what moved between them."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import assume

from mapdocs.deal import Deal
from mapdocs.history import Snapshot
from mapdocs.keys import Keys, allot
from mapdocs.problems import DealError
from mapdocs.schedule import make_schedule
from mapdocs.schedule.prepared import NOTHING_HELD

if TYPE_CHECKING:
    from collections.abc import Mapping

MONDAY = date(2026, 11, 2)
LINKS = ("", "", "", "", " SS+1bd", " FF+2bd", " FS+2bd", " SF+3bd", " FS-1bd", " FS+3cd")
DURATIONS = ("0", "1bd", "2bd", "3bd", "5bd", "8bd", "4cd", "10cd")


def snapshot(
    deal: dict[str, Any] | Deal,
    today: date = MONDAY,
    *,
    out: tuple[str, ...] = (),
    held: Mapping[str, date] = NOTHING_HELD,
) -> Snapshot:
    """A deal with both sides named, as of a day; `held`: the starts agreed on before."""
    sides = {"buyer": {"name": "B"}, "seller": {"name": "S"}}
    made = deal if isinstance(deal, Deal) else Deal.model_validate(sides | deal)
    left_out = frozenset(out)
    schedule = make_schedule(made, today, left_out=left_out, held=held)
    return Snapshot(made, left_out, allot(made, Keys(), left_out, today), today, schedule, held)


def plan(today: date = MONDAY, /, **tasks: Any) -> Snapshot:  # noqa: ANN401 - as a deal file has them
    """Tasks with the plan's start on a Monday; both sides work from Monday to Friday."""
    return snapshot({"start": "2026-11-02", "tasks": tasks}, today)


def random_pair(seed: int) -> tuple[Snapshot, Snapshot]:
    """A deal and what became of it: other links, durations, owners, dates, tasks, closures and actual dates."""
    pick = random.Random(seed)  # noqa: S311 - an example, no secret
    first = MONDAY + timedelta(pick.choice([0, 0, 3, 5]))
    second = first + timedelta(pick.choice([0, 0, 4, 7, 12]))
    names = [f"t{k}" for k in range(pick.randint(2, 9))]
    old = {name: _progress(pick, _task(pick, names[:k]), first) for k, name in enumerate(names)}
    new = _later(pick, old, second)
    given: dict[str, Any] = {"start": "2026-11-02"}
    more: dict[str, Any] = {}
    if pick.random() < 0.3:
        more["buyer"] = {"name": "B", "closures": [{"from": "2026-11-09", "to": "2026-11-11"}]}
    if pick.random() < 0.1:
        more["go_live"] = {"date": "2026-12-18", "at": "morning"}
    assume(_holds(old) and _holds(new))
    try:
        earlier = snapshot(given | {"tasks": old}, first, held=_held(pick, old))
        return earlier, snapshot(given | more | {"tasks": new}, second, held=_held(pick, new))
    except DealError:
        assume(False)  # noqa: FBT003 - what no plan may be is no example
        raise


def _held(pick: random.Random, tasks: dict[str, Any]) -> dict[str, date]:
    """Starts that were agreed on, in every third state."""
    some = [name for name in tasks if pick.random() < 0.5] if pick.random() < 0.3 else []
    return {name: MONDAY + timedelta(pick.randint(0, 25)) for name in some}


def _holds(tasks: dict[str, Any]) -> bool:
    """Whether anything holds go-live; a plan of nothing has no date that could move."""
    return any("off_path" not in task and task.get("status") != "cancelled" for task in tasks.values())


def _later(pick: random.Random, old: dict[str, Any], today: date) -> dict[str, Any]:
    names, new = list(old), {}
    for k, (name, task) in enumerate(old.items()):
        chance = pick.random()
        if 0.55 <= chance < 0.65:
            continue
        later = dict(task) if chance < 0.65 else _task(pick, names[:k])
        new[name] = later if "started" in later and pick.random() < 0.7 else _progress(pick, later, today)
    for name in ("n0", "n1")[: pick.choice([0, 0, 1, 2])]:
        new[name] = _progress(pick, _task(pick, list(new)), today)
    for name, task in new.items():
        task["after"] = [link for link in task["after"] if link.split()[0] in new and link.split()[0] != name]
    return new


def _task(pick: random.Random, before: list[str]) -> dict[str, Any]:
    after = pick.sample(before, min(pick.choice([0, 1, 1, 2]), len(before)))
    task: dict[str, Any] = {
        "duration": pick.choice(DURATIONS),
        "after": [name + pick.choice(LINKS) for name in after],
    }
    owner = pick.choice(["buyer", "seller", ""])
    if owner:
        task[owner] = "x"
    day = MONDAY + timedelta(7 * pick.randint(0, 5) + pick.randint(0, 4))
    chance = pick.random()
    if chance < 0.2:
        task["due" if chance < 0.1 else "not_before"] = day.isoformat()
    elif chance < 0.3:
        task |= {"off_path": True} if chance < 0.25 else {"status": "cancelled"}
    return task


def _progress(pick: random.Random, task: dict[str, Any], today: date) -> dict[str, Any]:
    if pick.random() > 0.35 or task.get("status") == "cancelled":
        return dict(task)
    start = MONDAY + timedelta(pick.randint(0, max((today - MONDAY).days, 0)))
    done = {key: value for key, value in task.items() if key not in ("due", "finished", "remaining")}
    done |= {"started": start.isoformat(), "status": "in-progress"}
    if pick.random() < 0.5:
        end = start + timedelta(pick.randint(0, (today - start).days))
        done |= {"finished": end.isoformat(), "status": "done"}
    elif pick.random() < 0.4 and task["duration"] != "0":
        done["remaining"] = pick.choice(["2bd", "6bd"])
    return done
