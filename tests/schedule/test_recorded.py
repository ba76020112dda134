"""Dates as Primavera's rules give them."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from mapdocs.deal import Deal
from mapdocs.schedule import make_schedule
from tests.conftest import ROOT

PLANS = json.loads((ROOT / "tests/recorded/p6-plans.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: f"plan-{plan['id']}")
def test_dates_and_floats_equal_primavera(plan: dict[str, Any]) -> None:
    """Early and late start and finish and total float of every task are those of the recorded plan."""
    schedule = make_schedule(as_deal(plan), date.fromisoformat(plan["start"]))
    found = [
        [*map(str, (t.early_start, t.early_finish, t.late_start, t.late_finish)), t.total_float]
        for t in schedule.tasks.values()
    ]

    assert plan["expect"] == found


def as_deal(plan: dict[str, Any]) -> Deal:
    after: dict[int, list[dict[str, str]]] = {}
    for source, target, kind, lag in plan["links"]:
        after.setdefault(target, []).append({"task": f"t{source}", "type": kind, "lag": f"{lag}bd"})
    return Deal.model_validate(
        {
            "buyer": {"name": "B"},
            "seller": {"name": "S"},
            "calendars": {f"c{k}": {"closures": days} for k, days in enumerate(plan["calendars"])},
            "tasks": {
                f"t{k}": {"duration": f"{task['d']}bd", "calendar": f"c{task['cal']}", "after": after.get(k, [])}
                for k, task in enumerate(plan["tasks"])
            },
        }
    )
