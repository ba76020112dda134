from __future__ import annotations

from typing import Any

import numpy as np

from mapdocs.schedule.answers import end_of
from mapdocs.schedule.sampled import Sampled
from tests.schedule.plans import laid_out

TASKS: dict[str, Any] = {
    "a": {"duration": "3bd", "calendar": "short"},
    "b": {"duration": "4bd", "after": ["a SS+1bd"], "calendar": "week"},
    "c": {"duration": "2bd", "after": ["a FF-1bd", "b SF+4cd"]},
    "d": {"duration": "0", "after": ["c", {"task": "b", "lag": "3bd", "lag_calendar": "short"}]},
    "e": {"duration": "5bd", "started": "2026-10-29", "after": ["a"]},
    "f": {"duration": "2bd", "after": ["e SS+6bd", "d"], "status": "cancelled"},
    "g": {"duration": "1bd", "after": ["f", "d"], "not_before": "2026-11-18"},
}
CALENDARS = {"week": {}, "short": {"work_days": ["mon", "tue", "thu"], "closures": ["2026-11-05"]}}


def test_every_sample_is_the_forward_pass() -> None:
    """Over links of all types, lags on two calendars, a started and a cancelled task, with the durations estimated."""
    grid, answers = laid_out(TASKS, calendars=CALENDARS)
    path = [node for node in grid.network.nodes if node.on_path]
    lengths = {k: np.full(3, grid.steps.length[k], dtype=np.int64) for k in (0, 1, 2)}
    runs = Sampled(grid, 3, lengths, {})
    runs.forward(grid.groups.head, None)

    assert [[boundary] * 3 for boundary in answers.early.start] == [list(start) for start in runs.start]
    assert [[boundary] * 3 for boundary in answers.early.finish] == [list(finish) for finish in runs.finish]
    assert [answers.ends] * 3 == list(runs.ends(path))
    assert [end_of(grid, 3, answers.early)] * 3 == list(runs.over(3))


def test_samples_are_apart() -> None:
    """A task that takes longer in one sample is later there and nowhere else, and decides there alone."""
    grid, _ = laid_out(
        {"a": {"duration": "2bd"}, "b": {"duration": "3bd"}, "c": {"duration": "1bd", "after": ["a", "b"]}}
    )
    runs = Sampled(grid, 2, {0: np.array([2, 9])}, {})
    runs.forward(grid.order, None)
    ends = runs.ends(grid.network.nodes)
    drove = runs.driving(grid.order, grid.network.nodes, ends)

    assert [4, 12] == list(ends - grid.today)
    assert [False, True] == list(drove[0])
    assert [True, False] == list(drove[1])
    assert [True, True] == list(drove[2])
